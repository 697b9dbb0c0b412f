/**
 * Trains what understands paraphrases behind the grammar, on sentences that our own grammar says, and on what a user confirmed:
 *
 *   npm run train [-- --language en] [--confirmed FILE] [--home FILE] [--out FILE] [--each 10] [--variants 3] [--epochs 4] [--seed 1]
 *
 * What was confirmed is what `agentos sentences list --json` prints; the home is the one that it was said in. The same files give the
 * same weights.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { publicHome, toHome } from '../bench/understanding/public_home.ts';
import { compileFiles } from '../src/language/compile_files.ts';
import type { Home } from '../src/language/home.ts';
import { readWordVectors } from '../src/language/paraphrase/weights.ts';
import { readSentenceFile } from '../src/language/sentence_file.ts';
import { seeded } from '../src/language/templates/random.ts';
import { confirmedExamples, readConfirmed } from './train_understanding/confirmed.ts';
import { elsewhere, examplesOf } from './train_understanding/examples.ts';
import { trained } from './train_understanding/train.ts';

const { values } = parseArgs({
  options: {
    language: { type: 'string', default: 'en' },
    /** JSON lines of what was said and what it means. */
    confirmed: { type: 'string' },
    home: { type: 'string', default: 'data/homes/demo.yaml' },
    /** Where the weights are written. */
    out: { type: 'string' },
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
const home: Home = toHome(publicHome.parse(parse(readFileSync(values.home, 'utf8'))));
const grammar = compileFiles(sentencesIn(join('data/sentences', language)), home);
const { examples, frames, words } = examplesOf(grammar, Number(values.each), choose);
const others = elsewhere(
  compileFiles([elsewhereFile(join('data/training', language, 'elsewhere.yaml'))], home),
  Number(values.each) * 6,
  choose,
);
const own = confirmedExamples(
  grammar,
  values.confirmed === undefined ? [] : readConfirmed(readFileSync(values.confirmed, 'utf8'), values.confirmed),
);
for (const { said, means } of own.left)
  console.log(`Left out: "${said}" means "${means}", which is not one command that this home can be taught by.`);
console.log(
  `${examples.length} sentences of ours, ${own.examples.length} of what was confirmed, ${frames.length} frames, ${others.length} sentences of elsewhere`,
);
const began = performance.now();
const { packed, classes, lessons } = trained({
  ...{ language, examples: [...examples, ...own.examples], others, frames, words, vectors, choose },
  usual: [...grammar.readers.keys()].flatMap((key) => grammar.prepared.vocabularyOf(key)),
  variants: Number(values.variants),
  epochs: Number(values.epochs),
});
const out = values.out ?? join(models, 'paraphrases.bin');
writeFileSync(out, packed);
console.log(
  `${classes} classes from ${lessons} sentences in ${((performance.now() - began) / 1000).toFixed(0)} s; ${(packed.length / 1e6).toFixed(2)} MB in ${out}`,
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
