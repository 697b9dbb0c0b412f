import { expect, test } from 'vitest';
import { AnswerParts, type WireAnswer } from '../../../../src/services/need/llm/answer.ts';
import { Breaker } from '../../../../src/services/need/llm/breaker.ts';
import { namesOf, wireName } from '../../../../src/services/need/llm/wire_names.ts';

interface Delta {
  readonly content?: string | null;
  readonly reasoning_content?: string;
  readonly tool_calls?: readonly object[];
}

function answered(
  deltas: readonly Delta[],
  finish = 'stop',
): { answer: WireAnswer; heard: string[]; signs: boolean[] } {
  const heard: string[] = [];
  const parts = new AnswerParts((words) => void heard.push(words));
  const signs = deltas.map((delta) => parts.take({ choices: [{ delta, finish_reason: null }] }));
  parts.take({ choices: [{ delta: {}, finish_reason: finish }] });
  return { answer: parts.end(), heard, signs };
}

const call = (index: number | undefined, id: string | undefined, name: string | undefined, text: string) => ({
  tool_calls: [{ index, id, function: { name, arguments: text } }],
});

test('calls side by side are put together by their index, whatever order their pieces come in', () => {
  const { answer } = answered(
    [
      call(0, 'a', 'one', ''),
      call(1, 'b', 'two', '{"x"'),
      call(0, undefined, undefined, '{"y":'),
      call(1, undefined, undefined, ':1}'),
      call(0, undefined, undefined, '2}'),
    ],
    'tool_calls',
  );
  expect(answer.calls).toEqual([
    { id: 'a', name: 'one', arguments: '{"y":2}' },
    { id: 'b', name: 'two', arguments: '{"x":1}' },
  ]);
});

test.each([
  [
    'without an index',
    [call(undefined, 'a', 'one', '{'), call(undefined, undefined, undefined, '}'), call(undefined, 'b', 'two', '{}')],
  ],
  ['all with the same index', [call(0, 'a', 'one', '{}'), call(0, 'b', 'two', '{}')]],
])('calls %s are told apart by their ids', (_how, deltas) => {
  expect(answered(deltas).answer.calls).toEqual([
    { id: 'a', name: 'one', arguments: '{}' },
    { id: 'b', name: 'two', arguments: '{}' },
  ]);
});

test('calls without ids, or with the same, get some of their own', () => {
  const ids = (deltas: readonly Delta[]) => answered(deltas).answer.calls.map(({ id }) => id);
  expect(ids([call(0, undefined, 'a', '{}'), call(1, undefined, 'b', '{}')])).toEqual(['call_1', 'call_2']);
  expect(ids([call(0, 'x', 'a', '{}'), call(1, 'x', 'b', '{}')])).toEqual(['x', 'call_2']);
});

test.each([
  ['<think>Hm, rain…</think>\n\nIt rains.', 'It rains.'],
  ['\n<think>a</think>b', 'b'],
  ['<think>never ends', ''],
  ['<thin ice', '<thin ice'],
  ['  It rains. \n', 'It rains.'],
  ['a <think>b</think>', 'a <think>b</think>'],
  ['<', '<'],
])('of %j is said %j, in whatever pieces it comes', (text, said) => {
  for (const size of [1, 2, 3, 7, 100]) {
    const pieces = text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? [];
    const { answer, heard } = answered(pieces.map((content) => ({ content })));
    expect(answer.text).toBe(said);
    expect(heard.join('')).toBe(said);
  }
});

test('thoughts are a sign of life, and not said', () => {
  const { answer, signs } = answered([{ content: '' }, { reasoning_content: 'hm' }, { content: 'Yes.' }]);
  expect(signs).toEqual([false, true, true]);
  expect(answer.text).toBe('Yes.');
});

test.each([null, 7, 'x', [], { choices: 'x' }, { choices: [7] }, { choices: [{ delta: { content: { a: 1 } } }] }])(
  'a piece that is %j is no part of an answer, or garbled',
  (piece) => {
    const parts = new AnswerParts();
    try {
      expect(parts.take(piece)).toBe(false);
    } catch (thrown) {
      expect(thrown).toMatchObject({ kind: 'garbled' });
    }
    expect(() => parts.end()).toThrow(/no proper answer/);
  },
);

test('names on the wire are told back without loss, and differ where the subjects do', () => {
  const subjects = [
    'need.email.send',
    'need.email_send',
    'use.a',
    'need-email-send',
    'ä.b',
    'x'.repeat(90),
    `${'x'.repeat(89)}y`,
    'math.Sum',
  ];
  const find = namesOf(subjects);
  const names = subjects.map(wireName);
  expect(new Set(names).size).toBe(subjects.length);
  for (const name of names) expect(name).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
  expect(names.map(find)).toEqual(subjects);
  expect(find('need.email.send')).toBe('need.email.send');
  expect(find('need_gone')).toBeUndefined();
});

test('a breaker opens after three failures in a row, lets one through after its rest, and rests longer if that fails', () => {
  let now = 0;
  const breaker = new Breaker(() => now);
  breaker.failed();
  breaker.failed();
  breaker.succeeded();
  for (let times = 0; times < 3; times += 1) {
    expect(breaker.enter()).toBe(true);
    breaker.failed();
  }
  expect(breaker.enter()).toBe(false);
  now += 29_999;
  expect(breaker.enter()).toBe(false);
  now += 1;
  expect(breaker.enter()).toBe(true);
  expect(breaker.enter()).toBe(false);
  breaker.failed();
  now += 59_999;
  expect(breaker.enter()).toBe(false);
  now += 1;
  expect(breaker.enter()).toBe(true);
  breaker.succeeded();
  expect([breaker.enter(), breaker.enter()]).toEqual([true, true]);
});
