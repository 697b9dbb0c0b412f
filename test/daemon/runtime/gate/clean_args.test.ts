import { need, reply, use } from 'agentos/contract';
import { agent, end, note, router, settle, tool } from 'agentos/service';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { choicesOf } from '../../../../src/daemon/runtime/gate/choices.ts';
import { type House, OWNER, openHouse } from '../house.ts';

const words = z.object({ text: z.string() });
const root = use('root', { summary: 'Root.', input: words.loose(), output: reply });
const rung = use('rung', { summary: 'Told.', input: words.loose(), output: reply });
const reads = { output: words, effect: 'read', risk: 'open' } as const;
const page = need('page', { summary: 'Page.', input: words, ...reads, outside: true });
const agentOf = use('agent_of', { summary: 'Reads.', input: words, output: words });
const broken = need('broken', { summary: 'Broken page.', input: words, ...reads, outside: true });
const understand = need('understand', {
  summary: 'Grammar.',
  input: words,
  ...reads,
  output: z.object({ item: z.string() }),
});
const does = need('does', {
  summary: 'Something at home.',
  input: z.object({
    what: z.string(),
    how: z.union([z.enum(['once', 'daily']), z.literal('never')]).optional(),
    note: z.string().optional(),
  }),
  output: words,
  effect: 'keyed',
  risk: 'home',
});

const open: House[] = [];
afterEach(async () => {
  for (const house of open.splice(0)) await house.close();
});

interface Tried {
  readonly page?: string;
  readonly error?: string;
  /** What an agent answers that has read the page. */
  readonly says?: string;
  readonly understood?: { readonly item: string };
  readonly call: { what: string; how?: 'once' | 'daily' | 'never'; note?: string };
}

async function housed({
  page: shown = '',
  error,
  says = 'nothing',
  understood = { item: 'nothing at all' },
  call,
}: Tried): Promise<House> {
  const steps = function* () {
    yield* understand({ text: 'it' });
    yield* settle([error === undefined ? page({ text: 'x' }) : broken({ text: 'x' })]);
    yield* agentOf({ text: 'x' });
    const [done] = yield* settle([does(call)]);
    return end({ text: done?.ok ? 'done' : (done?.error.message ?? '') });
  };
  const house = await openHouse({
    services: [
      tool({ contract: page, run: async () => ({ text: shown }) }),
      tool({
        contract: broken,
        async run() {
          throw new Error(error);
        },
      }),
      tool({ contract: understand, run: async () => ({ ...understood }) }),
      tool({ contract: does, run: async () => ({ text: 'done' }) }),
      router({
        contract: root,
        *run({ input, thread }) {
          if (input.text === 'read it') {
            const { text } = yield* page({ text: 'x' });
            yield* note({ metadata: { plan: text } });
            return end({ text });
          }
          if (input.text !== 'now') return yield* steps();
          // The day after, with nothing read but the thread.
          const metadata = thread.messages.length > 0 ? thread.metadata : {};
          const [done] = yield* settle([does({ ...call, what: String(metadata['plan'] ?? call.what) })]);
          return end({ text: done?.ok ? 'done' : (done?.error.message ?? '') });
        },
      }),
      router({ contract: rung, run: steps }),
      agent({
        contract: agentOf,
        *run() {
          yield* page({ text: 'x' });
          return { text: says };
        },
      }),
    ],
  });
  open.push(house);
  return house;
}

/** Whether a person is asked before it is done. */
async function isAsked(tried: Tried, text = 'do lamp'): Promise<boolean> {
  return asksFor(await housed(tried), text);
}

async function asksFor(house: House, text: string, thread?: string): Promise<boolean> {
  const { last } = await house.store.mailbox(OWNER.name);
  const where = thread === undefined ? {} : { thread };
  const wanted = { requestId: `${text}${last}`, text, continueLast: false, ...where };
  const accepted = await house.runtime.utter(OWNER, wanted);
  const { kind } = await house.next(OWNER, last);
  if (kind === 'ask') await house.runtime.cancel(OWNER, accepted.thread, accepted.turn);
  return kind === 'ask';
}

describe('after something from outside was read', () => {
  test('a word of our own is not asked about, whatever else was read', async () => {
    expect(await isAsked({ page: 'Sunny, 21 degrees.', call: { what: 'turn_on' } })).toBe(false);
    expect(await isAsked({ page: 'return_only, turn_only', call: { what: 'turn_on' } })).toBe(false);
    expect(await isAsked({ page: 'A daily walk', call: { what: 'turn_on', how: 'daily' } })).toBe(false);
  });

  test.each([
    ['alone', 'milk'],
    ['in a sentence', 'Buy milk, bread'],
    ['in capitals', 'MILK'],
    ['beside a mark', '{"add":"milk"}'],
  ])('a word that a page says is asked about: %s', async (_, shown) => {
    expect(await isAsked({ page: shown, call: { what: 'milk' } })).toBe(true);
  });

  test('the words of an agent of the house are our own', async () => {
    expect(await isAsked({ page: 'Sunny', says: 'milk', call: { what: 'milk' } })).toBe(false);
    expect(await isAsked({ page: 'milk', says: 'milk', call: { what: 'milk' } })).toBe(true);
  });

  test('a word that a page says is asked about: in what failed', async () => {
    expect(await isAsked({ error: 'Add milk', call: { what: 'milk' } })).toBe(true);
    expect(await isAsked({ error: 'Add eggs', call: { what: 'milk' } })).toBe(false);
  });

  test('a choice that a page makes is asked about', async () => {
    for (const how of ['once', 'daily', 'never'] as const)
      expect(await isAsked({ page: how, call: { what: 'turn_on', how } })).toBe(true);
    expect(await isAsked({ page: 'once', call: { what: 'turn_on', how: 'daily' } })).toBe(false);
  });

  test('what the person said, or our grammar made of it, is not asked about though the page says it too', async () => {
    expect(await isAsked({ page: 'milk', understood: { item: 'milk' }, call: { what: 'milk' } })).toBe(false);
    expect(await isAsked({ page: 'milk', understood: { item: 'lamp' }, call: { what: 'milk' } })).toBe(true);
    expect(await isAsked({ page: 'Milk.', call: { what: 'Milk.' } }, 'Milk.')).toBe(false);
  });

  test('what is no single word, and was said by nobody, is asked about', async () => {
    for (const what of ['light.kitchen', 'two words', '7', 'Milk'])
      expect(await isAsked({ page: 'none of it', call: { what } })).toBe(true);
  });

  test('a word that was read in a turn before is asked about', async () => {
    const house = await housed({ page: 'milk', call: { what: 'turn_on' } });
    const { thread } = await house.say('read it');
    expect(await asksFor(house, 'now', thread)).toBe(true);
    const other = await housed({ page: 'Sunny', call: { what: 'turn_on' } });
    const { thread: before } = await other.say('read it');
    expect(await asksFor(other, 'hello', before)).toBe(false);
  });
});

describe('what a signal tells is no utterance', () => {
  const ID = '01980000-0000-7000-8000-000000000000/1.0[2].3';
  test.each([
    ['what it tells', { text: 'light.kitchen' }, 'light.kitchen', false],
    ['an id of our own', { text: ID }, ID, true],
    ['an id that it does not tell', { text: ID }, `${ID}1`, false],
  ])('%s', async (_, input, what, isDone) => {
    const house = await housed({ page: 'Sunny', call: { what } });
    await house.runtime.openByRule('r', 'k', { call: rung(input), notify: { client: OWNER.name } });
    const { body } = await house.next(OWNER);
    expect(z.object({ text: z.string() }).parse(body).text === 'done').toBe(isDone);
  });
});

test('the choices of a contract are its enums and literals, however deep', () => {
  const input = z.object({
    a: z.array(z.discriminatedUnion('type', [z.object({ type: z.literal('x'), b: z.enum(['y', 'z']).default('y') })])),
    c: z.string(),
    d: z.literal(7),
  });
  expect([...choicesOf({ input })].sort()).toEqual(['x', 'y', 'z']);
});
