import { tens, units, zeros } from './number_words.ts';

/** So many digits are a PIN. */
export const PIN_LENGTH = { least: 4, most: 12 } as const;

/** What stands between digits or around them and means nothing. */
const FILLERS: ReadonlySet<string> = new Set(
  "my the a pin code passcode is it's its it's that's please um uh er so okay ok number and dash hyphen then".split(
    ' ',
  ),
);
const TIMES: ReadonlyMap<string, number> = new Map([
  ['double', 2],
  ['triple', 3],
]);

interface Run {
  /** The digits, in their order. */
  readonly digits: string;
  /** How many words from the first of it. */
  readonly length: number;
}

/**
 * Digits as people say them: "one two three four", "twelve thirty four", "double five oh one", "1 2 3 4", "my PIN is 1234".
 * Undefined where a word is left over: what is not only digits is not a PIN.
 */
export function spokenDigits(text: string): string | undefined {
  const words = wordsOf(text);
  let digits = '';
  for (let at = 0; at < words.length; ) {
    const run = runAt(words, at);
    if (run.length > 0) {
      digits += run.digits;
      at += run.length;
    } else if (FILLERS.has(words[at] ?? '')) at += 1;
    else return undefined;
  }
  return digits === '' ? undefined : digits;
}

/** What takes the place of a PIN in whatever is kept. */
export const REDACTED_PIN = '[PIN]';

/** Before a number that is meant as a PIN. */
const ANNOUNCED: ReadonlySet<string> = new Set('pin code passcode password'.split(' '));
/** Whoever says a number behind one of these means to be let in. */
const LETS_IN = /\b(unlock|open|disarm|unarm|deactivate|confirm)\b/i;

/**
 * A text without what could be a PIN in it: digits alone; digits that are said one by one; those behind "PIN" or "code", and those at
 * the end of a request to be let in. It goes by the form alone and compares with no PIN, so that nobody can find one out by trying.
 */
export function withoutPin(text: string): string {
  const alone = spokenDigits(text);
  if (alone !== undefined && isLong(alone)) return REDACTED_PIN;
  const tokens = [...text.matchAll(WORD)].map((match) => ({ word: match[0].toLowerCase(), at: match.index }));
  const words = tokens.map(({ word }) => word);
  let kept = '';
  let from = 0;
  for (let at = 0; at < words.length; ) {
    const run = runAt(words, at);
    if (run.length === 0) {
      at += 1;
      continue;
    }
    const first = tokens[at];
    const last = tokens[at + run.length - 1];
    const before = words.slice(Math.max(0, at - 4), at);
    const announced = before.some((word, place) => ANNOUNCED.has(word) && before.slice(place + 1).every(isFiller));
    const letIn = at + run.length === words.length && LETS_IN.test(text);
    if (first && last && isLong(run.digits) && (isOneByOne(words, at, run) || announced || letIn)) {
      kept += text.slice(from, first.at) + REDACTED_PIN;
      from = last.at + last.word.length;
    }
    at += run.length;
  }
  return kept + text.slice(from);
}

const WORD = /\d+|[\p{L}]+(?:['’]\p{L}+)?/gu;

function wordsOf(text: string): readonly string[] {
  const words = text.matchAll(/\d+|[\p{L}]+(?:['’]\p{L}+)?|[^\s\p{P}]/gu);
  return [...words].map(([word]) => word.toLowerCase().replaceAll('’', "'"));
}

function isFiller(word: string): boolean {
  return FILLERS.has(word);
}

function isLong({ length }: string): boolean {
  return length >= PIN_LENGTH.least && length <= PIN_LENGTH.most;
}

/** Four or more digits, each a word: nobody says a time, a year or an amount that way. */
function isOneByOne(words: readonly string[], at: number, run: Run): boolean {
  const said = words.slice(at, at + run.length);
  return said.every((word) => /^\d$/.test(word) || (units.get(word) ?? 10) < 10 || isZero(word) || TIMES.has(word));
}

function isZero(word: string): boolean {
  return zeros.has(word) || word === 'oh' || word === 'o';
}

/** The digits that begin at a word. */
function runAt(words: readonly string[], from: number): Run {
  let digits = '';
  let at = from;
  for (; at < words.length; ) {
    const times = TIMES.get(words[at] ?? '');
    const one = digitsAt(words, times === undefined ? at : at + 1);
    if (one === undefined || (times !== undefined && one.digits.length !== 1)) break;
    digits += one.digits.repeat(times ?? 1);
    at += one.length + (times === undefined ? 0 : 1);
  }
  return { digits, length: at - from };
}

function digitsAt(words: readonly string[], at: number): Run | undefined {
  const word = words[at];
  if (word === undefined) return undefined;
  if (/^\d+$/.test(word)) return { digits: word, length: 1 };
  if (isZero(word)) return { digits: '0', length: 1 };
  const unit = units.get(word);
  if (unit !== undefined) return { digits: String(unit), length: 1 };
  const ten = tens.get(word);
  if (ten === undefined) return undefined;
  const after = units.get(words[at + 1] ?? '') ?? 0;
  return after > 0 && after < 10 ? { digits: String(ten + after), length: 2 } : { digits: String(ten), length: 1 };
}
