import { need, reply, use } from 'agentos/contract';
import { agent, all, end, Fault, forward, note, router, settle, tool, userAsk } from 'agentos/service';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { GeneratorService, Tool } from '../../../../src/daemon/model/service.ts';
import { Replays, type ThreadReplay } from '../../../../src/daemon/runtime/replay/replays.ts';
import { GivenServices, type House, type HouseOptions, OWNER, openHouse, VOICE } from '../house.ts';

const root = use('root', { summary: 'Root.', input: z.object({ text: z.string() }).loose(), output: reply });
const words = z.object({ text: z.string() });
const helper = use('helper', { summary: 'Helper.', input: words, output: reply });
const read = need('read', { summary: 'Read.', input: words, output: words, effect: 'read', risk: 'open' });
const lamp = need('lamp', {
  summary: 'Lamp.',
  input: words,
  output: words,
  effect: 'keyed',
  risk: 'home',
  undo: ({ text }) => read({ text: `not ${text}` }),
});
const door = need('door', { summary: 'Door.', input: words, output: words, effect: 'once', risk: 'danger' });

type Run = Parameters<typeof router<typeof root.input, typeof root.output>>[0]['run'];
const rootOf = (run: Run): GeneratorService => router({ contract: root, run });
const helps = (suffix = ''): GeneratorService =>
  agent({
    contract: helper,
    *run({ input }) {
      const { text } = yield* lamp({ text: input.text });
      return { text: `${text}${suffix}` };
    },
  });
const echo = (contract: typeof read | typeof lamp | typeof door): Tool =>
  tool({ contract, run: async ({ text }) => ({ text }) });
const TOOLS = [echo(read), echo(lamp), echo(door)];

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});
async function houseOf(services: HouseOptions['services'], options: Partial<HouseOptions> = {}): Promise<House> {
  house = await openHouse({ services: [...TOOLS, ...services], ...options });
  return house;
}

/** What comes of the thread on these services. */
function replayOn(
  services: HouseOptions['services'],
  thread: string,
  tools: readonly Tool[] = TOOLS,
): Promise<ThreadReplay> {
  if (!house) throw new Error('nothing was said');
  const registry = new GivenServices([...tools, ...services], '2');
  const replays = new Replays({ store: house.store, registry, busy: () => false, monotonic: () => 0 });
  return replays.one(thread, new AbortController().signal);
}

const EVERYTHING = rootOf(function* ({ input }) {
  yield* note({ metadata: { seen: true }, messages: [{ role: 'system', text: 'noted' }] });
  const [a, b] = yield* all([read({ text: 'a' }), lamp({ text: 'b' })]);
  const [opened] = yield* settle([door({ text: 'front' })]);
  const asked = yield* userAsk({ text: 'Which?' });
  yield* helper({ text: a.text + b.text });
  return forward(helper({ text: `${input.text} ${opened?.ok} ${asked.text}` }));
});

describe('P20 replay of single threads', () => {
  test('P20 calls side by side, notes, a yes, a question, calls of agents and a turn passed on replay byte for byte', async () => {
    const { runtime, next, store } = await houseOf([EVERYTHING, helps()]);
    const { thread } = await runtime.utter(OWNER, { requestId: 'r', text: 'go', continueLast: false });
    const first = await next(OWNER);
    await runtime.answer(OWNER, `${thread}/1.2[0]?`, 'yes');
    await next(OWNER, first.offset);
    await runtime.answer(OWNER, `${thread}/1.3`, 'this one');
    expect(await next(OWNER, 2)).toMatchObject({ body: { text: 'go true this one' } });
    const before = await store.events(thread);
    const { turns, events, differences } = await replayOn([EVERYTHING, helps()], thread);
    expect({ turns, events, differences }).toEqual({ turns: 1, events: before.length, differences: [] });
    expect(await store.events(thread)).toEqual(before);
  });

  test('P20 another call, another input, fewer, more, another answer, another reply: each is told at the first event that differs', async () => {
    const plan = (change: { readonly [part: string]: string } = {}): readonly GeneratorService[] => [
      rootOf(function* () {
        yield* read({ text: change['input'] ?? 'a' });
        if (change['fewer'] === undefined) yield* change['call'] ? lamp({ text: 'b' }) : read({ text: 'b' });
        if (change['more'] !== undefined) yield* read({ text: 'c' });
        const { text } = yield* helper({ text: 'h' });
        return end({ text: change['reply'] ?? text });
      }),
      helps(change['answer']),
    ];
    const { say } = await houseOf(plan());
    const { thread, events } = await say('x');
    const told = async (change: { readonly [part: string]: string }) => {
      const { differences } = await replayOn(plan(change), thread);
      return differences.map(({ seq, what }) => `${seq} ${what}`);
    };
    expect(events).toHaveLength(10);
    expect(await told({})).toEqual([]);
    expect(await told({ input: 'z' })).toEqual([
      '2 at 1.0 it called need.read with {"text":"a"} then, and with {"text":"z"} now',
    ]);
    expect(await told({ call: 'lamp' })).toEqual(['4 at 1.1 it called need.read then, and need.lamp now']);
    expect(await told({ fewer: '' })).toEqual(['4 at 1.1 it called need.read then, and use.helper now']);
    expect(await told({ more: '' })).toEqual(['6 at 1.2 it called use.helper then, and need.read now']);
    expect((await told({ answer: '!' }))[0]).toMatch(
      /^9 at 1\.2 the BACKWARD of use\.helper is another: data was .*"h".*"h!"/,
    );
    expect((await told({ reply: 'other' }))[0]).toMatch(
      /^10 at 1 the END of use\.root is another: data was .*"h".*"other"/,
    );
  });

  test('P20 what a call left to undo it, its effect and its taint are worked out again', async () => {
    const plan = rootOf(function* () {
      yield* lamp({ text: 'on' });
      return end({ text: 'done' });
    });
    const { say } = await houseOf([plan]);
    const { thread } = await say('x');
    const changed = (change: object): Tool =>
      tool({ contract: Object.assign(lampLike(), change), run: async (input) => input });
    const undone = await replayOn([plan], thread, [changed({ undoFor: () => undefined })]);
    expect(undone.differences[0]?.what).toMatch(
      /^at 1\.0 the BACKWARD of need\.lamp is another: undo was .*need\.read.* then, and is none now$/,
    );
    const once = await replayOn([plan], thread, [changed({ effect: 'once' })]);
    expect(once.differences[0]?.what).toContain('effect was "keyed" then, and is "once" now');
    const outside = await replayOn([plan], thread, [changed({ labels: ['need.lamp'] })]);
    expect(outside.differences[0]).toMatchObject({ seq: 3, what: expect.stringContaining('taint was [] then') });
  });

  test('P20 a turn that was stopped in the middle replays up to there; one that is open, as far as it has come', async () => {
    const plan = rootOf(function* ({ input }) {
      const [said] = yield* settle([userAsk({ text: 'Sure?' })]);
      yield* lamp({ text: input.text });
      return end({ text: said?.ok ? 'yes' : 'caught' });
    });
    const { runtime, next } = await houseOf([plan]);
    const { thread, turn } = await runtime.utter(OWNER, { requestId: 'r', text: 'go', continueLast: false });
    await next(OWNER);
    expect(await replayOn([plan], thread)).toMatchObject({ turns: 1, events: 2, differences: [] });
    await runtime.cancel(OWNER, thread, turn);
    await next(OWNER, 1);
    expect(await replayOn([plan], thread)).toMatchObject({ turns: 1, events: 4, differences: [] });
  });

  test('P20 a refusal by the gate stays one, whatever the gate would say now', async () => {
    const plan = rootOf(function* () {
      const [opened] = yield* settle([door({ text: 'front' })]);
      return end({ text: opened?.ok ? 'open' : (opened?.error.message ?? '') });
    });
    const { say } = await houseOf([plan]);
    const { thread } = await say('x', { client: VOICE });
    const open = tool({
      contract: Object.assign(lampLike('door'), { fixedRisk: 'open' as const, riskOf: () => 'open' as const }),
      run: async (input) => input,
    });
    expect((await replayOn([plan], thread, [open])).differences).toEqual([]);
  });

  test('P20 every turn has the view that it had, also one that waited behind another', async () => {
    const plan = rootOf(function* ({ input, thread: { messages, turn } }) {
      yield* read({ text: `${turn} ${messages.map(({ text }) => text).join('|')}` });
      return end({ text: `heard ${input.text}` });
    });
    const { runtime, next } = await houseOf([plan]);
    const { thread } = await runtime.utter(OWNER, { requestId: '1', text: 'one', continueLast: false });
    const later = [2, 3].map((n) =>
      runtime.utter(OWNER, { requestId: `${n}`, text: `${n}`, thread, continueLast: false }),
    );
    await Promise.all(later);
    await next(OWNER, 2);
    expect(await replayOn([plan], thread)).toMatchObject({ turns: 3, events: 12, differences: [] });
  });

  test('P20 a service that throws while it is replayed, or goes round without end, is a difference and no crash', async () => {
    const { say } = await houseOf([
      rootOf(function* () {
        yield* read({ text: 'a' });
        return end({ text: 'fine' });
      }),
    ]);
    const { thread } = await say('x');
    const throws = rootOf(function* () {
      yield* read({ text: 'a' });
      throw new Fault('INTERNAL', 'broken');
    });
    expect((await replayOn([throws], thread)).differences[0]?.what).toContain('broken');
    const circles = rootOf(function* () {
      yield* read({ text: 'a' });
      for (;;) yield* settle([]);
    });
    expect((await replayOn([circles], thread)).differences).toHaveLength(1);
    expect((await replayOn([], thread)).differences[0]?.what).toBe(
      'the turn cannot begin: Nothing here provides use.root any more.',
    );
    await expect(replayOn([], 'nowhere')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

/** A contract of its own with the promises of the lamp's, to be changed. */
function lampLike(name: 'lamp' | 'door' = 'lamp') {
  return need(name, {
    summary: 'Lamp.',
    input: words,
    output: words,
    effect: name === 'lamp' ? 'keyed' : 'once',
    risk: name === 'lamp' ? 'home' : 'danger',
    ...(name === 'lamp' ? { undo: ({ text }: { text: string }) => read({ text: `not ${text}` }) } : {}),
  });
}
