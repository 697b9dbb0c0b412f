/** Turns the writing round, hides text or carries it unseen: controls, bidi overrides, zero-width and tag characters. */
const UNSEEN =
  /[\p{Cc}\p{Co}\p{Cs}\u00AD\u061C\u115F\u1160\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB]|[\u{E0000}-\u{E0FFF}]/gu;
/** Joiners belong between letters of some scripts and inside emoji; anywhere else they only hide something. */
const LOST_JOINER =
  /(?<![^\p{ASCII}])[\u200C\u200D]+|[\u200C\u200D]+(?![^\p{ASCII}])|(?<=[\u200C\u200D])[\u200C\u200D]+/gu;

/** Text of several lines as it can be seen: what is shown is what there is. */
export function plainText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?|[\u2028\u2029\u0085\f\v]/gu, '\n')
    .split('\n')
    .map((line) => line.replaceAll('\t', '  ').replaceAll(UNSEEN, '').replaceAll(LOST_JOINER, '').trimEnd())
    .join('\n');
}

/** The same on one line, for names and subjects. */
export function onOneLine(text: string): string {
  return plainText(text)
    .replaceAll(/[\s\p{Z}]+/gu, ' ')
    .trim();
}
