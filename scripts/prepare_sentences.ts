/**
 * Makes the sentence files that ship ready for matching, a file per language. A fault in a sentence file fails the build.
 * Usage: node scripts/run.mjs scripts/prepare_sentences.ts -- FOLDER OUT
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareFiles } from '../src/language/prepare.ts';
import { writePrepared } from '../src/language/prepared_text.ts';
import { readSentenceFile } from '../src/language/sentence_file.ts';
import { sourcesOf } from '../src/services/need/understand/shipped_sentences.ts';

const [folder = 'data/sentences', out = 'dist/sentences'] = process.argv.slice(2);
mkdirSync(out, { recursive: true });
for (const { name: language } of readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
  const path = join(folder, language);
  const sources = readdirSync(path)
    .filter((name) => /\.ya?ml$/i.test(name))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(path, name), 'utf8') }));
  const read = sources.map(({ name, text }) => readSentenceFile(text, `${language}/${name}`));
  const data = prepareFiles(read.flatMap(({ file }) => file ?? []));
  const faults = [...read.flatMap(({ issues }) => issues), ...data.issues];
  for (const fault of faults) console.error(`${path}: ${fault.path}:${fault.line} ${fault.message}`);
  if (faults.length > 0) process.exitCode = 1;
  writeFileSync(join(out, `${language}.json`), writePrepared(data, sourcesOf(sources)));
}
