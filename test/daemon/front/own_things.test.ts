import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KITCHEN, type ShippedHouse, shippedHouse } from '../../shipped_house.ts';

/** The whole daemon is composed, on a machine that does other things as well. */
const PATIENCE = { timeout: 60_000 };

let base: string;
let documents: string;
let house: ShippedHouse;
beforeEach(async () => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'agentos-own-things-')));
  documents = join(base, 'documents');
  mkdirSync(documents);
  writeFileSync(join(documents, 'jobs.txt'), 'paint the boat blue\n');
  const settings = `[files]\nwrite_roots = [${JSON.stringify(documents)}]\n`;
  house = await shippedHouse({ root: join(import.meta.dirname, '../../..'), settings });
}, 60_000);
afterEach(async () => {
  await house?.close();
  rmSync(base, { recursive: true, force: true });
});

const told = async (text: string, client = {}) => (await house.say(text, client)).reply?.text;
/** Labels of the answer that a turn ended with. */
async function labels(thread: string): Promise<readonly string[]> {
  return (await house.store.events(thread)).at(-1)?.taint ?? [];
}

describe('one’s own files', () => {
  test('are read, and what comes out is labelled as from outside and private', PATIENCE, async () => {
    const said = await house.say('read the file jobs.txt');
    expect(said.reply?.text).toBe('jobs.txt says: paint the boat blue');
    expect(await labels(said.thread)).toEqual(['need.file.read', 'private:need.file.read']);
    expect(await told('read the file agentos.toml')).toBe('I find no file agentos.toml.');
  });

  test(
    'are written when asked for, deleted after a yes that shows path and size, and brought back',
    PATIENCE,
    async () => {
      expect(await told('make a note file plan saying buy a boat')).toBe('I have written plan.txt.');
      const path = join(documents, 'plan.txt');
      expect(readFileSync(path, 'utf8')).toBe('buy a boat\n');
      const asked = await house.say('delete the file plan.txt');
      expect(asked.askId).toBeDefined();
      const [question] = (await house.store.events(asked.thread)).filter(({ subject }) => subject === 'need.user.ask');
      expect(JSON.stringify(question?.data)).toContain(`Delete ${path}, 11 bytes?`);
      expect((await house.answer(asked, 'no')).reply?.text).not.toContain('I have deleted');
      expect(existsSync(path)).toBe(true);
      const again = await house.answer(await house.say('delete the file plan.txt'), 'yes');
      expect(again.reply?.text).toBe('I have deleted plan.txt.');
      expect(existsSync(path)).toBe(false);
      // What stood in the file may be anybody's words: putting it back is asked for.
      const undo = await house.say('undo that', { thread: again.thread });
      expect(undo.askId).toBeDefined();
      await house.answer(undo, 'yes');
      expect(existsSync(path)).toBe(true);
    },
  );

  test(
    'are found with everything else that there is about a thing, and by voice nothing of them',
    PATIENCE,
    async () => {
      await house.say('remember that the boat is in the harbour');
      const said = await house.say('search my things for the boat');
      expect(said.reply?.text).toContain('You told me: the boat is in the harbour.');
      expect(said.reply?.text).toContain('jobs.txt: paint the boat blue');
      expect(await labels(said.thread)).toEqual(
        expect.arrayContaining(['need.file.find', 'private:need.file.find', 'private:need.memory.search']),
      );
      const aloud = await house.say('search my things for the boat', { client: KITCHEN });
      expect(aloud.reply?.text ?? '').not.toContain('paint');
    },
  );
});

describe('memories', () => {
  test('that are for one alone stay so, whoever else asks; the house’s are the house’s', PATIENCE, async () => {
    expect(await told('remember only for me that the present is a kite')).toContain('for you alone');
    await house.say('remember that the present shop closes at six');
    expect(await told('what do you know about the present')).toContain('kite');
    const asked = await house.say('what do you know about the present', { client: KITCHEN });
    const heard = asked.askId === undefined ? asked : await house.answer(asked, 'yes');
    expect(heard.reply?.text).toContain('closes at six');
    expect(heard.reply?.text).not.toContain('kite');
  });
});

test('programs and free addresses are nobody’s by themselves', PATIENCE, async () => {
  const { signal } = new AbortController();
  await expect(house.runtime.call('need.shell.run', { program: 'echo' }, signal)).rejects.toMatchObject({
    name: 'Fault',
  });
  await expect(house.runtime.call('need.file.read', { path: '/etc/passwd' }, signal)).rejects.toMatchObject({
    name: 'Fault',
  });
});
