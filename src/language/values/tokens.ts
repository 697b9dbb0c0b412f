/** A value read from `tokens[at]` on, and the index of the first token that is no longer part of it. */
export interface Reading<T> {
  readonly value: T;
  readonly next: number;
}

/**
 * Reads the longest value that starts at `tokens[at]`. Tokens are those of {@link tokensOf}, or the words of the sentence engine,
 * which writes `%` as `percent`, `-5` as `minus`, `5`, and `3/4` in three.
 */
export type Reader<T> = (tokens: readonly string[], at: number) => Reading<T> | undefined;

/** Whether these words stand from `tokens[at]` on. */
export function standAt(tokens: readonly string[], at: number, words: readonly string[]): boolean {
  for (let index = 0; index < words.length; index++) if (tokens[at + index] !== words[index]) return false;
  return true;
}

const vulgarFractions: Readonly<Record<string, string>> = {
  '½': '1/2',
  '⅓': '1/3',
  '⅔': '2/3',
  '¼': '1/4',
  '¾': '3/4',
  '⅕': '1/5',
  '⅖': '2/5',
  '⅗': '3/5',
  '⅘': '4/5',
  '⅙': '1/6',
  '⅚': '5/6',
  '⅛': '1/8',
  '⅜': '3/8',
  '⅝': '5/8',
  '⅞': '7/8',
};

const piece = new RegExp(
  [
    String.raw`\d{1,2}:\d{2}(?::\d{2})?(?!\d)`, // 7:30
    String.raw`\d+\/\d+(?![\d/])`, // 3/4
    String.raw`\d+(?:st|nd|rd|th)(?!\p{L})`, // 21st
    String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])`, // 12,567.5
    String.raw`\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?(?![\d,])`, // 12,50,000
    String.raw`\d+(?:\.\d+)?e[+-]?\d+(?!\p{L})`, // 1e10
    String.raw`\d+(?:,\d+)+(?:\.\d+)?`, // 1,3: kept whole, read by nobody
    String.raw`\d*\.?\d+`, // 21, 21.5, .5
    String.raw`[ap]\.\s?m\.?(?!\p{L})`, // p.m.
    String.raw`\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*`, // words, don't
    String.raw`[^\s\d\p{L}]`, // signs
  ].join('|'),
  'gu',
);

const silent = new Set([',', '.', '!', '?', ';', ':', '…', '"', '“', '”', '‘', '’', "'", '(', ')']);
const dashes = /[‐‑–—−]/gu;

/**
 * Lower-case tokens of a text: words, numbers (`21.5`, `7:30`, `3/4`, `2nd`, `-5`) and signs that carry meaning (`%`, `°`, `$`).
 * Units glued to a number come apart (`250ml` → `250`, `ml`), hyphens inside words vanish (`twenty-one` → `twenty`, `one`), those
 * between numbers stay a `-` of their own (`5-6` → `5`, `-`, `6`). Punctuation is dropped.
 */
export function tokensOf(text: string): string[] {
  const plain = text
    .toLowerCase()
    .replace(/[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]/gu, (sign) => ` ${vulgarFractions[sign] ?? sign}`)
    .replace(dashes, '-')
    .replace(/º/gu, '°')
    .replace(/℃/gu, '°c')
    .replace(/℉/gu, '°f');
  const tokens: string[] = [];
  let end = 0;
  for (const found of plain.matchAll(piece)) {
    const token = found[0].replaceAll('’', "'");
    const previous = tokens.at(-1);
    const glued = found.index === end;
    end = found.index + found[0].length;
    if (previous === '-' && /^[\d.]/u.test(token) && (tokens.length === 1 || !numeric(tokens.at(-2)))) {
      tokens[tokens.length - 1] = `-${token}`;
    } else if (token === '-') {
      const open = numeric(previous) || !glued || tokens.length === 0;
      if (open && /^\s*[\d.]/u.test(plain.slice(end))) tokens.push(token);
    } else if (/^[ap]\./u.test(token)) {
      tokens.push(token.startsWith('a') ? 'am' : 'pm');
    } else if (!silent.has(token)) {
      tokens.push(/^\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?$/u.test(token) ? token.replaceAll(',', '') : token);
    }
  }
  return tokens;
}

function numeric(token: string | undefined): boolean {
  return token !== undefined && /\d$/u.test(token);
}

/** What `read` finds if it takes every token of the text, else nothing: a wrong value is worse than a question. */
export function readWhole<T>(read: Reader<T>, text: string): T | undefined {
  const tokens = tokensOf(text);
  const found = read(tokens, 0);
  return found !== undefined && found.next === tokens.length ? found.value : undefined;
}
