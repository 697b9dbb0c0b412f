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
