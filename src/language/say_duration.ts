const UNITS: readonly (readonly [string, number])[] = [
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

function partsOf(seconds: number): (readonly [string, number])[] {
  const parts: (readonly [string, number])[] = [];
  let rest = seconds;
  for (const [unit, size] of UNITS) {
    // Only whole weeks are said as weeks: "10 days" is plainer than "1 week and 3 days".
    if (unit === 'week' && rest % size !== 0) continue;
    const count = Math.floor(rest / size);
    if (count > 0) parts.push([unit, count]);
    rest -= count * size;
  }
  return parts;
}

/** Words joined as in a sentence: `a`, `a and b`, `a, b, and c`. */
export function joinWords(words: readonly string[], conjunction = 'and'): string {
  if (words.length < 3) return words.join(` ${conjunction} `);
  return `${words.slice(0, -1).join(', ')}, ${conjunction} ${words.at(-1)}`;
}

/** A length of time to the second: `1 hour and 5 minutes`, `30 seconds`. Parts of a second count as one. */
export function sayDuration(ms: number): string {
  const parts = partsOf(Math.max(1, Math.ceil(ms / 1_000)));
  return joinWords(parts.map(([unit, count]) => `${count} ${unit}${count === 1 ? '' : 's'}`));
}

/** Before a noun: `5 minute` timer, `1 hour 30 minute` timer. */
export function sayDurationBeforeNoun(ms: number): string {
  const parts = partsOf(Math.max(1, Math.ceil(ms / 1_000)));
  return parts.map(([unit, count]) => `${count} ${unit}`).join(' ');
}

/** As near as anybody wants to know: minutes from ten minutes on, hours and minutes from an hour, days and hours from a day. */
export function sayDurationRoughly(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1_000));
  const step = seconds >= 86_400 ? 3_600 : seconds >= 600 ? 60 : 1;
  return sayDuration(Math.round(seconds / step) * step * 1_000);
}
