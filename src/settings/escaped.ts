/**
 * Text with everything escaped as \uXXXX that is not seen but acts on a terminal or turns the direction of writing around:
 * control and format characters and line separators (Unicode TR9), line ends too. Within JSON text the value stays the same.
 */
export function escaped(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    Array.from({ length: character.length }, (_, at) => unit(character.charCodeAt(at))).join(''),
  );
}

function unit(code: number): string {
  return `\\u${code.toString(16).padStart(4, '0')}`;
}
