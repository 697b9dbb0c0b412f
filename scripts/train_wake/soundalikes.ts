/** Words that sound somewhat like the wake word, and sentences of a house: what it must not be taken for. */
import { readFile } from 'node:fs/promises';
import { randomFor, shuffled } from './random.ts';

/** CMU's pronunciations, as Debian's pocketsphinx-en-us installs them. */
const dictionary = '/usr/share/pocketsphinx/model/en-us/cmudict-en-us.dict';
const most = 320;

const sentences = [
  'turn on the kitchen light',
  'turn off all the lights upstairs',
  'set a timer for five minutes',
  'what is the weather tomorrow',
  'close the garage door',
  'is the front door locked',
  'play some jazz in the living room',
  'add milk to the shopping list',
  'good morning',
  'open the blinds in the office',
  'set the office to twenty degrees',
  'the office is empty this afternoon',
  'he starts the service at half past seven',
  'charge the car in the garage',
  'there was a large jar of olives on the table',
  'she has just arrived from paris',
  'our department has a new address',
  'the artist was charming and generous',
  'this is the best bargain of the harvest',
  'i parked the car in the yard',
  'java is a large island',
  'target prices are higher',
  'the market starts at nine',
  'just a second please',
  'dimmer in the hall and brighter in the bathroom',
  'cancel the alarm',
  'what time does the carnival start',
  'the giant carved his name',
  'they are always nervous before the game',
  'jasmine is in the garden',
];

/**
 * Words whose phones differ from the wake word's by two or three, and pairs of common words with such an end; without
 * the dictionary, none. Closer ones are left out: no head could tell them apart.
 */
export async function soundAlikes(word: string): Promise<string[]> {
  const text = await readFile(dictionary, 'utf8').catch(() => '');
  const entries = text.split('\n').map((line) => line.trim().split(/\s+/));
  const bare = (entry: string) => entry.replace(/\(\d+\)$/, '');
  const wanted = entries
    .filter(([entry]) => entry !== undefined && bare(entry) === word)
    .map(([, ...phones]) => phones);
  const found = new Set<string>();
  for (const [entry, ...phones] of entries) {
    if (entry === undefined || phones.length < 3 || !/^[a-z]{3,}(\(\d+\))?$/.test(entry) || entry.startsWith(word))
      continue;
    const distance = Math.min(...wanted.map((one) => changes(one, phones)));
    if (distance === 2 || distance === 3) found.add(bare(entry));
  }
  return shuffled(randomFor(word), [...found].sort()).slice(0, most);
}

export function houseSentences(): string[] {
  return sentences;
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
