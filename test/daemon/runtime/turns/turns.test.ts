import { need, reply, use } from 'agentos/contract';
import { agent, all, end, forward, invoke, note, router, settle, tool } from 'agentos/service';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { GeneratorService, Tool } from '../../../../src/daemon/model/service.ts';
import { type House, type HouseOptions, openHouse, sketch } from '../house.ts';

const root = use('root', { summary: 'Root.', input: z.object({ text: z.string() }), output: reply });
const echo = need('echo', {
  summary: 'Echo.',
  input: z.object({ text: z.string() }),
  output: z.object({ text: z.string() }),
  effect: 'read',
  risk: 'open',
});
const helper = use('helper', { summary: 'Helper.', input: z.object({ text: z.string() }), output: reply });
const echoTool = tool({ contract: echo, run: async ({ text }) => ({ text }) });

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

/** A root router with this body. */
function rootOf(run: Parameters<typeof router<typeof root.input, typeof root.output>>[0]['run']): GeneratorService {
  return router({ contract: root, run });
}

test('a turn is a tree of calls, each a FORWARD and its BACKWARD, closed by END', async () => {
  const { say } = await houseOf([
    echoTool,
    agent({
      contract: helper,
      *run({ input }) {
        const [a, b] = yield* all([echo({ text: `${input.text}1` }), echo({ text: `${input.text}2` })]);
        return { text: a.text + b.text };
      },
    }),
    rootOf(function* ({ input }) {
      yield* echo({ text: 'first' });
      return forward(helper({ text: input.text }));
    }),
  ]);
  const { reply: said, events } = await say('x');
  expect(said).toMatchObject({ text: 'x1x2', status: 'complete', acted: false });
  expect(sketch(events)).toEqual([
    'F 1 use.root',
    'F 1.0 need.echo',
    'B 1.0 need.echo ok',
    'F 1.1 use.helper',
    'F 1.1.0[0] need.echo',
    'F 1.1.0[1] need.echo',
    'B 1.1.0[0] need.echo ok',
    'B 1.1.0[1] need.echo ok',
    'B 1.1 use.helper ok',
    'E 1 use.root ok',
  ]);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
});

test('a router that received the turn by forward ends it; one that was called answers', async () => {
  const inner = use('inner', { summary: 'Inner.', input: z.object({}), output: reply });
  const innerRouter = router({
    contract: inner,
    *run() {
      return end({ text: 'inner' });
    },
  });
  const forwarded = await houseOf([
    innerRouter,
    rootOf(function* () {
      return forward(inner({}));
    }),
  ]);
  expect(sketch((await forwarded.say('x')).events)).toEqual(['F 1 use.root', 'F 1.0 use.inner', 'E 1.0 use.inner ok']);
  await forwarded.close();

  const called = await houseOf([
    innerRouter,
    rootOf(function* () {
      const said = yield* inner({});
      return end({ text: `${said.text} and outer` });
    }),
  ]);
  const { reply: said, events } = await called.say('x');
  expect(said.text).toBe('inner and outer');
  expect(sketch(events)).toEqual(['F 1 use.root', 'F 1.0 use.inner', 'B 1.0 use.inner ok', 'E 1 use.root ok']);
});

test('a service that breaks a law gets a typed error and the thread survives', async () => {
  const ends = use('ends', { summary: 'Ends.', input: z.object({}), output: reply });
  const yields = use('yields', { summary: 'Yields.', input: z.object({}), output: reply });
  const wrong = use('wrong', { summary: 'Wrong.', input: z.object({}), output: reply });
  const forwards = need('forwards', {
    summary: 'Forwards.',
    input: z.object({}),
    output: z.object({}).loose(),
    effect: 'read',
    risk: 'open',
  });
  // Illegal programs do not compile (test/types/laws.test.ts); from outside they can still come.
  const outside = <T>(service: unknown): T => service as T;
  const { say, runtime } = await houseOf([
    outside<GeneratorService>({
      kind: 'agent',
      contract: ends,
      *run() {
        return end({ text: 'no' });
      },
    }),
    outside<GeneratorService>({
      kind: 'agent',
      contract: yields,
      *run() {
        yield 3;
        return { text: 'no' };
      },
    }),
    outside<GeneratorService>({
      kind: 'agent',
      contract: wrong,
      *run() {
        return { words: 'no' };
      },
    }),
    outside<Tool>({
      kind: 'tool',
      contract: forwards,
      accepts: () => true,
      run: async () => forward(echo({ text: 'x' })),
    }),
    echoTool,
    rootOf(function* ({ input }) {
      const [outcome] = yield* settle([invoke(input.text, {})]);
      const error = outcome?.ok === false ? outcome.error : undefined;
      return end({ text: `${error && 'code' in error ? error.code : 'ok'}: ${error?.message ?? ''}` });
    }),
  ]);
  expect((await say('use.ends')).reply.text).toMatch(/^FAILED_PRECONDITION: use.ends is an agent/);
  expect((await say('use.yields')).reply.text).toMatch(/^FAILED_PRECONDITION: use.yields yielded/);
  expect((await say('use.wrong')).reply.text).toMatch(/^INTERNAL: use.wrong output.text/);
  expect((await say('need.forwards')).reply.text).toMatch(
    /^FAILED_PRECONDITION: need.forwards is a tool and tried to forward/,
  );
  expect((await say('need.nowhere')).reply.text).toMatch(/^UNIMPLEMENTED/);
  expect((await runtime.threads({})).map(({ status }) => status)).toEqual(Array(5).fill('complete'));
});

test('a tool that throws, answers wrongly or never fails only its own call', async () => {
  const bad = need('bad', {
    summary: 'Bad.',
    input: z.object({ how: z.string() }),
    output: z.object({ text: z.string() }),
    effect: 'read',
    risk: 'open',
    deadlineMs: 50,
  });
  const { say } = await houseOf([
    tool({
      contract: bad,
      async run({ how }) {
        if (how === 'throw') throw new Error('broken');
        if (how === 'hang') return new Promise(() => undefined);
        return { text: 5 as unknown as string };
      },
    }),
    echoTool,
    rootOf(function* () {
      const outcomes = yield* settle([
        bad({ how: 'throw' }),
        bad({ how: 'hang' }),
        bad({ how: 'wrong' }),
        echo({ text: 'fine' }),
      ]);
      return end({
        text: outcomes.map((one) => (one.ok ? one.value.text : 'code' in one.error ? one.error.code : '')).join(' '),
      });
    }),
  ]);
  expect((await say('x')).reply.text).toBe('INTERNAL DEADLINE_EXCEEDED INTERNAL fine');
});

test('a router that throws ends its turn with a clear error', async () => {
  const { say } = await houseOf([
    rootOf(function* () {
      throw new Error('no plan');
    }),
  ]);
  const { reply: said, events } = await say('x');
  expect(said).toMatchObject({ status: 'failed', code: 'INTERNAL' });
  expect(said.text).toMatch(/no plan/);
  expect(sketch(events)).toEqual(['F 1 use.root', 'E 1 use.root INTERNAL']);
});

test('loops end with a clear END, even if the loop catches the error', async () => {
  const { say } = await houseOf(
    [
      echoTool,
      rootOf(function* () {
        for (;;) {
          try {
            yield* echo({ text: 'again' });
          } catch {
            /* goes on regardless */
          }
        }
      }),
    ],
    { limits: { hops: 20, toolCalls: 1_000 } },
  );
  const { reply: said, events } = await say('x');
  expect(said).toMatchObject({ status: 'failed', code: 'RESOURCE_EXHAUSTED' });
  expect(said.text).toMatch(/20 steps/);
  expect(events.length).toBeLessThan(50);
});

test('two agents that forward to one another end at the limit; calls nested too deep fail alone', async () => {
  const ping = use('ping', { summary: 'Ping.', input: z.object({}), output: reply });
  const pong = use('pong', { summary: 'Pong.', input: z.object({}), output: reply });
  const deep = use('deep', { summary: 'Deep.', input: z.object({ level: z.number() }), output: reply });
  const { say } = await houseOf(
    [
      agent({
        contract: ping,
        *run() {
          return forward(pong({}));
        },
      }),
      agent({
        contract: pong,
        *run() {
          return forward(ping({}));
        },
      }),
      agent({
        contract: deep,
        *run({ input }) {
          try {
            return yield* deep({ level: input.level + 1 });
          } catch {
            return { text: `stopped at ${input.level}` };
          }
        },
      }),
      rootOf(function* ({ input }) {
        return input.text === 'deep' ? forward(deep({ level: 1 })) : forward(ping({}));
      }),
    ],
    { limits: { depth: 8, hops: 20 } },
  );
  expect((await say('deep')).reply.text).toMatch(/^stopped at \d$/);
  expect((await say('ping')).reply).toMatchObject({ status: 'failed', code: 'RESOURCE_EXHAUSTED' });
});

test('too many tool calls end the turn', async () => {
  const { say } = await houseOf(
    [
      echoTool,
      rootOf(function* () {
        for (let count = 0; ; count += 1) yield* echo({ text: String(count) });
      }),
    ],
    { limits: { toolCalls: 5 } },
  );
  const { reply: said, events } = await say('x');
  expect(said.code).toBe('RESOURCE_EXHAUSTED');
  expect(
    events.filter((event) => event.direction === 'FORWARD' && event.to.length > 0 && event.subject === 'need.echo'),
  ).toHaveLength(5);
});

test('notes are folded into the thread and seen by the next turn, messages by turn', async () => {
  const { say } = await houseOf([
    rootOf(function* ({ input, thread }) {
      const seen = thread.metadata['mood'] ?? 'none';
      yield* note({ metadata: { mood: input.text } });
      return end({ text: `${seen}|${thread.messages.map(({ text }) => text).join(',')}` });
    }),
  ]);
  const first = await say('glad');
  expect(first.reply.text).toBe('none|glad');
  expect((await say('sad', { thread: first.thread })).reply.text).toBe('glad|glad,none|glad,sad');
});

test('turns of a thread run one at a time, in the order in which they came', async () => {
  const started: string[] = [];
  const slow = need('slow', {
    summary: 'Slow.',
    input: z.object({ text: z.string() }),
    output: z.object({}),
    effect: 'read',
    risk: 'open',
  });
  const { say } = await houseOf([
    tool({
      contract: slow,
      async run({ text }) {
        started.push(text);
        await new Promise((resolve) => setTimeout(resolve, 20));
        started.push(`${text} done`);
        return {};
      },
    }),
    rootOf(function* ({ input, thread }) {
      yield* slow({ text: input.text });
      return end({ text: thread.messages.flatMap(({ role, text }) => (role === 'user' ? [text] : [])).join(',') });
    }),
  ]);
  const { thread } = await say('a');
  const replies = await Promise.all([say('b', { thread }), say('c', { thread }), say('d', { thread })]);
  expect(started).toEqual(['a', 'a done', 'b', 'b done', 'c', 'c done', 'd', 'd done']);
  expect(replies.map(({ reply: { text } }) => text)).toEqual(['a,b', 'a,b,c', 'a,b,c,d']);
});

test('the same request id is the same turn', async () => {
  const { runtime, store, folder } = await houseOf([
    rootOf(function* () {
      return end({ text: 'once' });
    }),
  ]);
  const client = { name: 'cli', interface: 'cli', channel: 'owner' as const, canConfirm: true, takesNotices: true };
  const utterance = { requestId: 'same', text: 'hello', continueLast: false };
  const [a, b] = await Promise.all([runtime.utter(client, utterance), runtime.utter(client, utterance)]);
  expect(b).toEqual(a);
  expect(folder).not.toBe('');
  expect(await store.threads({})).toHaveLength(1);
});
