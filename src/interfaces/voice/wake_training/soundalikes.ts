/** Words that sound somewhat like a wake word: what it must not be taken for. */
import { readFile } from 'node:fs/promises';
import { pick, randomFor, shuffled } from './random.ts';

/** CMU's pronunciations, as Debian's pocketsphinx-en-us installs them. */
const dictionary = '/usr/share/pocketsphinx/model/en-us/cmudict-en-us.dict';

/**
 * Words whose phones differ from the word's by two or three, at most `most` of them; without the dictionary, or for a word that is
 * not in it, none. Closer ones are left out: no head could tell them apart. For a phrase, those of its longest word.
 */
export async function soundAlikes(phrase: string, most: number): Promise<string[]> {
  const { word, wanted, entries } = await pronounced(phrase);
  if (wanted.length === 0) return [];
  const near = wanted.some((phones) => phones.length > 6) ? [2, 3, 4] : [2, 3];
  const found = new Set<string>();
  for (const [entry, ...phones] of entries) {
    if (entry === undefined || phones.length < 3 || !/^[a-z]{3,}(\(\d+\))?$/.test(entry)) continue;
    if (entry.startsWith(word) || wanted.some((one) => Math.abs(one.length - phones.length) > 4)) continue;
    if (near.includes(Math.min(...wanted.map((one) => changes(one, phones))))) found.add(bare(entry));
  }
  return shuffled(randomFor(word), [...found].sort()).slice(0, most);
}

/**
 * Made-up sentences of which two words have three sounds in a row with the word in common, or two that are not its commonest: what
 * fluent speech is full of. As many as are wanted, or none where the word is not in the dictionary.
 */
export async function nearSentences(phrase: string, count: number, among: readonly string[]): Promise<string[]> {
  const { word, wanted, entries } = await pronounced(phrase);
  const pieces = new Set(wanted.flatMap((phones) => runsOf(phones, 3)));
  const pairs = new Set(wanted.flatMap((phones) => runsOf(phones, 2)));
  const sharing = (wantedPieces: ReadonlySet<string>, length: number) =>
    entries.flatMap(([entry, ...phones]) => {
      const isUsual = entry !== undefined && /^[a-z]{3,9}$/.test(entry) && !entry.includes(word);
      return isUsual && runsOf(phones, length).some((piece) => wantedPieces.has(piece)) ? [entry] : [];
    });
  const [close, loose] = [sharing(pieces, 3), sharing(pairs, 2)];
  if (close.length === 0 || loose.length === 0) return [];
  const usual = [...new Set(among.flatMap((sentence) => sentence.split(' ')))];
  const random = randomFor(`sentences near ${word}`);
  return Array.from({ length: count }, () =>
    shuffled(random, [pick(random, close), pick(random, loose), pick(random, usual), pick(random, usual)]).join(' '),
  );
}

function runsOf(phones: readonly string[], length: number): string[] {
  return phones.slice(length - 1).map((_, at) => phones.slice(at, at + length).join(' '));
}

function bare(entry: string): string {
  return entry.replace(/\(\d+\)$/, '');
}

/** The dictionary, and how the longest word of a phrase is said in it. */
async function pronounced(phrase: string) {
  const word = phrase
    .toLowerCase()
    .split(/[^a-z]+/)
    .reduce((longest, one) => (one.length > longest.length ? one : longest), '');
  const text = await readFile(dictionary, 'utf8').catch(() => '');
  const entries = text.split('\n').map((line) => line.trim().split(/\s+/));
  const wanted = entries
    .filter(([entry]) => entry !== undefined && bare(entry) === word)
    .map(([, ...phones]) => phones);
  return { word, wanted, entries };
}

/** Levenshtein's distance between two pronunciations. */
function changes(from: readonly string[], to: readonly string[]): number {
  let row = to.map((_, index) => index + 1);
  row.unshift(0);
  from.forEach((phone, index) => {
    const next = [index + 1];
    to.forEach((other, at) => {
      const swapped = (row[at] ?? 0) + (phone === other ? 0 : 1);
      next.push(Math.min(swapped, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    });
    row = next;
  });
  return row.at(-1) ?? 0;
}
