const GROUPS: readonly (readonly [RegExp, string])[] = [
  [/^(?:kn|gn|pn)/, 'n'],
  [/^wr/, 'r'],
  [/(?:eigh|igh)/g, 'i'],
  [/tch/g, 'x'],
  [/(?:ch|sh)/g, 'x'],
  [/ph/g, 'f'],
  [/(?:ck|q|c(?![eiy]))/g, 'k'],
  [/c/g, 's'],
  [/x(?=[^aeiou]|$)/g, 'x'],
  [/z/g, 's'],
  [/v/g, 'f'],
  [/gh/g, ''],
  [/mb$/, 'm'],
];

/**
 * How an English word sounds, roughly: its consonants by groups that recognisers confuse, vowels only at the start (after Metaphone, L. Philips
 * 1990). `light` and `lite`, `of` and `off` have one sound.
 */
export function soundOf(word: string): string {
  let sound = word.toLowerCase();
  for (const [from, to] of GROUPS) sound = sound.replace(from, to);
  const first = /^[aeiouy]/.test(sound) ? (sound[0] ?? '') : '';
  const rest = sound.replace(/[aeiouyhw]/g, '');
  return (first + rest).replace(/(.)\1+/g, '$1');
}
