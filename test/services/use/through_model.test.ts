import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Fault } from '../../../src/daemon/model/fault.ts';
import type { Json } from '../../../src/daemon/model/json.ts';
import router from '../../../src/services/use/agent_router/router.ts';
import { drive, type MadeCall, THREAD } from '../drive.ts';

const usage = { input_tokens: 1, output_tokens: 1 };
const said = (text: string, ...calls: { id: string; event: string; data: Json }[]) => ({
  text,
  calls,
  refused: [],
  model: 'm',
  usage,
});
const agents = (count: number, score = 1) =>
  Array.from({ length: count }, (_, n) => ({ subject: `use.a${n}`, summary: `Does ${n}.`, score }));
const NOT_READ = {
  tier: 'none',
  unread: true,
  plan: [],
  reply: { text: 'Sorry, I did not understand "x".', outcome: 'unknown' },
};

interface World {
  readonly found?: Json[];
  readonly models?: { choose: boolean; embed: boolean };
  readonly model?: (call: MadeCall) => unknown;
  readonly context?: string;
}

function routed(
  { found = agents(9), models = { choose: true, embed: false }, model = () => said('Hello.'), context = '' }: World,
  thread = {},
) {
  return drive(
    router,
    { text: 'x' },
    (call) => {
      if (call.subject === 'use.intent_classifier') return NOT_READ;
      if (call.subject === 'need.catalog.about') {
        const { limit, compared } = about.parse(call.input);
        return { agents: found.slice(0, models.embed ? compared : limit), models };
      }
      if (call.subject === 'use.context_builder') return { context, sources: [] };
      return model(call);
    },
    thread,
  );
}
const about = z.object({ limit: z.number(), compared: z.number() });
const chooses = (event: string, data: Json) => () => said('', { id: '1', event, data });
const usesOf = (calls: readonly MadeCall[]) =>
  z.object({ uses: z.array(z.string()) }).parse(calls.find(({ subject }) => subject === 'need.llm.choose')?.input).uses;

describe('what the grammar has no reading of', () => {
  test('is shown to a model with the few agents that fit, and handed to the one that it chooses', () => {
    const { kind, value, calls } = routed({
      model: chooses('use.a2', { text: 'the whole request' }),
      context: 'It is Monday.',
    });
    expect({ kind, value }).toMatchObject({
      kind: 'forward',
      value: { subject: 'use.a2', input: { text: 'the whole request', context: 'It is Monday.' } },
    });
    expect(usesOf(calls)).toEqual(['use.a0', 'use.a1', 'use.a2', 'use.a3', 'use.a4', 'use.a5']);
  });

  test('keeps its own words where a model hands on none', () => {
    expect(routed({ model: chooses('use.a0', { other: 1 }) }).value).toMatchObject({ input: { text: 'x' } });
  });

  test('costs a model the same with a thousand agents as with ten', () => {
    const tokens = (count: number) => JSON.stringify(usesOf(routed({ found: agents(count) }).calls)).length;
    expect(tokens(32)).toBe(tokens(10));
  });

  test('is shown more agents where it shares no word with any, and still no more than that', () => {
    expect(usesOf(routed({ found: agents(40, 0) }).calls)).toHaveLength(16);
    expect(usesOf(routed({ found: agents(1_000, 0) }).calls)).toHaveLength(16);
  });

  test('is chosen by meaning where vectors can be had, and by words where they cannot', () => {
    const near = routed({
      models: { choose: true, embed: true },
      model: ({ subject }) =>
        subject === 'need.llm.embed'
          ? { vectors: [[1, 0], ...agents(9).map((_, n) => [n, 8 - n])], model: 'e', usage }
          : said('', { id: '1', event: 'use.a8', data: { text: 'y' } }),
    });
    expect(usesOf(near.calls)).toEqual(['use.a8', 'use.a7', 'use.a6', 'use.a5', 'use.a4', 'use.a3']);
    const far = routed({
      models: { choose: true, embed: true },
      model: ({ subject }) => {
        if (subject === 'need.llm.embed') throw new Fault('UNAVAILABLE', 'gone');
        return said('Hi.');
      },
    });
    expect(usesOf(far.calls)[0]).toBe('use.a0');
  });

  test('may be answered by the model itself, with what was said before in mind', () => {
    const messages = [
      { turn: 1, role: 'user' as const, text: 'who was Ada?', taint: [] },
      { turn: 1, role: 'assistant' as const, text: 'A mathematician.', taint: [] },
      { turn: 2, role: 'user' as const, text: 'x', taint: [] },
    ];
    const { kind, value, calls } = routed({ model: () => said(' In 1815. ') }, { turn: 2, messages });
    expect({ kind, value }).toEqual({ kind: 'end', value: { text: 'In 1815.', outcome: 'done' } });
    const asked = z.looseObject({ messages: z.array(z.looseObject({ text: z.string() })) }).parse(calls.at(-1)?.input);
    expect(asked.messages.slice(1).map(({ text }) => text)).toEqual(['who was Ada?', 'A mathematician.', 'x']);
  });

  test('says in one sentence that it takes a model, where somebody could do it with one', () => {
    const models = { choose: false, embed: false };
    expect(routed({ models }).value).toMatchObject({
      text: expect.stringMatching(/^Sorry, .* none is set up\.$/),
      outcome: 'unknown',
    });
    expect(routed({ models, found: agents(9, 0) }).value).toEqual(NOT_READ.reply);
  });

  test('says so where no model answers, or it has cost enough', () => {
    const failing = (fault: Fault) =>
      routed({
        model: () => {
          throw fault;
        },
      }).value;
    expect(failing(new Fault('UNAVAILABLE', 'ECONNREFUSED 10.0.0.1'))).toEqual({
      text: 'Sorry, I did not understand "x". The language model could not be reached.',
      outcome: 'unknown',
    });
    expect(failing(new Fault('RESOURCE_EXHAUSTED', "Today's tokens are used up."))).toMatchObject({
      text: expect.stringContaining('used up'),
    });
    expect(routed({ model: () => said('') }).value).toEqual({
      text: 'Sorry, I did not understand "x". The language model gave no answer that can be used.',
      outcome: 'unknown',
    });
  });

  test("is nobody else's where the grammar has read it", () => {
    const { calls } = drive(router, { text: 'x' }, () => ({ tier: 'none', plan: [], reply: { text: 'Which one?' } }));
    expect(calls).toHaveLength(1);
    expect(THREAD.turn).toBe(1);
  });
});
