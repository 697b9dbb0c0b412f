import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { DaemonProcess } from '../../daemon_process.ts';
import { eventually, ownFolder, put } from './own_folder.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});

const contract = (effect: string, word: string): string => `
import { need } from 'agentos/contract';
import { z } from 'zod';
export const greet = need('greet', { summary: 'Greets with ${word}.', input: z.object({ slow: z.boolean().default(false) }),
  output: z.object({ ${word}: z.string() }), effect: '${effect}', risk: 'open' });
`;
const tool = (word: string, text: string): string => `
import { tool } from 'agentos/service';
import { greet } from './contract.mjs';
import { polite } from './polite.mjs';
export default tool({ contract: greet, async run({ slow }) {
  if (slow) await new Promise((resolve) => setTimeout(resolve, 1_500));
  return { ${word}: polite('${text}') };
} });
`;
const POLITE = 'export const polite = (text) => text + ", please";';

test('own services come, change and go while the daemon runs, from a folder that was not there at the start', async () => {
  const folder = ownFolder({});
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  const daemon = await DaemonProcess.start({ settings: join(folder, 'agentos.toml') });
  undo.push(() => daemon.stop());
  const client = await daemon.connect();
  const said = (): Promise<unknown> => client.call('need.greet', {}).catch(({ code }: { code: string }) => code);
  const says = (expected: unknown): Promise<void> =>
    eventually(async () => JSON.stringify(await said()) === JSON.stringify(expected), JSON.stringify(expected));
  await expect(said()).resolves.toBe('UNIMPLEMENTED');

  put(folder, 'services/need/greet/polite.mjs', POLITE);
  put(folder, 'services/need/greet/contract.mjs', contract('read', 'hello'));
  put(folder, 'services/need/greet/first.mjs', tool('hello', 'one'));
  await says({ hello: 'one, please' });

  const slow = client.call('need.greet', { slow: true });
  await new Promise((resolve) => setTimeout(resolve, 100));
  put(folder, 'services/need/greet/first.mjs', tool('hello', 'two'));
  await says({ hello: 'two, please' });
  // A call that was under way finishes on the code that it began with.
  expect(await slow).toEqual({ hello: 'one, please' });

  put(folder, 'services/need/greet/polite.mjs', POLITE.replace('please', 'now'));
  await says({ hello: 'two, now' });

  // The contract and its tool change one after the other: in between it is broken, and what was there goes on.
  put(folder, 'services/need/greet/contract.mjs', contract('read', 'salut'));
  put(folder, 'services/need/greet/first.mjs', tool('salut', 'three'));
  await says({ salut: 'three, now' });
  const [described] = (await client.services()).filter(({ subject }) => subject === 'need.greet');
  expect(described).toMatchObject({ summary: 'Greets with salut.', state: 'serving', provider: 'first' });

  // One contract, two tools, neither of which changes itself: both go along.
  put(folder, 'services/need/greet/other.mjs', tool('salut', 'other'));
  const greeters = async (): Promise<unknown> =>
    (await client.services())
      .filter(({ subject }) => subject.includes('greet'))
      .map(({ subject, provider, summary }) => `${subject} ${provider} ${summary}`);
  const both = (word: string) => ['first', 'other'].map((name) => `need.greet ${name} Greets with ${word}.`);
  await eventually(async () => String(await greeters()) === String(both('salut')), 'the second tool is there');
  const schema = contract('read', 'salut').replace('z.boolean()', 'z.boolean().describe("takes its time")');
  put(folder, 'services/need/greet/contract.mjs', schema.replace('Greets', 'Always greets'));
  const always = both('salut').map((line) => line.replace('Greets', 'Always greets'));
  await eventually(async () => String(await greeters()) === String(always), 'both have the new contract');
  rmSync(join(folder, 'services/need/greet/other.mjs'));
  await eventually(async () => String(await greeters()) === String(always.slice(0, 1)), 'the second tool is gone');

  put(folder, 'services/need/greet/first.mjs', 'export default {');
  await eventually(() => daemon.log.includes('a service was left out'), 'the fault is reported');
  expect(await said()).toEqual({ salut: 'three, now' });
  expect((await client.status()).facts).toMatchObject({ broken_services: '1' });
  expect(await client.services()).toContainEqual(
    expect.objectContaining({
      ...{ subject: 'need/greet/first.mjs', provider: 'first', state: 'failed' },
      problem: expect.stringContaining('need/greet/first.mjs cannot be loaded'),
    }),
  );

  rmSync(join(folder, 'services'), { recursive: true });
  await says('UNIMPLEMENTED');
  mkdirSync(join(folder, 'services/need'), { recursive: true });
  put(folder, 'services/need/greet/polite.mjs', POLITE);
  put(folder, 'services/need/greet/contract.mjs', contract('read', 'hello'));
  put(folder, 'services/need/greet/first.mjs', tool('hello', 'again'));
  await says({ hello: 'again, please' });
});
