const TURNED = new Map([
  ["i'm", 'you are'],
  ["i've", 'you have'],
  ["i'll", 'you will'],
  ["i'd", 'you would'],
  ['my', 'your'],
  ['mine', 'yours'],
  ['me', 'you'],
  ['myself', 'yourself'],
  ['our', 'your'],
  ['we', 'you'],
  ['us', 'you'],
]);
const AFTER_I = new Map([
  ['am', 'are'],
  ['was', 'were'],
]);

/** Said back to the one who said it: `my key is …` becomes `your key is …`. */
export function saidBack(text: string): string {
  const turned = text.replace(
    /\bI (am|was)\b/gi,
    (_all, verb: string) => `you ${AFTER_I.get(verb.toLowerCase()) ?? verb}`,
  );
  return turned.replace(/[\p{L}]+(?:['’][\p{L}]+)?/gu, (word) => {
    const lower = word.toLowerCase().replace('’', "'");
    if (lower === 'i') return 'you';
    return TURNED.get(lower) ?? word;
  });
}

const DAY_MS = 86_400_000;

/** `today`, `yesterday`, `5 days ago`, by the days that have passed; nothing where the clock had gone back. */
export function sayAge(at: number, now: { epochMs: number; hour: number; minute: number; second: number }): string {
  const midnight = now.epochMs - (now.hour * 3_600 + now.minute * 60 + now.second) * 1_000;
  const days = Math.ceil((midnight - at) / DAY_MS);
  if (days <= 0) return 'today';
  if (days === 1) return 'yesterday';
  if (days < 60) return `${days} days ago`;
  return days < 730 ? `${Math.round(days / 30.4)} months ago` : `${Math.round(days / 365)} years ago`;
}
