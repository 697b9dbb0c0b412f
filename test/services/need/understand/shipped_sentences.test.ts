import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Files } from '../../../../src/daemon/model/service.ts';
import { prepareFiles } from '../../../../src/language/prepare.ts';
import { writePrepared } from '../../../../src/language/prepared_text.ts';
import { readSentenceFile, type SentenceFile } from '../../../../src/language/sentence_file.ts';
import { ShippedSentences, sourcesOf } from '../../../../src/services/need/understand/shipped_sentences.ts';

const files: Files = {
  readText: (path) => readFile(path, 'utf8'),
  readBytes: (path) => readFile(path),
  list: (folder) => readdir(folder).catch(() => []),
};
const yaml = (sentence: string) =>
  `language: en\nexpansion_rules: { hello: "hello [there]" }\nintents: { Greet: { data: [{ sentences: ["${sentence}"] }] } }\n`;

let root: string;
let places: { shipped: string; prepared: string };
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'shipped-'));
  places = { shipped: join(root, 'data'), prepared: join(root, 'dist') };
  await mkdir(join(places.shipped, 'en'), { recursive: true });
  await mkdir(places.prepared);
  await writeFile(join(places.shipped, 'en/one.yaml'), yaml('good <hello>'));
});
afterEach(() => rm(root, { recursive: true }));

const sentenceFile = (text: string): SentenceFile => {
  const { file } = readSentenceFile(text, 'one.yaml');
  if (file === undefined) throw new Error('not a sentence file');
  return file;
};
const templates = async (own: readonly SentenceFile[] = []) => {
  const shipped = await ShippedSentences.open(places, 'en', files, () => {});
  return (await shipped.with(own)).sentences.texts;
};
/** Says something else than the files, so that it shows which of the two was used. */
const prepare = () =>
  writeFile(
    join(places.prepared, 'en.json'),
    writePrepared(
      prepareFiles([sentenceFile(yaml('prepared <hello>'))]),
      sourcesOf([{ name: 'one.yaml', text: yaml('good <hello>') }]),
    ),
  );

test('are read as prepared, and as written where nothing is prepared', async () => {
  expect(await templates()).toEqual(['good <hello>']);
  await prepare();
  expect(await templates()).toEqual(['prepared <hello>']);
});

test('are worked on anew after any change of a file, whatever its time', async () => {
  await prepare();
  await writeFile(join(places.shipped, 'en/one.yaml'), yaml('good <hello>').replace('there', 'these'));
  expect(await templates()).toEqual(['good <hello>']);
  await writeFile(join(places.shipped, 'en/one.yaml'), yaml('good <hello>'));
  expect(await templates()).toEqual(['prepared <hello>']);
  await writeFile(join(places.shipped, 'en/two.yaml'), yaml('more'));
  expect(await templates()).toEqual(['good <hello>', 'more']);
});

test('are worked on anew where the prepared form is damaged', async () => {
  await writeFile(join(places.prepared, 'en.json'), '{"version":1');
  expect(await templates()).toEqual(['good <hello>']);
});

test('go with those of the user, and are worked on anew where these change a rule', async () => {
  await prepare();
  const own = sentenceFile('language: en\nintents: { Greet: { data: [{ sentences: ["<hello> you"] }] } }');
  expect(await templates([own])).toEqual(['prepared <hello>', '<hello> you']);
  const changing = sentenceFile('language: en\nexpansion_rules: { hello: hi }');
  expect(await templates([changing])).toEqual(['good <hello>']);
});

test('are none for a language without a folder', async () => {
  const shipped = await ShippedSentences.open(places, 'xx', files, () => {});
  expect(shipped.isEmpty).toBe(true);
  expect((await shipped.with([])).sentences.texts).toEqual([]);
});
