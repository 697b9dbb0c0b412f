import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ShippedHouse, shippedHouse } from '../../shipped_house.ts';

const PATIENCE = { timeout: 60_000 };

let base: string;
let house: ShippedHouse;
beforeAll(async () => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'agentos-odd-')));
  const documents = join(base, 'documents');
  mkdirSync(documents);
  writeFileSync(join(documents, 'boat.txt'), 'paint the boat blue, "Möwe" 🚣 100% -- NEAR(harbour)\n日本語のメモ\n');
  const settings = `[files]\nwrite_roots = [${JSON.stringify(documents)}]\n`;
  house = await shippedHouse({ root: join(import.meta.dirname, '../../..'), settings });
  await house.say('remember that the boat is called Möwe');
  await house.say('remember that the tickets are in the drawer');
  await house.say('remember that C++ is spoken at work');
}, 60_000);
afterAll(async () => {
  await house?.close();
  rmSync(base, { recursive: true, force: true });
});

const FOUND = 'is called Möwe';
test.each([
  ['boat', FOUND],
  ['"the boat"', FOUND],
  ['“boat”', FOUND],
  ['BOAT', FOUND],
  ['boat AND blue', 'boat.txt'],
  ['boat OR nothing', FOUND],
  ['NOT boat', FOUND],
  ['boat*', FOUND],
  ['boat:', FOUND],
  ['text:boat', FOUND],
  ['-boat', FOUND],
  ['NEAR(boat blue, 5)', FOUND],
  ["boat'; DROP TABLE records; --", FOUND],
  ['boat") OR 1=1 --', FOUND],
  ['^boat', FOUND],
  ['mowe', FOUND],
  ['Möwe', FOUND],
  ['日本語', 'boat.txt'],
  ['C++', 'C++ is spoken'],
  ['boat\u0000\u202E', FOUND],
])('searching one’s own things for %s finds what its words are about', PATIENCE, async (query, part) => {
  expect((await house.say(`search my things for ${query}`)).reply?.text).toContain(part);
});

test.each(['***', '""', '%', '(', '.*', '🚣'])(
  'searching for %s, which is no word, is answered',
  PATIENCE,
  async (query) => {
    const { reply } = await house.say(`search my things for ${query}`);
    expect(reply?.text).toMatch(/^(Sorry, I did not understand|I find nothing|In your files:|You told me:)/);
  },
);
