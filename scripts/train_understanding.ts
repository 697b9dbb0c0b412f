/**
 * Trains what understands paraphrases behind the grammar, on sentences that our own grammar says:
 *
 *   npm run train [-- --language en] [--each 10] [--variants 3] [--epochs 4] [--seed 1]
 *
 * The same files give the same weights.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { publicHome, toHome } from '../bench/understanding/public_home.ts';
import { compileFiles } from '../src/language/compile_files.ts';
import type { Home } from '../src/language/home.ts';
import { featuresOf } from '../src/language/paraphrase/features.ts';
import { isMention } from '../src/language/paraphrase/mentions.ts';
import { pack } from '../src/language/paraphrase/packed.ts';
import { NONE } from '../src/language/paraphrase/paraphrase.ts';
import { readWordVectors } from '../src/language/paraphrase/weights.ts';
import { readSentenceFile } from '../src/language/sentence_file.ts';
import { seeded } from '../src/language/templates/random.ts';
import { elsewhere, examplesOf } from './train_understanding/examples.ts';
import { rounded, trainSoftmax } from './train_understanding/softmax_training.ts';
import { trainTagger } from './train_understanding/tagger_training.ts';
import { varied } from './train_understanding/varied.ts';

/** Rows for n-grams, and features of the tagger. */
const PLACES = 8192;
const TAGGER_PLACES = 1 << 18;

const { values } = parseArgs({
  options: {
    language: { type: 'string', default: 'en' },
    each: { type: 'string', default: '10' },
    variants: { type: 'string', default: '3' },
    epochs: { type: 'string', default: '4' },
    seed: { type: 'string', default: '1' },
  },
});
const { language } = values;
const choose = seeded(Number(values.seed));
const models = join('data/models', language);
const vectors = readWordVectors(readFileSync(join(models, 'words.bin')));
const home: Home = toHome(publicHome.parse(parse(readFileSync('data/homes/demo.yaml', 'utf8'))));
const grammar = compileFiles(sentencesIn(join('data/sentences', language)), home);
const { examples, frames } = examplesOf(grammar, Number(values.each), choose);
const others = elsewhere(
  compileFiles([elsewhereFile(join('data/training', language, 'elsewhere.yaml'))], home),
  Number(values.each) * 6,
  choose,
);
console.log(`${examples.length} sentences of ours, ${frames.length} frames, ${others.length} sentences of elsewhere`);

const words = vectors.words.slice(150, 9_000);
const usual = [...grammar.readers.keys()].flatMap((key) => grammar.prepared.vocabularyOf(key));
const lessonsOf = [...examples, ...others].flatMap((example) =>
  Array.from({ length: Number(values.variants) }, () => varied(example, words, usual, choose)),
);
const heads = [NONE, ...[...new Set(examples.map(({ head }) => head))].sort()];
const placeOf = new Map(heads.map((head, at) => [head, at]));
const began = performance.now();
const { rows, bias } = trainSoftmax(
  lessonsOf.map(({ kinds, head }) => ({
    features: featuresOf(kinds, vectors, PLACES),
    answer: placeOf.get(head) ?? 0,
  })),
  heads.length,
  PLACES,
  vectors.dimensions * 2,
  Number(values.epochs),
  choose,
);
const cut = PLACES * heads.length;
const grams = rounded(rows.subarray(0, cut));
const dense = rounded(rows.subarray(cut));
const tagger = rounded(
  trainTagger(
    lessonsOf.filter(({ free }) => free.includes(true)),
    TAGGER_PLACES,
    6,
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
  vocabularies: heads.map((head) => vocabularyOf(head)),
  places: PLACES,
  gramScale: grams.scale,
  denseScale: dense.scale,
  bias: [...bias].map((one) => Number(one.toFixed(5))),
  taggerPlaces: TAGGER_PLACES,
};
const packed = pack(header, bytes);
writeFileSync(join(models, 'paraphrases.bin'), packed);
console.log(
  `${heads.length} classes from ${lessonsOf.length} sentences in ${((performance.now() - began) / 1000).toFixed(0)} s; ${(packed.length / 1e6).toFixed(2)} MB`,
);

function sentencesIn(folder: string) {
  return readdirSync(folder).flatMap(
    (name) => readSentenceFile(readFileSync(join(folder, name), 'utf8'), name).file ?? [],
  );
}

function elsewhereFile(path: string) {
  const { file, issues } = readSentenceFile(readFileSync(path, 'utf8'), path);
  if (file === undefined || issues.length > 0) throw new Error(issues.map(({ message }) => message).join('\n'));
  return file;
}

function vocabularyOf(head: string): string {
  const found = new Set<string>();
  for (const example of examples)
    if (example.head === head)
      for (const [at, kind] of example.kinds.entries())
        if (example.free[at] !== true && !isMention({ kind })) found.add(kind);
  return [...found].sort().join(' ');
}
