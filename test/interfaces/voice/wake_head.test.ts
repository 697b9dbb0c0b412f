import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { shippedFile } from '../../../src/interfaces/voice/onnx.ts';
import { headInputs, readWakeHead, type WakeHeadFile, wakeHead } from '../../../src/interfaces/voice/wake_head.ts';

/** Two units: one sums the first two features by 0.5, one takes the third from zero. */
function file(change: Partial<WakeHeadFile> = {}): WakeHeadFile {
  const weights = new Int8Array(2 * headInputs);
  weights[0] = 100;
  weights[1] = 100;
  weights[headInputs + 2] = -127;
  return {
    format: 'agentos-wake-head-1',
    word: 'jarvis',
    threshold: 0.5,
    bias: -1,
    units: [
      { scale: 0.005, bias: 0.25, out: 2 },
      { scale: 1 / 127, bias: 0, out: -3 },
    ],
    weights: Buffer.from(weights.buffer).toString('base64'),
    ...change,
  };
}

const features = (...first: number[]) => {
  const all = new Float32Array(headInputs);
  all.set(first);
  return all;
};
const logistic = (value: number) => 1 / (1 + Math.exp(-value));

test('the score is the network that the file describes', () => {
  const head = wakeHead(file());
  expect(head.score(features())).toBeCloseTo(logistic(-1 + 2 * 0.25), 6);
  expect(head.score(features(2, 4, 1))).toBeCloseTo(logistic(-1 + 2 * 3.25), 6);
  expect(head.score(features(-4, 0, 0))).toBeCloseTo(logistic(-1), 6);
  expect(head.score(features(0, 0, -2))).toBeCloseTo(logistic(-1 + 2 * 0.25 - 3 * 2), 6);
});

test.each(['jarvis', 'computer'])('the head of "%s" ships, knows its word and whom it has not heard', async (word) => {
  const head = await readWakeHead(await shippedFile(`data/models/wake_${word}.json`));
  expect(head.word).toBe(word);
  expect(head.score(features())).toBeLessThan(head.threshold);
  expect(head.sure).toBeGreaterThan(head.threshold);
  expect(head.heldOut.size).toBeGreaterThan(50);
});

test.each([
  ['no JSON', 'jarvis'],
  ['another format', JSON.stringify({ ...file(), format: 'onnx' })],
  ['weights that do not fit', JSON.stringify(file({ weights: 'AAAA' }))],
  ['no units', JSON.stringify(file({ units: [] }))],
  ['a threshold that never is reached', JSON.stringify(file({ threshold: 2 }))],
  ['not a number', JSON.stringify(file()).replace('0.25', 'null')],
])('%s is refused with the name of the file', async (_, text) => {
  const folder = await mkdtemp(join(tmpdir(), 'agentos-head-'));
  const path = join(folder, 'bad.json');
  await writeFile(path, text);
  await expect(readWakeHead(path)).rejects.toThrow(/bad\.json: this is not a wake word/);
  await rm(folder, { recursive: true });
});
