import { isMention } from './mentions.ts';
import type { WordVectors } from './word_vectors.ts';

/** What a classifier sees of a sentence. */
export interface Features {
  /** Places of the words, pairs of words and pairs with one word between, each once. */
  readonly grams: readonly number[];
  /** Mean and greatest of the words' vectors, `2 × dimensions` long. */
  readonly dense: Float32Array;
}

const START = '<';
const END = '>';
const STRANGE = '¿';

/** FNV-1a, 32 bits (Fowler, Noll, Vo). */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    value ^= text.charCodeAt(at);
    value = Math.imul(value, 0x01000193);
  }
  return value >>> 0;
}

/** @param kinds of the units of a sentence (mentions.ts) */
export function featuresOf(kinds: readonly string[], vectors: WordVectors, places: number): Features {
  const padded = [START, ...kinds, END];
  const grams = new Set<number>();
  const add = (text: string): void => {
    grams.add(hash(text) % places);
  };
  for (const [at, kind] of padded.entries()) {
    add(kind);
    const next = padded[at + 1];
    const second = padded[at + 2];
    if (next !== undefined) add(`${kind} ${next}`);
    if (second !== undefined) add(`${kind} _ ${second}`);
  }
  const { dimensions } = vectors;
  const dense = new Float32Array(dimensions * 2);
  let known = 0;
  for (const kind of kinds) {
    const row = vectors.rowOf(kind);
    if (row === undefined) {
      if (!isMention({ kind })) add(STRANGE);
      continue;
    }
    for (let place = 0; place < dimensions; place += 1) {
      const value = vectors.at(row, place);
      dense[place] = (dense[place] ?? 0) + value;
      const most = dense[dimensions + place] ?? 0;
      dense[dimensions + place] = known === 0 ? value : Math.max(most, value);
    }
    known += 1;
  }
  for (let place = 0; place < dimensions; place += 1) dense[place] = ((dense[place] ?? 0) * MEAN_WEIGHT) / (known || 1);
  return { grams: [...grams], dense };
}

/** The mean of unit vectors is short; this makes it count about as much as the greatest. */
const MEAN_WEIGHT = 2;
