import { featuresOf } from '../../src/language/paraphrase/features.ts';
import type { Frame } from '../../src/language/paraphrase/frames.ts';
import { isMention } from '../../src/language/paraphrase/mentions.ts';
import { pack } from '../../src/language/paraphrase/packed.ts';
import { NONE } from '../../src/language/paraphrase/paraphrase.ts';
import type { WordVectors } from '../../src/language/paraphrase/word_vectors.ts';
import type { Choose } from '../../src/language/templates/random.ts';
import type { Example } from './examples.ts';
import { rounded, trainSoftmax } from './softmax_training.ts';
import { trainTagger } from './tagger_training.ts';
import { varied } from './varied.ts';

/** Rows for n-grams, and features of the tagger. */
const PLACES = 8192;
const TAGGER_PLACES = 1 << 18;
const TAGGER_EPOCHS = 6;

interface Course {
  readonly language: string;
  /** Of our own sentences and of what was confirmed. */
  readonly examples: readonly Example[];
  /** Of what is nothing for the house. */
  readonly others: readonly Example[];
  readonly frames: readonly Frame[];
  readonly vectors: WordVectors;
  /** By class, words of its sentences beside those of the examples. */
  readonly words: ReadonlyMap<string, ReadonlySet<string>>;
  /** Words that lists of the grammar have. */
  readonly usual: readonly string[];
  /** How often each example is varied, and how often all of them are gone through. */
  readonly variants: number;
  readonly epochs: number;
  readonly choose: Choose;
}

/** The weights of a language, as the file holds them; how many classes and lessons there were. */
export function trained(course: Course): { packed: Uint8Array; classes: number; lessons: number } {
  const { language, examples, frames, vectors, choose } = course;
  const words = vectors.words.slice(150, 9_000);
  const lessons = [...examples, ...course.others].flatMap((example) =>
    Array.from({ length: course.variants }, () => varied(example, words, course.usual, choose)),
  );
  const heads = [NONE, ...[...new Set(examples.map(({ head }) => head))].filter((head) => head !== NONE).sort()];
  const placeOf = new Map(heads.map((head, at) => [head, at]));
  const { rows, bias } = trainSoftmax(
    lessons.map(({ kinds, head }) => ({
      features: featuresOf(kinds, vectors, PLACES),
      answer: placeOf.get(head) ?? 0,
    })),
    heads.length,
    PLACES,
    vectors.dimensions * 2,
    course.epochs,
    choose,
  );
  const cut = PLACES * heads.length;
  const grams = rounded(rows.subarray(0, cut));
  const dense = rounded(rows.subarray(cut));
  const tagger = rounded(
    trainTagger(
      lessons.filter(({ free }) => free.includes(true)),
      TAGGER_PLACES,
      TAGGER_EPOCHS,
      choose,
    ),
  );
  const bytes = new Int8Array(grams.bytes.length + dense.bytes.length + tagger.bytes.length);
  bytes.set(grams.bytes);
  bytes.set(dense.bytes, grams.bytes.length);
  bytes.set(tagger.bytes, grams.bytes.length + dense.bytes.length);
  const header = {
    form: 1,
    language,
    heads,
    frames,
    vocabularies: vocabulariesOf(heads, course),
    places: PLACES,
    gramScale: grams.scale,
    denseScale: dense.scale,
    bias: [...bias].map((one) => Number(one.toFixed(5))),
    taggerPlaces: TAGGER_PLACES,
  };
  return { packed: pack(header, bytes), classes: heads.length, lessons: lessons.length };
}

/** The words that the sentences of each class have, beside free ones. */
function vocabulariesOf(heads: readonly string[], { examples, words: standing }: Course): string[] {
  const found = new Map([...standing].map(([head, words]) => [head, new Set(words)]));
  for (const { head, kinds, free } of examples) {
    const words = found.get(head) ?? new Set<string>();
    found.set(head, words);
    for (const [at, kind] of kinds.entries()) if (free[at] !== true && !isMention({ kind })) words.add(kind);
  }
  return heads.map((head) => [...(found.get(head) ?? [])].sort().join(' '));
}
