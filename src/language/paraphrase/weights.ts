import { z } from 'zod';
import { Classifier } from './classifier.ts';
import { type Frame, frame } from './frames.ts';
import { unpack } from './packed.ts';
import type { TaggerWeights } from './tagger.ts';
import { WordVectors } from './word_vectors.ts';

/** The form of both files; a file of another form is refused. */
const FORM = 1;

const wordsHeader = z.object({
  form: z.literal(FORM),
  dimensions: z.int().positive(),
  spread: z.number().positive(),
  words: z.string(),
});

const header = z.object({
  form: z.literal(FORM),
  language: z.string(),
  heads: z.array(z.string()),
  frames: z.array(frame),
  /** For each class, the words of its sentences. */
  vocabularies: z.array(z.string()),
  places: z.int().positive(),
  gramScale: z.number(),
  denseScale: z.number(),
  bias: z.array(z.number()),
  taggerPlaces: z.int().positive(),
});

/** What was learnt of a language. */
export interface Learnt {
  readonly language: string;
  readonly classifier: Classifier;
  readonly tagger: TaggerWeights;
  readonly frames: readonly Frame[];
  /** The words that our sentences have, by class. */
  readonly vocabulary: ReadonlyMap<string, ReadonlySet<string>>;
}

/** @throws Error where the file cannot be used */
export function readWordVectors(file: Uint8Array): WordVectors {
  const { header, bytes } = unpack(file, wordsHeader);
  return new WordVectors(header.words.split(' '), header.dimensions, header.spread, bytes);
}

/** @throws Error where the file cannot be used, or does not go with the vectors */
export function readLearnt(file: Uint8Array, vectors: WordVectors): Learnt {
  const { header: read, bytes } = unpack(file, header);
  const { language, heads, frames, taggerPlaces } = read;
  const cut = bytes.length - taggerPlaces;
  const classifier = new Classifier({ ...read, classes: heads, bytes: bytes.subarray(0, cut) }, vectors);
  const vocabulary = new Map(heads.map((head, at) => [head, new Set(read.vocabularies[at]?.split(' '))]));
  return { language, frames, vocabulary, classifier, tagger: { bytes: bytes.subarray(cut) } };
}
