import { expect, test } from 'vitest';
import { manyStreams } from './streams_at_once.ts';

test('P11 T15 100 streams at once, each of a client of its own, are all answered, and voice beside them', async () => {
  expect(await manyStreams(100)).toMatchObject({ replied: 100, refused: 0 });
});
