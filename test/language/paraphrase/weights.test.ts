import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { pack, unpack } from '../../../src/language/paraphrase/packed.ts';
import { readLearnt, readWordVectors } from '../../../src/language/paraphrase/weights.ts';

const models = new URL('../../../data/models/en/', import.meta.url);
const words = readFileSync(new URL('words.bin', models));
const learnt = readFileSync(new URL('paraphrases.bin', models));

test('what ships is small enough', () => {
  expect(words.length + learnt.length).toBeLessThanOrEqual(5e6);
});

test('header and bytes come back as they were packed', () => {
  const packed = pack({ name: 'ä' }, Int8Array.of(1, -128, 127));
  const { header, bytes } = unpack(packed, z.object({ name: z.string() }));
  expect(header).toEqual({ name: 'ä' });
  expect([...bytes]).toEqual([1, -128, 127]);
});

test.each([
  ['another file', new TextEncoder().encode('{"form":1}')],
  ['nothing', new Uint8Array()],
  ['one cut short in its header', words.subarray(0, 100)],
  ['one cut short in its bytes', words.subarray(0, -1)],
  ['one of another form', pack({ form: 2, dimensions: 1, spread: 1, words: 'a' }, Int8Array.of(1))],
])('%s is refused', (_, file) => {
  expect(() => readWordVectors(file)).toThrow();
});

test('weights that do not go with the vectors are refused', () => {
  const few = readWordVectors(pack({ form: 1, dimensions: 2, spread: 127, words: 'a b' }, new Int8Array(4)));
  expect(() => readLearnt(learnt, few)).toThrow('do not fit');
});
