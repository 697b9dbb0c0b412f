import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { ProgramError, run } from '../program.ts';
import { fromFlite, fromSpelling } from './phones.ts';

/**
 * What the dictionary lacks of words that decide: half of America says "off" with the vowel of "on", and was heard as "on".
 * With it, two of three recordings of "off" that were misheard are right.
 */
const alsoSaid: ReadonlyMap<string, string> = new Map([['off', 'AA F']]);

/** How each word sounds: lines of a dictionary as the recogniser reads it, `word PH ON ES` and `word(2) …`. */
export interface Lexicon {
  readonly lines: readonly string[];
  /** Words that no dictionary has: their sound was worked out from their letters, and may be wrong. */
  readonly guessed: readonly string[];
}

/**
 * The pronunciations of these words: from the dictionary file, else as the synthesiser flite would say them, else by their
 * letters. A word of no letters at all is a ProgramError, for no grammar with it could be used.
 */
export async function lexicon(words: readonly string[], dictionary: string, signal?: AbortSignal): Promise<Lexicon> {
  const wanted = new Set(words);
  const lines: string[] = [];
  const known = new Set<string>();
  for await (const line of createInterface({
    input: createReadStream(dictionary),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    const word = line.slice(0, line.indexOf(' ')).replace(/\(\d+\)$/, '');
    if (!wanted.has(word)) continue;
    known.add(word);
    lines.push(line);
  }
  for (const [word, sound] of alsoSaid) if (known.has(word)) lines.push(`${word}(2) ${sound}`);
  const guessed = [...wanted].filter((word) => !known.has(word));
  for (const word of guessed) {
    const sound = (await asSpoken(word, signal)) ?? fromSpelling(word);
    if (sound === undefined)
      throw new ProgramError(`The word "${word}" cannot be pronounced in English. Give it an alias.`);
    lines.push(`${word} ${sound}`);
  }
  return { lines, guessed };
}

/** How flite says a word; undefined where it does not, or is not installed. */
async function asSpoken(word: string, signal?: AbortSignal): Promise<string | undefined> {
  try {
    const text = word.replace(/[^\p{L}\p{N}']/gu, ' ');
    const { stdout } = await run('flite', ['-ps', '-t', text, 'none'], { timeoutMs: 5000, ...(signal && { signal }) });
    return fromFlite(stdout.toString('utf8'));
  } catch (error) {
    if (error instanceof ProgramError) return undefined;
    throw error;
  }
}
