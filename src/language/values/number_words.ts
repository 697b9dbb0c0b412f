/** Words for 0 to 19. */
export const units: ReadonlyMap<string, number> = new Map(
  [
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
  ].flatMap((words) => words.split(' ').map((word, value): [string, number] => [word, value])),
);

/** Other words for zero. */
export const zeros: ReadonlySet<string> = new Set(['nought', 'naught', 'nil']);

export const tens: ReadonlyMap<string, number> = new Map(
  'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ').map((word, place) => [word, (place + 2) * 10]),
);

/** Multipliers above a hundred. */
export const scales: ReadonlyMap<string, number> = new Map([
  ['thousand', 1e3],
  ['thousands', 1e3],
  ['lakh', 1e5],
  ['lakhs', 1e5],
  ['million', 1e6],
  ['millions', 1e6],
  ['crore', 1e7],
  ['crores', 1e7],
  ['billion', 1e9],
  ['billions', 1e9],
  ['trillion', 1e12],
  ['trillions', 1e12],
]);

/** `first` to `nineteenth`. */
export const unitOrdinals: ReadonlyMap<string, number> = new Map(
  (
    'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth ' +
    'sixteenth seventeenth eighteenth nineteenth'
  )
    .split(' ')
    .map((word, place) => [word, place + 1]),
);

export const tenOrdinals: ReadonlyMap<string, number> = new Map(
  'twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth'
    .split(' ')
    .map((word, place) => [word, (place + 2) * 10]),
);

export const scaleOrdinals: ReadonlyMap<string, number> = new Map([
  ['hundredth', 100],
  ['thousandth', 1e3],
  ['millionth', 1e6],
  ['billionth', 1e9],
  ['trillionth', 1e12],
]);

const others: ReadonlySet<string> = new Set(
  (
    'a an and of over point oh minus negative hundred hundreds half halves quarter quarters dozen dozens couple few ' +
    'percent percents percentage pct per cent'
  ).split(' '),
);

/** Whether a number or percentage that is read may hold this word or sign. True for more than that, false for none that it may. */
export function isNumberWord(word: string): boolean {
  if (!/^\p{L}/u.test(word) || others.has(word)) return true;
  if (units.has(word) || zeros.has(word) || tens.has(word) || scales.has(word)) return true;
  const one = word.endsWith('s') ? word.slice(0, -1) : word;
  return unitOrdinals.has(one) || tenOrdinals.has(one) || scaleOrdinals.has(one);
}
