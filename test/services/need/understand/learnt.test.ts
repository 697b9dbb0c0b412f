import { readFileSync } from 'node:fs';
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

test('what the household trained itself comes first, and where it is damaged what ships serves', async () => {
  const read: string[] = [];
  const logged: string[] = [];
  const models = new URL('../../../../data/models/en/', import.meta.url);
  const serving = (own: () => Promise<Uint8Array>) => {
    const files = {
      readText: () => Promise.reject(new Error('not asked for')),
      list: async () => ['mine.yaml', 'paraphrases.en.bin'],
      readBytes: async (path: string) => {
        read.push(path);
        return path.startsWith('/mine/') ? own() : readFileSync(new URL(path.split('/').at(-1) ?? '', models));
      },
    };
    return new LearntLanguages(files, (message) => void logged.push(message), '/mine');
  };
  const shipped = readFileSync(new URL('paraphrases.bin', models));
  expect(await serving(async () => shipped).of('en')).toBeDefined();
  expect(read).toEqual(['/mine/paraphrases.en.bin', 'data/models/en/words.bin']);
  expect(await serving(async () => new TextEncoder().encode('torn')).of('en')).toBeDefined();
  expect(logged).toHaveLength(1);
  expect(read.at(-2)).toBe('data/models/en/paraphrases.bin');
});

test('a file that is damaged is told once, and the grammar serves alone', async () => {
  const { learnt, logged } = languages(async () => new TextEncoder().encode('torn'));
  expect(await learnt.of('en-GB')).toBeUndefined();
  expect(await learnt.of('en')).toBeUndefined();
  expect(logged).toEqual([expect.stringContaining('only what is said plainly')]);
});
