import { Fault } from 'agentos/service';
import { expect, test } from 'vitest';
import { LearntLanguages } from '../../../../src/services/need/understand/learnt.ts';

function languages(readBytes: () => Promise<Uint8Array>) {
  const logged: string[] = [];
  const files = { readText: () => Promise.reject(new Error('not asked for')), readBytes, list: async () => [] };
  return { logged, learnt: new LearntLanguages(files, (message) => void logged.push(message)) };
}

test('a language that nothing was learnt of is served by the grammar alone, without a word', async () => {
  const { learnt, logged } = languages(() => Promise.reject(new Fault('NOT_FOUND', 'no such file')));
  expect(await learnt.of('sv')).toBeUndefined();
  expect(logged).toEqual([]);
});

test('a file that is damaged is told once, and the grammar serves alone', async () => {
  const { learnt, logged } = languages(async () => new TextEncoder().encode('torn'));
  expect(await learnt.of('en-GB')).toBeUndefined();
  expect(await learnt.of('en')).toBeUndefined();
  expect(logged).toEqual([expect.stringContaining('only what is said plainly')]);
});
