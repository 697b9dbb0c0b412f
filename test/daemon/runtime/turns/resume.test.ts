import { rmSync } from 'node:fs';
import { need, reply, use } from 'agentos/contract';
import { all, end, router, settle, tool, userAsk } from 'agentos/service';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { GeneratorService, Tool } from '../../../../src/daemon/model/service.ts';
import { forwardEvent, row } from '../../store/samples.ts';
import { type House, OWNER, openHouse, sketch } from '../house.ts';

const root = use('root', { summary: 'Root.', input: z.object({ text: z.string() }).loose(), output: reply });
const words = z.object({ text: z.string() });
const read = need('read', { summary: 'Read.', input: words, output: words, effect: 'read', risk: 'open' });
const keyed = need('keyed', { summary: 'Keyed.', input: words, output: words, effect: 'keyed', risk: 'home' });
const once = need('once', { summary: 'Send it.', input: words, output: words, effect: 'once', risk: 'home' });

const folders: string[] = [];
const open: House[] = [];
afterEach(async () => {
  for (const house of open.splice(0)) await house.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

type Services = readonly (Tool | GeneratorService)[];

/** Runs `first` until `until` holds, lets go of everything, and goes on in the same folder with `second`. */
async function crashed(
  first: Services,
  until: () => boolean,
  second: Services,
  version = '1',
): Promise<{ house: House; thread: string; resumed: number }> {
  const before = await openHouse({ services: first });
  folders.push(before.folder);
  const { thread } = await before.runtime.utter(OWNER, { requestId: 'r', text: 'go', continueLast: false });
  while (!until()) await new Promise(setImmediate);
  await new Promise((resolve) => setTimeout(resolve, 10));
  await before.abandon();
  const house = await openHouse({ services: second, folder: before.folder, version });
  open.push(house);
  return { house, thread, resumed: await house.runtime.resume(await house.runtime.interrupted()) };
}

function rootOf(run: Parameters<typeof router<typeof root.input, typeof root.output>>[0]['run']): GeneratorService {
  return router({ contract: root, run });
}

const never = (): Promise<never> => new Promise(() => undefined);

test('an open turn goes on where it was: answered calls are fed, open ones made again', async () => {
  let reads = 0;
  let hanging = false;
  const plan = rootOf(function* () {
    const a = yield* read({ text: 'a' });
    const [b, c] = yield* all([read({ text: 'b' }), read({ text: 'hang' })]);
    return end({ text: a.text + b.text + c.text });
  });
  const answers = tool({
    contract: read,
    async run({ text }) {
      reads += 1;
      if (text === 'hang') {
        hanging = true;
        return never();
      }
      return { text };
    },
  });
  const { house, resumed } = await crashed([answers, plan], () => hanging, [
    tool({
      contract: read,
      async run({ text }) {
        reads += 1;
        return { text: `${text}!` };
      },
    }),
    plan,
  ]);
  expect(resumed).toBe(1);
  const mail = await house.next(OWNER);
  expect(mail).toMatchObject({ kind: 'reply', body: { text: 'abhang!', status: 'complete' } });
  expect(reads).toBe(4);
});

test('a keyed effect runs again under the same key, a once effect never', async () => {
  const keys: string[] = [];
  let ran = 0;
  const plan = rootOf(function* () {
    const [k, o] = yield* settle([keyed({ text: 'k' }), once({ text: 'o' })]);
    return end({ text: `${k?.ok} ${o?.ok === false && 'code' in o.error ? o.error.code : 'ok'}` });
  });
  const hang = (contract: typeof keyed): Tool =>
    tool({
      contract,
      async run(_input, { key }) {
        keys.push(key);
        ran += 1;
        return never();
      },
    });
  const { house, thread } = await crashed([hang(keyed), hang(once), plan], () => ran === 2, [
    tool({
      contract: keyed,
      async run({ text }, { key }) {
        keys.push(key);
        return { text };
      },
    }),
    tool({
      contract: once,
      async run({ text }) {
        ran += 1;
        return { text };
      },
    }),
    plan,
  ]);
  expect(await house.next(OWNER)).toMatchObject({ body: { text: 'true UNKNOWN', acted: true } });
  expect(ran).toBe(2);
  expect(keys).toEqual([`${thread}/1.0[0]`, `${thread}/1.0[1]`, `${thread}/1.0[0]`]);
});

test.each([
  [
    'calls something else',
    () =>
      rootOf(function* () {
        yield* keyed({ text: 'a' });
        return end({ text: '' });
      }),
    /at 1\.0 it called need\.read then, and need\.keyed now/,
  ],
  [
    'calls with another input',
    () =>
      rootOf(function* () {
        yield* read({ text: 'z' });
        return end({ text: '' });
      }),
    /at 1\.0 .*\{"text":"a"\} then, and with \{"text":"z"\} now/,
  ],
  [
    'makes fewer calls',
    () =>
      rootOf(function* () {
        return end({ text: '' });
      }),
    /no call at 1\.0 now, and called need\.read then/,
  ],
])('a service that %s after a restart ends the turn and names the difference', async (_name, second, message) => {
  let hanging = false;
  const reads = tool({
    contract: read,
    async run({ text }) {
      if (text === 'b') {
        hanging = true;
        return never();
      }
      return { text };
    },
  });
  const first = rootOf(function* () {
    yield* read({ text: 'a' });
    yield* read({ text: 'b' });
    return end({ text: 'done' });
  });
  const { house } = await crashed(
    [reads, first],
    () => hanging,
    [reads, tool({ contract: keyed, run: async ({ text }) => ({ text }) }), second()],
    '2',
  );
  const { body } = await house.next(OWNER);
  expect(body).toMatchObject({ status: 'failed', code: 'ABORTED' });
  expect((body as { text: string }).text).toMatch(message);
  expect((body as { text: string }).text).toMatch(/changed since \(1 to 2\)/);
});

test('new code that agrees so far goes on', async () => {
  let hanging = false;
  const first = rootOf(function* () {
    yield* read({ text: 'hang' });
    return end({ text: 'old' });
  });
  const second = rootOf(function* () {
    yield* read({ text: 'hang' });
    yield* read({ text: 'more' });
    return end({ text: 'new' });
  });
  const { house } = await crashed(
    [
      tool({
        contract: read,
        async run() {
          hanging = true;
          return never();
        },
      }),
      first,
    ],
    () => hanging,
    [tool({ contract: read, run: async ({ text }) => ({ text }) }), second],
    '2',
  );
  expect(await house.next(OWNER)).toMatchObject({ body: { text: 'new' } });
});

test('an open question is still open, under the same id, and is not asked twice', async () => {
  let asked = false;
  const plan = rootOf(function* () {
    asked = true;
    const said = yield* userAsk({ text: 'Which?' });
    return end({ text: said.text });
  });
  const { house, thread } = await crashed([plan], () => asked, [plan]);
  const ask = await house.next(OWNER);
  expect(ask).toMatchObject({ kind: 'ask', offset: 1, body: { askId: `${thread}/1.0` } });
  await house.runtime.answer(OWNER, `${thread}/1.0`, 'that one');
  expect(await house.next(OWNER, 1)).toMatchObject({ kind: 'reply', offset: 2, body: { text: 'that one' } });
});

test('turns that waited behind an open one run after it, in order', async () => {
  let hanging = false;
  const before = await openHouse({
    services: [
      tool({
        contract: read,
        async run() {
          hanging = true;
          return never();
        },
      }),
      planOf(),
    ],
  });
  folders.push(before.folder);
  const { thread } = await before.runtime.utter(OWNER, { requestId: 'a', text: 'a', continueLast: false });
  while (!hanging) await new Promise(setImmediate);
  await before.runtime.utter(OWNER, { requestId: 'b', text: 'b', thread, continueLast: false });
  await before.abandon();
  const house = await openHouse({
    services: [tool({ contract: read, run: async ({ text }) => ({ text }) }), planOf()],
    folder: before.folder,
  });
  open.push(house);
  expect(await house.runtime.resume(await house.runtime.interrupted())).toBe(2);
  expect(await house.next(OWNER)).toMatchObject({ turn: 1, body: { text: 'a' } });
  expect(await house.next(OWNER, 1)).toMatchObject({ turn: 2, body: { text: 'a,b' } });
  const events = await house.store.events(thread);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  expect(sketch(events).filter((line) => line.startsWith('E'))).toEqual(['E 1 use.root ok', 'E 2 use.root ok']);
  expect(await house.store.openThreads()).toEqual([]);

  function planOf(): GeneratorService {
    return rootOf(function* ({ input, thread: seen }) {
      yield* read({ text: input.text });
      return end({ text: seen.messages.flatMap(({ role, text }) => (role === 'user' ? [text] : [])).join(',') });
    });
  }
});

test('the same request after a restart is the same turn', async () => {
  const plan = rootOf(function* () {
    return end({ text: 'once' });
  });
  const { house, thread } = await crashed([plan], () => true, [plan]);
  const again = await house.runtime.utter(OWNER, { requestId: 'r', text: 'go', continueLast: false });
  expect(again).toMatchObject({ thread, turn: 1, seq: 1 });
  expect(await house.store.threads({})).toHaveLength(1);
});

test('P2 a turn that does not say who opened it comes to its end, with the least that anybody may', async () => {
  let channel: string | undefined;
  const plan = rootOf(function* ({ thread: seen }) {
    channel = seen.origin.client;
    const [said] = yield* settle([userAsk({ text: 'May I?' })]);
    return end({ text: said?.ok ? 'asked' : 'not asked' });
  });
  const before = await openHouse({ services: [plan] });
  folders.push(before.folder);
  const opened = row('old', { status: 'active', turn: 1, seq: 1 });
  const forward = forwardEvent('old', 1, { subject: 'use.root', to: ['p0'] });
  await before.store.append({ open: [opened], events: [forward] }).durable;
  await before.abandon();
  const house = await openHouse({ services: [plan], folder: before.folder });
  open.push(house);
  expect(await house.runtime.resume(await house.runtime.interrupted())).toBe(1);
  while ((await house.store.openThreads()).length > 0) await new Promise(setImmediate);
  const events = await house.store.events('old');
  expect(events.at(-1)).toMatchObject({ direction: 'END', data: { text: 'not asked' } });
  expect(channel).toBe(opened.origin.client);
});
