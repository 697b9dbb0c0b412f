import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../../src/interfaces/client/client.ts';
import { DaemonProcess } from '../../daemon_process.ts';
import { eventually, ownFolder } from './own_folder.ts';

// Services of a user that break every rule there is. Each gets a clear error; the daemon lives and the others are unharmed.

const CONTRACT = `
import { need, reply, use } from 'agentos/contract';
import { z } from 'zod';
export const bad = need('bad', { summary: 'Is bad.', input: z.object({ how: z.string() }), output: z.object({ text: z.string() }),
  effect: 'read', risk: 'open', deadlineMs: 1_000 });
`;
const TOOL = `
import { forward, tool } from 'agentos/service';
import { bad } from './contract.mjs';
const leaked = [];
export default tool({ contract: bad, async run({ how }, { log }) {
  switch (how) {
    case 'throw': throw new Error('the wheels came off');
    case 'throw nothing': throw undefined;
    case 'hang': return new Promise(() => {});
    case 'answer twice': return { then(resolve) { resolve({ text: 'first' }); resolve({ text: 'second' }); throw new Error('third'); } };
    case 'forward': return forward(bad({ how: 'fine' }));
    case 'spin': { const until = Date.now() + 2_000; while (Date.now() < until); return { text: 'dizzy' }; }
    case 'leak': for (let i = 0; i < 32; i += 1) leaked.push(new Uint8Array(1 << 20).fill(1)); return { text: 'leaked' };
    case 'wrong schema': return { words: 3 };
    case 'nothing': return;
    case 'cycle': { const round = { text: 'x' }; round.round = round; return round; }
    case 'bigint': return { text: 'x', more: 1n };
    case 'huge': return { text: 'x'.repeat(8 << 20) };
    case 'reject later': Promise.reject(new Error('nobody waits')); return { text: 'left a rejection' };
    case 'throw later': setTimeout(() => { throw new Error('from a timer'); }, 10); return { text: 'left a timer' };
    case 'write': return { text: 'wrote' };
    default: return { text: how };
  }
} });
`;
const AGENT_CONTRACT = `
import { reply, use } from 'agentos/contract';
import { z } from 'zod';
export const rogue = use('rogue', { summary: 'Breaks laws.', input: z.object({ intent: z.string(), slots: z.record(z.string(), z.any()) }).loose(),
  output: reply, intents: { RogueDo: true } });
`;
const AGENT = `
import { agent, all, end, forward, invoke, note } from 'agentos/service';
import { rogue } from './contract.mjs';
const plain = { kind: 'agent', contract: rogue };
const deeds = {
  *throw() { throw new Error('no plan at all'); },
  *end() { return end({ text: 'over' }); },
  *nonsense() { yield 3; return { text: 'no' }; },
  *stubborn() { for (;;) { try { yield 'nonsense'; } catch { /* again */ } } },
  *notes() { for (let i = 0; ; i += 1) yield* note({ metadata: { i } }); },
  *empty() { for (;;) yield* all([]); },
  *crowd() { yield* all([3, undefined]); return { text: 'no' }; },
  *handing() { return forward('nobody'); },
  *naming() { yield* invoke(5, {}); return { text: 'no' }; },
  *wrong() { return { words: 'no' }; },
  *void() {},
  *calls() { for (;;) { try { yield* invoke('need.clock.nothing', {}); } catch { /* again */ } } },
  *mutate(thread) { thread.messages.push({ turn: 9, role: 'user', text: 'forged', taint: [] }); return { text: 'no' }; },
  *finally() { try { yield* invoke('need.bad', { how: 'hang' }); } finally { yield* invoke('need.bad', { how: 'fine' }); } return { text: 'no' }; },
};
export default { ...plain, run({ input, thread }) {
  const how = input.slots.deed;
  if (how === 'promise') return (async () => ({ text: 'no' }))();
  if (how === 'async') return (async function* () { yield 1; throw new Error('lost'); })();
  return deeds[how](thread);
} };
`;
const DEEDS =
  'throw end nonsense stubborn notes empty crowd handing naming wrong void calls mutate finally promise async'.split(
    ' ',
  );
const SENTENCES = `
language: en
lists:
  deed:
    values: [${DEEDS.map((deed) => JSON.stringify(deed)).join(', ')}]
intents:
  RogueDo:
    data:
      - sentences: ["misbehave {deed}"]
`;

let folder: string;
let daemon: DaemonProcess;
let client: Client;
beforeAll(async () => {
  folder = ownFolder({
    'services/need/bad/contract.mjs': CONTRACT,
    'services/need/bad/tool.mjs': TOOL,
    'services/use/rogue/contract.mjs': AGENT_CONTRACT,
    'services/use/rogue/agent.mjs': AGENT,
    'sentences/rogue.yaml': SENTENCES,
  });
  daemon = await DaemonProcess.start({ settings: join(folder, 'agentos.toml') });
  client = await daemon.connect();
  const understood = async (): Promise<boolean> => (await daemon.ask(client, 'misbehave wrong')).outcome !== 'unknown';
  await eventually(understood, 'the user’s sentences are understood');
});
afterAll(async () => {
  await daemon.stop();
  rmSync(folder, { recursive: true, force: true });
});

const failing = async (how: string): Promise<unknown> =>
  client.call('need.bad', { how }).then(
    (value) => value,
    (thrown: { code: string; message: string }) => `${thrown.code}: ${thrown.message}`,
  );

test.each([
  ['throw', /^INTERNAL: need\.bad: the wheels came off/],
  ['throw nothing', /^INTERNAL: need\.bad/],
  ['hang', /^DEADLINE_EXCEEDED: need\.bad did not answer/],
  ['forward', /^FAILED_PRECONDITION: need\.bad is a tool and tried to forward/],
  ['wrong schema', /^INTERNAL: need\.bad output\.text/],
  ['nothing', /^INTERNAL: need\.bad output/],
  ['cycle', /^INTERNAL: need\.bad: .*circular/],
  ['bigint', /^INTERNAL: need\.bad: .*BigInt/],
  ['huge', /^INTERNAL: need\.bad: .*too long/],
])('a tool that does "%s" gets a typed error', async (how, expected) => {
  expect(await failing(how)).toMatch(expected);
  expect(await failing('fine')).toEqual({ text: 'fine' });
});

test.each([
  ['answer twice', 'first'],
  ['leak', 'leaked'],
  ['spin', 'dizzy'],
  ['reject later', 'left a rejection'],
  ['throw later', 'left a timer'],
])('a tool that does "%s" harms nobody', async (how, text) => {
  const other = await daemon.connect({ name: 'other' });
  const pid = daemon.pid;
  const [said, reply] = await Promise.all([failing(how), daemon.ask(other, 'turn on the kitchen light')]);
  // A spinning service may well be later than its deadline.
  if (how !== 'spin') expect(said).toEqual({ text });
  expect(reply.status).toBe('complete');
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect((await daemon.ask(other, 'what time is it')).status).toBe('complete');
  expect(daemon.pid).toBe(pid);
  if (how.endsWith('later'))
    await eventually(
      () => daemon.log.includes(how === 'reject later' ? 'nobody waits' : 'from a timer'),
      'it is logged',
    );
  await other.close();
});

test.each(DEEDS)('an agent that does "%s" ends its turn with a clear error, and no other', async (deed) => {
  const other = await daemon.connect({ name: 'other' });
  const [said, reply] = await Promise.all([
    daemon.ask(client, `misbehave ${deed}`),
    daemon.ask(other, 'is the kitchen light on'),
  ]);
  expect(reply).toMatchObject({ status: 'complete' });
  expect(said.outcome).not.toBe('unknown');
  expect(said.status, said.text).toBe('failed');
  expect(said.text.length).toBeGreaterThan(10);
  expect(said.text).not.toMatch(/is not a function|Cannot read|\[object/);
  const { events } = await client.thread(said.thread);
  expect(events.filter(({ direction }) => direction === 'END')).toHaveLength(1);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  await other.close();
});

test('after all of it nothing is open and the services say how they did', async () => {
  expect(await client.threads({ open: true })).toEqual([]);
  const services = await client.services();
  expect(services.find(({ subject }) => subject === 'use.rogue')).toMatchObject({ state: 'serving' });
});
