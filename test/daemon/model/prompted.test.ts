import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { need, reply, request, use } from '../../../src/daemon/model/contract.ts';
import { Fault } from '../../../src/daemon/model/fault.ts';
import { agent } from '../../../src/daemon/model/service.ts';
import { drive, type MadeCall } from '../../services/drive.ts';

const stock = need('stock', {
  summary: 'What a shop has.',
  input: z.object({ item: z.string() }),
  output: z.object({ left: z.number() }),
  effect: 'read',
  risk: 'open',
});
const cook = use('cook', { summary: 'Cooks.', input: request, output: reply });
const shopper = agent.prompted({
  contract: use('shopper', { summary: 'Buys what is missing.', input: request, output: reply }),
  prompt: 'You buy what is missing.',
  uses: [stock, cook],
  model: 'cheap',
});

const usage = { input_tokens: 1, output_tokens: 1 };
const said = (text: string) => ({ text, calls: [], refused: [], model: 'm', usage });
const chose = (...calls: { id: string; event: string; data: object }[]) => ({ ...said(''), calls });

/** Answers the model's calls one after the other, and everything else by its subject. */
function script(model: readonly object[], others: (call: MadeCall) => unknown = () => ({})) {
  const left = [...model];
  return (call: MadeCall): unknown => (call.subject.startsWith('need.llm.') ? left.shift() : others(call));
}

const messagesOf = (call: MadeCall | undefined) =>
  z.object({ messages: z.array(z.looseObject({ role: z.string() })) }).parse(call?.input).messages;

describe('an agent that is a prompt', () => {
  test('makes what a model chooses, side by side, and answers with its words', () => {
    const { kind, value, calls } = drive(
      shopper,
      { text: 'do we need milk and eggs?', context: 'It is Monday.' },
      script(
        [
          chose(
            { id: 'a', event: 'need.stock', data: { item: 'milk' } },
            { id: 'b', event: 'need.stock', data: { item: 'eggs' } },
          ),
          said(' You need milk. '),
        ],
        ({ input }) => {
          if (JSON.stringify(input).includes('eggs')) throw new Fault('UNAVAILABLE', 'The shop is closed.');
          return { left: 0 };
        },
      ),
    );
    expect({ kind, value }).toEqual({ kind: 'answer', value: { text: 'You need milk.', outcome: 'done' } });
    expect(calls.map(({ subject }) => subject)).toEqual([
      'need.llm.choose',
      'need.stock',
      'need.stock',
      'need.llm.choose',
    ]);
    expect(calls[0]?.input).toMatchObject({
      model: 'cheap',
      aloud: true,
      uses: ['need.stock', 'use.cook', { event: 'hand_over' }],
    });
    const [system, user] = messagesOf(calls[0]);
    expect(system).toMatchObject({
      role: 'system',
      text: expect.stringMatching(/You buy what is missing\.[\s\S]*It is Monday\./),
    });
    expect(user).toEqual({ role: 'user', text: 'do we need milk and eggs?' });
    expect(messagesOf(calls[3]).slice(3)).toEqual([
      { role: 'result', id: 'a', ok: true, data: { left: 0 } },
      { role: 'result', id: 'b', ok: false, data: { error: 'UNAVAILABLE', message: 'The shop is closed.' } },
    ]);
  });

  test('hands the turn on to one that it may hand over to, and to no other', () => {
    const hand = (to: string) => script([chose({ id: 'a', event: 'hand_over', data: { to, text: 'boil an egg' } })]);
    expect(drive(shopper, { text: 'x' }, hand('use.cook'))).toMatchObject({
      kind: 'forward',
      value: { subject: 'use.cook', input: { text: 'boil an egg' } },
    });
    expect(drive(shopper, { text: 'x' }, hand('use.agent_router'))).toMatchObject({
      kind: 'forward',
      value: { subject: 'use.agent_router' },
    });
    expect(() => drive(shopper, { text: 'x' }, hand('use.locks'))).toThrow(/use\.locks is none of the agents/);
  });

  test('says in one sentence why it could not finish; a fault of its own stays one', () => {
    const failing = (fault: Fault) => () =>
      drive(shopper, { text: 'x' }, () => {
        throw fault;
      }).value;
    expect(failing(new Fault('UNAVAILABLE', 'house: 500'))()).toEqual({
      text: 'The language model did not answer, so I could not finish.',
      outcome: 'failed',
    });
    expect(failing(new Fault('UNIMPLEMENTED', 'x'))()).toMatchObject({
      text: expect.stringContaining('none is set up'),
    });
    expect(failing(new Fault('RESOURCE_EXHAUSTED', 'The tokens of today are used up.'))()).toMatchObject({
      text: 'The tokens of today are used up.',
    });
    for (const code of ['INTERNAL', 'CANCELLED'] as const) expect(failing(new Fault(code, 'gone'))).toThrow('gone');
  });

  test('comes to an end with a model that never stops calling', () => {
    let asked = 0;
    const { value, calls } = drive(shopper, { text: 'x' }, ({ subject, input }) => {
      if (subject === 'need.stock') return { left: 1 };
      asked += 1;
      const { uses } = z.object({ uses: z.array(z.unknown()) }).parse(input);
      return uses.length === 0
        ? said('Enough.')
        : chose({ id: `c${asked}`, event: 'need.stock', data: { item: 'milk' } });
    });
    expect(value).toEqual({ text: 'Enough.', outcome: 'done' });
    expect(calls).toHaveLength(13);
  });

  test('fills in an object where its contract is one', () => {
    const sorter = agent.prompted({
      contract: use('sorter', {
        summary: 'Sorts.',
        input: z.object({ words: z.array(z.string()) }),
        output: z.object({ sorted: z.array(z.string()) }),
      }),
      prompt: 'Sort.',
    });
    const { value, calls } = drive(
      sorter,
      { words: ['b', 'a'] },
      script([{ value: { sorted: ['a', 'b'] }, model: 'm', usage }]),
    );
    expect(value).toEqual({ sorted: ['a', 'b'] });
    expect(calls[0]).toMatchObject({
      subject: 'need.llm.shape',
      input: { name: 'sorter', schema: { type: 'object', required: ['sorted'] } },
    });
  });

  test('an empty answer is no answer, and a long result is cut for the model', () => {
    expect(drive(shopper, { text: 'x' }, script([said('  ')])).value).toMatchObject({ outcome: 'failed' });
    const { calls } = drive(
      shopper,
      { text: 'x' },
      script([chose({ id: 'a', event: 'use.cook', data: { text: 'soup' } }), said('Done.')], () => ({
        text: 'x'.repeat(20_000),
      })),
    );
    expect(messagesOf(calls[2]).at(-1)).toMatchObject({
      ok: true,
      data: { start: expect.stringMatching(/^.{12000}$/) },
    });
  });
});
