import { rmSync } from 'node:fs';
import { need, reply, use } from 'agentos/contract';
import { agent, all, end, forward, invoke, note, router, settle, tool, userAsk } from 'agentos/service';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { GeneratorService, Tool } from '../../../src/daemon/model/service.ts';
import { type House, type HouseOptions, OWNER, openHouse, sketch, VOICE } from './house.ts';

// What a runtime has to stand from services, clients and crashes; each is a rule that a service or a peer could break.

const root = use('root', { summary: 'Root.', input: z.object({ text: z.string() }).loose(), output: reply });
const words = z.object({ text: z.string() });
const read = need('read', { summary: 'Read.', input: words, output: words, effect: 'read', risk: 'open' });
const keyed = need('keyed', { summary: 'Keyed.', input: words, output: words, effect: 'keyed', risk: 'home' });
const local = need('local', { summary: 'Local.', input: words, output: words, effect: 'local', risk: 'home' });
const danger = need('danger', {
  summary: 'Open the gate.',
  input: words,
  output: words,
  effect: 'keyed',
  risk: 'danger',
});

const houses: House[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const house of houses.splice(0)) await house.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function houseOf(
  services: readonly (Tool | GeneratorService)[],
  options: Partial<HouseOptions> = {},
): Promise<House> {
  const house = await openHouse({ services, ...options });
  houses.push(house);
  return house;
}

function rootOf(run: Parameters<typeof router<typeof root.input, typeof root.output>>[0]['run']): GeneratorService {
  return router({ contract: root, run });
}

/** A service as it may come from outside, where no compiler looked. */
const outside = (run: unknown): GeneratorService => ({ kind: 'router', contract: root, run }) as GeneratorService;
const echo = tool({ contract: read, run: async ({ text }) => ({ text }) });
const never = (): Promise<never> => new Promise(() => undefined);

test.each<[string, unknown, RegExp]>([
  ['no generator', () => ({ text: 'no' }), /has to be a generator function/],
  ['a promise', async () => ({ text: 'no' }), /has to be a generator function/],
  [
    'an async generator',
    async function* () {
      yield 1;
    },
    /has to be a generator function/,
  ],
  [
    'a yield of nonsense',
    function* () {
      yield 3;
      return { text: 'no' };
    },
    /yielded something that is not a call/,
  ],
  [
    'a crowd with nobody in it',
    function* () {
      yield* all([undefined as never]);
    },
    /yielded something that is not a call/,
  ],
  [
    'a forward to nobody',
    function* () {
      return forward('x' as never);
    },
    /forwarded something that is not a call/,
  ],
  [
    'nonsense for ever',
    function* () {
      for (;;)
        try {
          yield 3;
        } catch {
          /* goes on */
        }
    },
    /64 steps/,
  ],
  [
    'notes for ever',
    function* () {
      for (;;) yield* note({ metadata: { a: 1 } });
    },
    /64 steps/,
  ],
  [
    'nothing side by side for ever',
    function* () {
      for (;;) yield* all([]);
    },
    /64 steps/,
  ],
  [
    'an input that goes round',
    function* () {
      const a: Record<string, unknown> = {};
      a['a'] = a;
      yield* invoke('need.read', a as never);
    },
    /circular/,
  ],
  [
    'a note that goes round',
    function* () {
      const a: Record<string, unknown> = {};
      a['a'] = a;
      yield* note({ metadata: a as never });
    },
    /circular/,
  ],
  [
    'a change of what it was handed',
    function* ({ thread }: { thread: { messages: unknown[] } }) {
      thread.messages.push({});
      yield 1;
    },
    /not extensible/,
  ],
  [
    'a thrown undefined',
    function* () {
      throw undefined;
    },
    /use\.root/,
  ],
])('a router that comes with %s ends its turn with a clear error', async (_name, run, message) => {
  const house = await houseOf([outside(run), echo]);
  const { reply: said, events, thread } = await house.say('x');
  expect(said.status).toBe('failed');
  expect(said.text).toMatch(message);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  expect((await house.runtime.thread(thread)).thread.status).toBe('failed');
  expect(await house.store.openThreads()).toEqual([]);
});

test('an answer that is sent again after its acknowledgement was lost is the same answer, also after a restart', async () => {
  const plan = rootOf(function* () {
    const first = yield* userAsk({ text: 'First?' });
    const second = yield* userAsk({ text: 'Second?' });
    return end({ text: `${first.text} ${second.text}` });
  });
  const before = await openHouse({ services: [plan] });
  folders.push(before.folder);
  const { thread } = await before.runtime.utter(OWNER, { requestId: 'u', text: 'go', continueLast: false });
  await before.next(OWNER);
  const answered = await before.runtime.answer(OWNER, `${thread}/1.0`, 'one', 'a1');
  expect(answered).toMatchObject({ thread, turn: 1, answered: true });
  expect(await before.runtime.answer(OWNER, `${thread}/1.0`, 'one', 'a1')).toEqual(answered);
  // An utterance that answers is remembered too.
  await before.next(OWNER, 1);
  await before.abandon();
  const house = await houseOf([plan], { folder: before.folder });
  await house.runtime.resume(await house.runtime.interrupted());
  expect(await house.runtime.answer(OWNER, `${thread}/1.0`, 'one', 'a1')).toMatchObject({
    thread,
    turn: 1,
    answered: true,
  });
  const said = { requestId: 'a2', text: 'two', thread, continueLast: false };
  const accepted = await house.runtime.utter(OWNER, said);
  expect(accepted).toMatchObject({ turn: 1, answered: true });
  expect((await house.next(OWNER, 2)).body).toMatchObject({ text: 'one two' });
  await house.abandon();
  houses.splice(0);
  const again = await houseOf([plan], { folder: before.folder });
  expect(await again.runtime.utter(OWNER, said)).toMatchObject({ thread, turn: 1, answered: true });
  expect(await again.store.threads({})).toHaveLength(1);
  await expect(again.runtime.answer(OWNER, `${thread}/1.1`, 'two', 'other')).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('a yes that is sent again after a restart does not answer the next question of its thread', async () => {
  let opened = 0;
  const gate = tool({
    contract: danger,
    async run({ text }) {
      opened += 1;
      return { text };
    },
  });
  const plan = rootOf(function* () {
    yield* userAsk({ text: 'The lamp too?', kind: 'confirm' });
    const [said] = yield* settle([danger({ text: 'gate' })]);
    return end({ text: said?.ok ? 'opened' : 'left' });
  });
  const before = await openHouse({ services: [gate, plan] });
  folders.push(before.folder);
  const { thread } = await before.runtime.utter(OWNER, { requestId: 'u', text: 'go', continueLast: false });
  await before.next(OWNER);
  const yes = { requestId: 'y1', text: 'yes', thread, continueLast: false };
  const continued = { requestId: 'y1', text: 'yes', continueLast: true };
  const accepted = await before.runtime.utter(OWNER, yes);
  expect(accepted).toMatchObject({ turn: 1, answered: true });
  // The second question is open now.
  await before.next(OWNER, 1);
  expect(await before.runtime.utter(OWNER, yes)).toEqual(accepted);
  await before.abandon();
  const house = await houseOf([gate, plan], { folder: before.folder });
  await house.runtime.resume(await house.runtime.interrupted());
  expect(await house.runtime.utter(OWNER, yes)).toMatchObject({ thread, turn: 1, answered: true });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(opened).toBe(0);
  expect((await house.store.events(thread)).filter(({ direction }) => direction === 'BACKWARD')).toHaveLength(1);
  // Nor by the way of the last thread; and a new yes does.
  expect(await house.runtime.utter(OWNER, continued)).toMatchObject({ thread, turn: 1, answered: true });
  expect(opened).toBe(0);
  expect(await house.runtime.utter(OWNER, { ...yes, requestId: 'y2' })).toMatchObject({ turn: 1, answered: true });
  expect((await house.next(OWNER, 2)).body).toMatchObject({ text: 'opened' });
  expect(opened).toBe(1);
});

test('a request that answered is known again when its thread is not continued any more', async () => {
  const plan = rootOf(function* () {
    const said = yield* userAsk({ text: 'Which?' });
    return end({ text: said.text });
  });
  const before = await openHouse({ services: [plan] });
  folders.push(before.folder);
  const { thread } = await before.runtime.utter(OWNER, { requestId: 'u', text: 'go', continueLast: false });
  await before.next(OWNER);
  const said = { requestId: 'a', text: 'that', continueLast: true };
  expect(await before.runtime.utter(OWNER, said)).toMatchObject({ thread, answered: true });
  await before.next(OWNER, 1);
  await before.abandon();
  const house = await houseOf([plan], { folder: before.folder, continueMs: -1 });
  expect(await house.runtime.utter(OWNER, said)).toMatchObject({ thread, turn: 1, answered: true });
  expect(await house.store.threads({})).toHaveLength(1);
});

test('only the owner goes on in a thread of another, and who may not is told what a stranger is', async () => {
  const { runtime, say } = await houseOf([
    rootOf(function* ({ thread }) {
      return end({ text: String(thread.messages.length) });
    }),
  ]);
  const { thread } = await say('mine');
  const refused = async (id: string): Promise<string> => {
    const utterance = { requestId: id, text: 'and mine', thread: id, continueLast: false };
    const thrown: unknown = await runtime.utter(VOICE, utterance).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code: 'NOT_FOUND' });
    return String(thrown).replace(id, 'ID');
  };
  expect(await refused(thread)).toBe(await refused('01994e6c-0000-7000-8000-000000000000'));
  const { thread: spoken } = await say('spoken', { client: VOICE });
  expect((await say('more', { client: VOICE, thread: spoken })).turn).toBe(2);
  expect((await say('typed', { thread: spoken })).turn).toBe(3);
});

test('a yes counts from the channel that was asked: a voice of the same name cannot give it', async () => {
  let opened = 0;
  const house = await houseOf([
    tool({
      contract: danger,
      async run({ text }) {
        opened += 1;
        return { text };
      },
    }),
    rootOf(function* () {
      const [said] = yield* settle([danger({ text: 'gate' })]);
      return end({ text: said?.ok ? 'opened' : 'left' });
    }),
  ]);
  const saying = house.say('x');
  const { askId } = (await house.next(OWNER)).body as { askId: string };
  await expect(house.runtime.answer({ ...VOICE, name: OWNER.name }, askId, 'yes')).rejects.toMatchObject({
    code: 'PERMISSION_DENIED',
  });
  expect(opened).toBe(0);
  await house.runtime.answer(OWNER, askId, 'yes');
  expect((await saying).reply.text).toBe('opened');
});

test('a question needs no right to confirm, and an automation cannot be asked', async () => {
  const house = await houseOf([
    rootOf(function* () {
      const [said] = yield* settle([userAsk({ text: 'Which?' })]);
      return end({ text: said?.ok ? said.value.text : `nobody: ${said?.error.message}` });
    }),
  ]);
  const plain = { ...OWNER, name: 'plain', canConfirm: false };
  const saying = house.say('x', { client: plain });
  await house.runtime.answer(plain, ((await house.next(plain)).body as { askId: string }).askId, 'that');
  expect((await saying).reply.text).toBe('that');
  const watch = { ...OWNER, name: 'watch', channel: 'automation' as const, canConfirm: false };
  const { reply: said, events } = await house.say('x', { client: watch });
  expect(said.text).toBe('nobody: Nobody is there to be asked.');
  expect(sketch(events)).toContain('B 1.0[0] need.user.ask FAILED_PRECONDITION');
});

test('a turn’s clock stands still while a person is asked, and goes on after the answer', async () => {
  const house = await houseOf(
    [
      tool({ contract: read, run: never }),
      rootOf(function* () {
        yield* userAsk({ text: 'Which?' });
        yield* read({ text: 'x' }).within(60_000);
        return end({ text: 'done' });
      }),
    ],
    { limits: { turnMs: 150 } },
  );
  const saying = house.say('x');
  const { askId } = (await house.next(OWNER)).body as { askId: string };
  await new Promise((resolve) => setTimeout(resolve, 400));
  await house.runtime.answer(OWNER, askId, 'that');
  const { reply: said, events } = await saying;
  expect(said).toMatchObject({ status: 'failed', code: 'DEADLINE_EXCEEDED' });
  expect(sketch(events)).toContain('B 1.0 need.user.ask ok');
});

test('a turn that waits behind another can be cancelled, and never starts', async () => {
  const ran: string[] = [];
  let release: () => void = () => undefined;
  const house = await houseOf([
    tool({
      contract: read,
      async run({ text }) {
        ran.push(text);
        await new Promise<void>((resolve) => (release = resolve));
        return { text };
      },
    }),
    rootOf(function* ({ input }) {
      yield* read({ text: input.text });
      return end({ text: input.text });
    }),
  ]);
  const first = house.say('first');
  while (ran.length === 0) await new Promise(setImmediate);
  const [row] = await house.store.openThreads();
  const thread = row?.id ?? '';
  const second = house.say('second', { thread });
  while ((await house.store.events(thread)).length < 3) await new Promise(setImmediate);
  await house.runtime.cancel(OWNER, thread, 2);
  await expect(house.runtime.cancel(OWNER, thread, 3)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  release();
  expect((await first).reply.text).toBe('first');
  expect((await second).reply).toMatchObject({ status: 'failed', code: 'CANCELLED' });
  expect(ran).toEqual(['first']);
});

test('a burst on one thread is bounded, and every turn that was accepted ends', async () => {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const house = await houseOf([
    tool({
      contract: read,
      async run({ text }) {
        if (text.startsWith('t')) await released;
        return { text };
      },
    }),
    rootOf(function* ({ input }) {
      yield* read({ text: input.text });
      return end({ text: input.text });
    }),
  ]);
  const { thread } = await house.say('first');
  const burst = await Promise.allSettled(
    Array.from({ length: 100 }, (_, n) =>
      house.runtime.utter(OWNER, { requestId: `b${n}`, text: `t${n}`, thread, continueLast: false }),
    ),
  );
  const accepted = burst.filter(({ status }) => status === 'fulfilled').length;
  expect(accepted).toBe(17);
  expect(burst.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'RESOURCE_EXHAUSTED' } });
  release();
  while ((await house.store.openThreads()).length > 0) await new Promise(setImmediate);
  const events = await house.store.events(thread);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  expect(events.filter(({ direction }) => direction === 'END')).toHaveLength(18);
  expect((await house.say('again', { thread })).reply.text).toBe('again');
});

test('a local call that waited its turn does not begin after it was stopped', async () => {
  const ran: string[] = [];
  let release: () => void = () => undefined;
  const house = await houseOf([
    tool({
      contract: local,
      async run({ text }) {
        ran.push(text);
        if (text === 'first') await new Promise<void>((resolve) => (release = resolve));
        return { text };
      },
    }),
    rootOf(function* () {
      yield* all([local({ text: 'first' }), local({ text: 'second' })]);
      return end({ text: 'done' });
    }),
  ]);
  const saying = house.say('x');
  while (ran.length === 0) await new Promise(setImmediate);
  const [row] = await house.store.openThreads();
  await house.runtime.cancel(OWNER, row?.id ?? '', 1);
  await saying;
  release();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(ran).toEqual(['first']);
});

test('a local call that was given up while it waited keeps the order of those behind it', async () => {
  let running = 0;
  let most = 0;
  const house = await houseOf([
    tool({
      contract: local,
      async run({ text }) {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setTimeout(resolve, text === 'slow' ? 150 : 5));
        running -= 1;
        return { text };
      },
    }),
    rootOf(function* () {
      const said = yield* settle([
        local({ text: 'slow' }),
        local({ text: 'impatient' }).within(20),
        local({ text: 'last' }),
      ]);
      return end({ text: said.map(({ ok }) => ok).join(' ') });
    }),
  ]);
  expect((await house.say('x')).reply.text).toBe('true false true');
  expect(most).toBe(1);
});

test('what was remembered from outside is tainted when it is recalled', async () => {
  const page = need('page', {
    summary: 'Page.',
    input: z.object({}),
    output: words,
    effect: 'read',
    risk: 'open',
    outside: true,
  });
  const recall = need('recall', {
    summary: 'Recall.',
    input: z.object({}),
    output: words,
    effect: 'read',
    risk: 'open',
  });
  const memory = { name: 'memory', schema: words };
  const house = await houseOf([
    tool({ contract: page, run: async () => ({ text: 'open the gate' }) }),
    tool({
      contract: local,
      async run({ text }, { storage }) {
        await storage.collection(memory).put('last', { text });
        return { text };
      },
    }),
    tool({
      contract: recall,
      run: async (_input, { storage }) => (await storage.collection(memory).get('last'))?.value ?? { text: 'nothing' },
    }),
    rootOf(function* ({ input }) {
      if (input.text === 'recall') return end(yield* recall({}));
      const found = input.text === 'outside' ? yield* page({}) : { text: 'milk' };
      yield* settle([local({ text: found.text })]);
      return end({ text: 'done' });
    }),
  ]);
  await house.say('inside');
  expect((await house.say('recall')).events.at(-1)?.taint).toEqual([]);
  const saying = house.say('outside');
  const { last } = await house.store.mailbox(OWNER.name);
  const { askId } = (await house.next(OWNER, last)).body as { askId: string };
  await house.runtime.answer(OWNER, askId, 'yes');
  await saying;
  expect((await house.say('recall')).events.at(-1)?.taint).toEqual(['need.page']);
});

test('an effect whose undo cannot be told has still happened', async () => {
  const broken = need('broken', {
    summary: 'Broken.',
    input: words,
    output: words,
    effect: 'keyed',
    risk: 'home',
    undo: () => {
      throw new Error('no way back');
    },
  });
  const house = await houseOf([
    tool({ contract: broken, run: async ({ text }) => ({ text }) }),
    rootOf(function* () {
      return end(yield* broken({ text: 'did it' }));
    }),
  ]);
  expect((await house.say('x')).reply).toMatchObject({ text: 'did it', acted: true });
});

test('an answer that the store refuses is an error to the caller, and leaves no gap', async () => {
  const once = need('once', { summary: 'Once.', input: words, output: words, effect: 'once', risk: 'home' });
  const numbers = { name: 'numbers', schema: z.object({ value: z.number() }) };
  const house = await houseOf([
    tool({
      contract: once,
      async run({ text }, { storage }) {
        const records = storage.collection(numbers);
        const value = ((await records.get('n'))?.value.value ?? 0) + 1;
        await new Promise((resolve) => setTimeout(resolve, 20));
        await records.put('n', { value });
        return { text };
      },
    }),
    rootOf(function* () {
      const said = yield* settle([once({ text: 'a' }), once({ text: 'b' })]);
      return end({ text: said.map((one) => (one.ok ? one.value.text : 'refused')).join(' ') });
    }),
  ]);
  const { reply: said, events, thread } = await house.say('x');
  expect(said).toMatchObject({ status: 'complete', text: 'a refused' });
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  const answers = events.filter(({ direction }) => direction === 'BACKWARD');
  expect(answers.map((answer) => ('error' in answer ? answer.error?.code : undefined))).toEqual([undefined, 'ABORTED']);
  expect((await house.say('again', { thread })).turn).toBe(2);
});

test('a turn whose contract has changed over a restart ends instead of staying open', async () => {
  let hanging = false;
  const first = await openHouse({
    services: [
      tool({
        contract: read,
        async run() {
          hanging = true;
          return never();
        },
      }),
      rootOf(function* () {
        yield* read({ text: 'x' });
        return end({ text: 'done' });
      }),
    ],
  });
  folders.push(first.folder);
  await first.runtime.utter(OWNER, { requestId: 'r', text: 'go', continueLast: false });
  while (!hanging) await new Promise(setImmediate);
  await first.abandon();
  const changed = use('root', { summary: 'Root.', input: z.object({ text: z.number() }), output: reply });
  const house = await houseOf(
    [
      echo,
      router({
        contract: changed,
        *run() {
          return end({ text: 'new' });
        },
      }),
    ],
    { folder: first.folder },
  );
  await house.runtime.resume(await house.runtime.interrupted());
  expect((await house.next(OWNER)).body).toMatchObject({ status: 'failed' });
  expect(await house.store.openThreads()).toEqual([]);
});

test('a frame that was stopped lets its finally blocks run, and what they yield is refused', async () => {
  const steps: string[] = [];
  const helper = use('helper', { summary: 'H.', input: z.object({}), output: reply });
  const house = await houseOf([
    tool({ contract: read, run: never }),
    tool({
      contract: keyed,
      async run({ text }) {
        steps.push(text);
        return { text };
      },
    }),
    agent({
      contract: helper,
      *run() {
        try {
          yield* read({ text: 'x' });
        } finally {
          steps.push('finally');
          yield* keyed({ text: 'after cancel' });
        }
        return { text: 'no' };
      },
    }),
    rootOf(function* () {
      return forward(helper({}));
    }),
  ]);
  const saying = house.say('x');
  while ((await house.store.openThreads()).length === 0) await new Promise(setImmediate);
  const [row] = await house.store.openThreads();
  await new Promise((resolve) => setTimeout(resolve, 20));
  await house.runtime.cancel(OWNER, row?.id ?? '', 1);
  expect((await saying).reply.code).toBe('CANCELLED');
  expect(steps).toEqual(['finally']);
});
