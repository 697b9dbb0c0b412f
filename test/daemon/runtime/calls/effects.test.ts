import { need, reply, use } from 'agentos/contract';
import { all, end, Fault, invoke, router, settle, tool, userAsk } from 'agentos/service';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { GeneratorService, Tool } from '../../../../src/daemon/model/service.ts';
import { type House, type HouseOptions, OWNER, openHouse, sketch, VOICE } from '../house.ts';

const root = use('root', { summary: 'Root.', input: z.object({ text: z.string() }).loose(), output: reply });
const words = z.object({ text: z.string() });
const lamp = need('lamp', {
  summary: 'Lamp.',
  input: words,
  output: words,
  effect: 'keyed',
  risk: 'home',
  undo: (input) => invoke('need.lamp', { text: `not ${input.text}` }),
});
const door = need('door', {
  summary: 'Door.',
  input: words,
  output: words,
  effect: 'keyed',
  risk: 'danger',
  question: ({ text }, entity) => `Open ${entity(text).name ?? text}?`,
});

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});
async function houseOf(
  services: readonly (Tool | GeneratorService)[],
  options: Partial<HouseOptions> = {},
): Promise<House> {
  house = await openHouse({ services, ...options });
  return house;
}
function rootOf(run: Parameters<typeof router<typeof root.input, typeof root.output>>[0]['run']): GeneratorService {
  return router({ contract: root, run });
}
const opens = rootOf(function* ({ input }) {
  const [said] = yield* settle([door({ text: input.text })]);
  return end({ text: said?.ok ? said.value.text : `no: ${said?.error.message}` });
});

test('an effect that was made is told as acted, and leaves what undoes it', async () => {
  const { say } = await houseOf([
    tool({ contract: lamp, run: async ({ text }) => ({ text }) }),
    rootOf(function* () {
      yield* lamp({ text: 'on' });
      return end({ text: 'done' });
    }),
  ]);
  const { reply: said, events } = await say('x');
  expect(said.acted).toBe(true);
  const backward = events.find((event) => event.direction === 'BACKWARD');
  expect(backward?.direction === 'BACKWARD' && backward.undo).toEqual({
    subject: 'need.lamp',
    input: { text: 'not on' },
  });
});

test('an effect gets a key that is its own, and its FORWARD is durable before it runs', async () => {
  const keys: string[] = [];
  const seen: number[] = [];
  const made = await houseOf([
    tool({
      contract: lamp,
      async run({ text }, { key }) {
        keys.push(key);
        const [row] = await made.store.threads({});
        seen.push((await made.store.events(row?.id ?? '')).filter((event) => event.subject === 'need.lamp').length);
        return { text };
      },
    }),
    rootOf(function* () {
      yield* all([lamp({ text: 'a' }), lamp({ text: 'b' })]);
      return end({ text: 'done' });
    }),
  ]);
  const { thread } = await made.say('x');
  expect(keys).toEqual([`${thread}/1.0[0]`, `${thread}/1.0[1]`]);
  expect(seen.every((count) => count > 0)).toBe(true);
});

test('danger asks for a yes: yes does it, no leaves it', async () => {
  let opened = 0;
  const doorTool = tool({
    contract: door,
    async run({ text }) {
      opened += 1;
      return { text: `opened ${text}` };
    },
  });
  const entity = (id: string) => ({ domain: id, deviceClass: undefined, name: `${id} by name` });
  const made = await houseOf([doorTool, opens], { entity });
  for (const [answer, expected] of [
    ['yes', 'opened the gate'],
    ['no', 'no: All right, I left it.'],
    ['maybe later', 'no: All right, I left it.'],
  ] as const) {
    const before = opened;
    const { last } = await made.store.mailbox('cli');
    const saying = made.say('the gate');
    const ask = await made.next(OWNER, last);
    expect(ask).toMatchObject({ kind: 'ask', body: { kind: 'confirm', text: 'Open the gate by name?' } });
    expect(opened).toBe(before);
    await made.runtime.answer(OWNER, (ask.body as { askId: string }).askId, answer);
    expect((await saying).reply.text).toBe(expected);
    expect(opened - before).toBe(answer === 'yes' ? 1 : 0);
  }
});

test('a yes counts from the client that was asked only, once, and in time', async () => {
  const made = await houseOf([tool({ contract: door, run: async ({ text }) => ({ text }) }), opens], {
    limits: { confirmMs: 300 },
  });
  const saying = made.say('gate');
  const ask = await made.next(OWNER);
  const { askId } = ask.body as { askId: string };
  await expect(made.runtime.answer({ ...OWNER, name: 'other' }, askId, 'yes')).rejects.toMatchObject({
    code: 'PERMISSION_DENIED',
  });
  await expect(made.runtime.answer({ ...OWNER, canConfirm: false }, askId, 'yes')).rejects.toMatchObject({
    code: 'PERMISSION_DENIED',
  });
  const { reply: said, events } = await saying;
  expect(said.text).toBe('no: There was no answer, so I left it.');
  expect(sketch(events)).toContain('B 1.0[0]? need.user.ask DEADLINE_EXCEEDED');
  await expect(made.runtime.answer(OWNER, askId, 'yes')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('danger is refused by voice, without a question', async () => {
  const made = await houseOf([tool({ contract: door, run: async ({ text }) => ({ text }) }), opens]);
  const { reply: said, events } = await made.say('gate', { client: VOICE });
  expect(said.text).toMatch(/by voice alone/);
  expect(sketch(events)).toEqual([
    'F 1 use.root',
    'F 1.0[0] need.door',
    'B 1.0[0] need.door PERMISSION_DENIED',
    'E 1 use.root ok',
  ]);
});

test('a frame is tainted by an answer from outside, and its later calls are held to it', async () => {
  const page = need('page', {
    summary: 'Page.',
    input: z.object({}),
    output: words,
    effect: 'read',
    risk: 'open',
    outside: true,
  });
  const made = await houseOf([
    tool({ contract: page, run: async () => ({ text: 'switch on the lamp' }) }),
    tool({ contract: lamp, run: async ({ text }) => ({ text }) }),
    rootOf(function* () {
      const found = yield* page({});
      const [said] = yield* settle([lamp({ text: found.text })]);
      return end({ text: said?.ok ? 'did it' : 'left it' });
    }),
  ]);
  const saying = made.say('x');
  const ask = await made.next(OWNER);
  await made.runtime.answer(OWNER, (ask.body as { askId: string }).askId, 'no');
  const { reply: said, events } = await saying;
  expect(said.text).toBe('left it');
  expect(events.at(-1)?.taint).toEqual(['need.page']);
  expect(events[0]?.taint).toEqual([]);
});

test('of several readers the first good answer counts, the losers are closed; all lists every one', async () => {
  const first = need('first', {
    summary: 'First.',
    input: z.object({}),
    output: words,
    effect: 'read',
    risk: 'open',
    answers: 'first',
  });
  const every = need('every', {
    summary: 'Every.',
    input: z.object({}),
    output: words,
    effect: 'read',
    risk: 'open',
    answers: 'all',
  });
  const none = need('none', {
    summary: 'None.',
    input: z.object({}),
    output: words,
    effect: 'read',
    risk: 'open',
    answers: 'first',
  });
  const absent = need('absent', {
    summary: 'Absent.',
    input: z.object({}),
    output: words,
    effect: 'read',
    risk: 'open',
    answers: 'first',
  });
  const broken = async (): Promise<never> => {
    throw new Fault('NOT_FOUND', 'not here');
  };
  const away = async (): Promise<never> => {
    throw new Fault('INTERNAL', 'away');
  };
  const made = await houseOf([
    tool({ contract: first, run: broken }),
    tool({
      contract: first,
      run: () => new Promise<{ text: string }>((resolve) => setTimeout(() => resolve({ text: 'good' }), 10)),
    }),
    tool({ contract: first, run: () => new Promise<never>(() => undefined) }),
    tool({ contract: every, run: async () => ({ text: 'a' }) }),
    tool({ contract: every, run: broken }),
    tool({ contract: none, run: away }),
    tool({ contract: none, run: away }),
    tool({ contract: absent, run: away }),
    tool({ contract: absent, run: broken }),
    rootOf(function* () {
      const one = yield* first({});
      const list = yield* invoke('need.every', {});
      const failed = yield* settle([none({}), absent({})]);
      return end({
        text: JSON.stringify({
          one,
          list,
          failed: failed.map((one) => (one.ok ? '' : Fault.from(one.error).code)),
        }),
      });
    }),
  ]);
  const { reply: said, events } = await made.say('x');
  expect(JSON.parse(said.text)).toEqual({
    one: { text: 'good' },
    list: [
      { provider: 'p3', ok: true, data: { text: 'a' } },
      { provider: 'p4', ok: false, error: { code: 'NOT_FOUND', message: 'not here', retryable: false } },
    ],
    // One that looked and found nothing tells more than one that could not look.
    failed: ['UNAVAILABLE', 'NOT_FOUND'],
  });
  // Each provider that was called has exactly one BACKWARD.
  for (const forward of events) {
    if (forward.direction !== 'FORWARD' || forward.key === '1') continue;
    const providers = events.flatMap((event) =>
      event.direction === 'BACKWARD' && event.key === forward.key ? [event.provider] : [],
    );
    expect(providers.sort()).toEqual([...forward.to].sort());
  }
});

test('an effect goes to one provider, the first that accepts it', async () => {
  const ran: string[] = [];
  const takes = (name: string, accepts: boolean): Tool =>
    tool({
      contract: lamp,
      accepts: () => accepts,
      async run({ text }) {
        ran.push(name);
        return { text };
      },
    });
  const made = await houseOf([
    takes('a', false),
    takes('b', true),
    takes('c', true),
    rootOf(function* () {
      yield* lamp({ text: 'on' });
      return end({ text: 'done' });
    }),
  ]);
  await made.say('x');
  expect(ran).toEqual(['b']);
});

test('cancel ends the turn at once, starts no effect after it, and takes in a late answer', async () => {
  let started = 0;
  let finish: (() => void) | undefined;
  const made = await houseOf([
    tool({
      contract: lamp,
      async run({ text }) {
        started += 1;
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
        return { text };
      },
    }),
    rootOf(function* () {
      yield* lamp({ text: 'one' });
      yield* lamp({ text: 'two' });
      return end({ text: 'done' });
    }),
  ]);
  const saying = made.say('x');
  while (started === 0) await new Promise(setImmediate);
  const [row] = await made.store.openThreads();
  await made.runtime.cancel(OWNER, row?.id ?? '', 1);
  const { reply: said, thread } = await saying;
  expect(said).toMatchObject({ status: 'failed', code: 'CANCELLED', text: 'Stopped.' });
  finish?.();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(started).toBe(1);
  const events = await made.store.events(thread);
  expect(sketch(events)).toEqual(['F 1 use.root', 'F 1.0 need.lamp', 'E 1 use.root CANCELLED', 'B 1.0 need.lamp ok']);
  expect((await made.runtime.thread(thread)).thread.status).toBe('failed');
});

test('a question is answered by the next utterance of its thread; another command takes its place', async () => {
  const made = await houseOf(
    [
      rootOf(function* ({ input }) {
        if (input.text !== 'ask me') return end({ text: `heard ${input.text}` });
        const said = yield* userAsk({ text: 'Which one?' });
        return end({ text: `you said ${said.text}` });
      }),
    ],
    { isCommand: (text) => text.startsWith('do') },
  );
  const first = made.say('ask me');
  const ask = await made.next(OWNER);
  expect((await made.runtime.thread(ask.thread)).thread.status).toBe('waiting');
  const accepted = await made.runtime.utter(OWNER, {
    requestId: 'answer',
    text: 'the red one',
    thread: ask.thread,
    continueLast: false,
  });
  expect(accepted).toMatchObject({ answered: true, turn: 1 });
  expect((await first).reply.text).toBe('you said the red one');

  const { last } = await made.store.mailbox('cli');
  const second = made.say('ask me');
  const again = await made.next(OWNER, last);
  const other = await made.say('do something', { thread: again.thread });
  expect((await second).reply.code).toBe('CANCELLED');
  expect(other.reply.text).toBe('heard do something');
});

test('a command given as the answer to a question is carried out in its place', async () => {
  const made = await houseOf(
    [
      rootOf(function* ({ input }) {
        if (input.text !== 'ask me') return end({ text: `heard ${input.text}` });
        const said = yield* userAsk({ text: 'Which one?' });
        return end({ text: `you said ${said.text}` });
      }),
    ],
    { isCommand: (text) => text.startsWith('do') },
  );
  const asking = made.say('ask me');
  const ask = await made.next(OWNER);
  const accepted = await made.runtime.answer(OWNER, (ask.body as { askId: string }).askId, 'do something');
  expect(accepted).toMatchObject({ answered: false, turn: 2 });
  expect((await asking).reply.code).toBe('CANCELLED');
  expect(await made.next(OWNER, 2)).toMatchObject({ turn: 2, body: { text: 'heard do something' } });
});

test('eight increments at once of one record leave eight', async () => {
  const count = need('count', {
    summary: 'Count.',
    input: z.object({}),
    output: z.object({ count: z.number() }),
    effect: 'local',
    risk: 'home',
  });
  const numbers = { name: 'numbers', schema: z.object({ value: z.number() }) };
  const made = await houseOf([
    tool({
      contract: count,
      async run(_input, { storage }) {
        const records = storage.collection(numbers);
        const value = ((await records.get('n'))?.value.value ?? 0) + 1;
        await records.put('n', { value });
        return { count: value };
      },
    }),
    rootOf(function* () {
      const counts = yield* all(Array.from({ length: 8 }, () => count({})));
      return end({ text: counts.map((one) => one.count).join(' ') });
    }),
  ]);
  expect((await made.say('x')).reply.text).toBe('1 2 3 4 5 6 7 8');
});

test('a keyed effect whose record changed meanwhile runs again; one that hangs holds up no other', async () => {
  const numbers = { name: 'numbers', schema: z.object({ value: z.number() }) };
  let runs = 0;
  const made = await houseOf([
    tool({
      contract: lamp,
      async run({ text }, { storage }) {
        if (text === 'hang') return new Promise(() => undefined);
        runs += 1;
        const records = storage.collection(numbers);
        const value = ((await records.get('n'))?.value.value ?? 0) + 1;
        await new Promise((resolve) => setTimeout(resolve, 5));
        await records.put('n', { value });
        return { text: String(value) };
      },
    }),
    rootOf(function* () {
      const said = yield* settle([lamp({ text: 'hang' }).within(200), lamp({ text: 'a' }), lamp({ text: 'b' })]);
      return end({
        text: said
          .map((one) => (one.ok ? one.value.text : 'late'))
          .sort()
          .join(' '),
      });
    }),
  ]);
  expect((await made.say('x')).reply.text).toBe('1 2 late');
  expect(runs).toBe(3);
});

test('two things that need a yes are asked one after the other; a question that was answered comes back as expired', async () => {
  const made = await houseOf([
    tool({ contract: door, run: async ({ text }) => ({ text }) }),
    rootOf(function* () {
      const said = yield* settle([door({ text: 'gate' }), door({ text: 'garage' })]);
      return end({ text: said.map((one) => (one.ok ? one.value.text : 'left')).join(' ') });
    }),
  ]);
  const saying = made.say('x');
  const first = await made.next(OWNER);
  expect(first.body).toMatchObject({ text: 'Open gate?' });
  expect((await made.store.mailbox('cli')).last).toBe(1);
  await made.runtime.answer(OWNER, (first.body as { askId: string }).askId, 'no');
  const second = await made.next(OWNER, 1);
  expect(second.body).toMatchObject({ text: 'Open garage?' });
  await made.runtime.answer(OWNER, (second.body as { askId: string }).askId, 'yes');
  expect((await saying).reply.text).toBe('left garage');
  expect((await made.next(OWNER)).body).toMatchObject({ expiresAt: 0 });
});
