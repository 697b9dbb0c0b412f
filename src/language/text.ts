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

// In this order: 21st, 3/4, other numbers (7, 20.5, 7:30), the possessive or contracted 's, one character of a script written without
// spaces, a word with apostrophes inside it, and the signs that are spoken.
const TOKEN =
  /\d+(?:st|nd|rd|th)(?![\p{L}\p{M}])|\d+\/\d+(?![\d/])|\d+(?:[.,:]\d+)*|['’]s(?![\p{L}\p{M}])|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|(?:\p{L}|\p{M})+(?:['’](?!s(?![\p{L}\p{M}]))(?:\p{L}|\p{M})+)*|[%°/&+]|(?<![^\s(])[-−](?=\d)/gu;

const SIGNS: { readonly [sign: string]: string } = {
  '%': 'percent',
  '°': 'degrees',
  '&': 'and',
  '+': 'plus',
  '-': 'minus',
  '−': 'minus',
};

/** Lower case, Latin accents and apostrophes dropped: `Café` and `cafe`, `don't` and `dont` are the same word. */
export function foldWord(written: string): string {
  const sign = SIGNS[written];
  if (sign !== undefined) return sign;
  const lower = written.toLowerCase();
  if (/^[a-z0-9]+$/.test(lower)) return lower;
  if (lower === "'s" || lower === '’s') return "'s";
  if (/^\d/.test(lower)) return lower.replace(/(\d),(?=\d{3}(?!\d))/g, '$1');
  return lower
    .normalize('NFD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .replace(/ß/g, 'ss')
    .normalize('NFC');
}

/** Splits text into tokens. Never fails; text without a word has no tokens. */
export function tokenize(raw: string): Utterance {
  const text = raw.normalize('NFC').replace(/[½⅓⅔¼¾]/gu, (sign, at: number, whole: string) => {
    const written = sign.normalize('NFKC').replace('⁄', '/');
    return at > 0 && /\d/.test(whole[at - 1] ?? '') ? ` ${written}` : written;
  });
  const tokens: Token[] = [];
  let last = 0;
  for (const found of text.matchAll(TOKEN)) {
    const start = found.index;
    const end = start + found[0].length;
    const between = text.slice(last, start);
    const after = /[.!?…。！？\n]/.test(between) ? 'stop' : /[,;，；]/.test(between) ? 'comma' : undefined;
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
