/**
 * Control characters, invisible ones, and those that turn the direction of writing around (Unicode TR9): text from elsewhere
 * must not move the cursor, recolour, retitle, or read otherwise than it is. Joiners stay: scripts and emoji are made with them.
 */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const SAFE: ReadonlySet<string> = new Set(['\n', '\u200c', '\u200d']);

/** Text as a terminal may have it: tabs are spaces, anything else that would act on the terminal is shown as `\u{…}`. */
export function forTerminal(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replaceAll('\t', '    ')
    .replaceAll(UNSAFE, (character) =>
      SAFE.has(character) ? character : `\\u{${character.codePointAt(0)?.toString(16)}}`,
    );
}

/** The same, on one line. */
export function onOneLine(text: string): string {
  return forTerminal(text).replaceAll(/\s*\n\s*/g, ' ');
}

/** At most `width` characters, with an ellipsis where something is missing. */
export function clipped(text: string, width: number): string {
  const characters = [...text];
  return characters.length <= width ? text : `${characters.slice(0, Math.max(0, width - 1)).join('')}…`;
}
