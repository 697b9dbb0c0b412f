/** One spoken word, or one sign that stands for a word. */
export interface Token {
  /** Folded form that words are compared by. */
  readonly word: string;
  /** Where it stands in the text, in UTF-16 units; `text.slice(start, end)` is what was written. */
  readonly start: number;
  readonly end: number;
  /** The punctuation between it and the token before: `,` or `;`, or a mark that ends a sentence. */
  readonly after?: 'comma' | 'stop';
}

export interface Utterance {
  /** The text in Unicode's composed form, `½` spelled `1/2`; token offsets are into this. */
  readonly text: string;
  readonly tokens: readonly Token[];
}

/** Longer than any command that is said; longer text is answered with "too long" instead of being worked on. */
export const MAX_TEXT_LENGTH = 1000;
export const MAX_TOKENS = 120;

/**
 * In this order: 21st, 3/4, other numbers (7, 20.5, 7:30), the possessive or contracted 's, one character of a script written without
 * spaces, a word with apostrophes inside it, and the signs that are spoken. `sign` is what a word is made of.
 */
function tokenPattern(sign: string, alone: string, flags: string): RegExp {
  const ending = `['’]s(?!${sign})`;
  const alternatives = [
    String.raw`\d+(?:st|nd|rd|th)(?!${sign})`,
    String.raw`\d+\/\d+(?![\d/])`,
    String.raw`\d+(?:[.,:]\d+)*`,
    ending,
    ...(alone === '' ? [] : [alone]),
    `${sign}+(?:['’](?!s(?!${sign}))${sign}+)*`,
    '[%°/&+]',
    String.raw`(?<![^\s(])[-−](?=\d)`,
  ];
  return new RegExp(alternatives.join('|'), flags);
}

const TOKEN = tokenPattern(
  String.raw`[\p{L}\p{M}]`,
  String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]`,
  'gu',
);
/** The same for ASCII, where the classes of Unicode need not be searched. */
const ASCII_TOKEN = tokenPattern('[A-Za-z]', '', 'g');
const NOT_ASCII = /[^\0-\x7f]/;

const SIGNS: ReadonlyMap<string, string> = new Map([
  ['%', 'percent'],
  ['°', 'degrees'],
  ['&', 'and'],
  ['+', 'plus'],
  ['-', 'minus'],
  ['−', 'minus'],
]);

/** Lower case, Latin accents and apostrophes dropped: `Café` and `cafe`, `don't` and `dont` are the same word. */
export function foldWord(written: string): string {
  const sign = SIGNS.get(written);
  if (sign !== undefined) return sign;
  const lower = written.toLowerCase();
  if (/^[a-z0-9]+$/.test(lower)) return lower;
  if (lower === "'s" || lower === '’s') return "'s";
  // 1,000 has a comma between thousands, 20,5 a decimal one.
  if (/^\d/.test(lower)) return lower.replace(/(\d),(?=\d{3}(?!\d))/g, '$1').replace(/^(\d+),(\d{1,2})$/, '$1.$2');
  return lower
    .normalize('NFD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .replace(/ß/g, 'ss')
    .normalize('NFC');
}

/** Splits text into tokens. Never fails; text without a word has no tokens. */
export function tokenize(raw: string): Utterance {
  const isAscii = !NOT_ASCII.test(raw);
  const text = isAscii ? raw : composed(raw);
  const tokens: Token[] = [];
  let last = 0;
  for (const found of text.matchAll(isAscii ? ASCII_TOKEN : TOKEN)) {
    const start = found.index;
    const end = start + found[0].length;
    const after = punctuationIn(text.slice(last, start));
    const word = foldWord(found[0]);
    last = end;
    const before = tokens.at(-1);
    if (word === 'cent' && before?.word === 'per') {
      tokens[tokens.length - 1] = { ...before, word: 'percent', end };
      continue;
    }
    tokens.push(after === undefined || tokens.length === 0 ? { word, start, end } : { word, start, end, after });
  }
  return { text, tokens };
}

function punctuationIn(between: string): Token['after'] {
  if (between === ' ' || between === '') return undefined;
  return /[.!?…。！？\n]/.test(between) ? 'stop' : /[,;，；]/.test(between) ? 'comma' : undefined;
}

/** In Unicode's composed form, `½` spelled `1/2`. */
function composed(raw: string): string {
  return raw.normalize('NFC').replace(/[½⅓⅔¼¾]/gu, (sign, at: number, whole: string) => {
    const written = sign.normalize('NFKC').replace('⁄', '/');
    return at > 0 && /\d/.test(whole[at - 1] ?? '') ? ` ${written}` : written;
  });
}

/** The folded words of a text. */
export function wordsOf(text: string): string[] {
  return tokenize(text).tokens.map((token) => token.word);
}

/** What was written from token `from` up to, not with, token `to`. */
export function textBetween(utterance: Utterance, from: number, to: number): string {
  const first = utterance.tokens[from];
  const last = utterance.tokens[to - 1];
  return first === undefined || last === undefined ? '' : utterance.text.slice(first.start, last.end);
}
