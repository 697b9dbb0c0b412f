import { expect, test } from 'vitest';
import { turnsOf } from '../../../src/interfaces/cli/turns_of.ts';
import type { ThreadEvent } from '../../../src/interfaces/client/client.ts';

const base = { id: '', thread: 't', at: 0, subject: 's', from: 'f', taint: [] };
const event = (
  seq: number,
  turn: number,
  direction: ThreadEvent['direction'],
  key: string,
  to: string[],
): ThreadEvent => ({
  ...{ ...base, seq, turn, direction, key, to },
  ...(direction === 'BACKWARD' ? { provider: 'p' } : {}),
});
const turn = (number: number, from: number): ThreadEvent[] => [
  event(from, number, 'FORWARD', `${number}`, ['r']),
  event(from + 1, number, 'FORWARD', `${number}.0`, ['p']),
  event(from + 2, number, 'BACKWARD', `${number}.0`, []),
  event(from + 3, number, 'END', `${number}`, []),
];

async function* given(events: readonly ThreadEvent[], read: () => void): AsyncGenerator<ThreadEvent> {
  for (const one of events) {
    read();
    yield one;
  }
}

test('P11 turns are given one by one while a thread is read, each complete, in their order', async () => {
  const [first = [], second = []] = [turn(1, 1), turn(2, 5)];
  const [opened, called, answered, ended] = first;
  // The answer to a call of the first comes after its END, among the events of the second.
  const late = [opened, called, ended, ...second.slice(0, 2), answered, ...second.slice(2)].filter(
    (one) => one !== undefined,
  );
  let read = 0;
  const turns: { seqs: number[]; read: number }[] = [];
  for await (const events of turnsOf(given([...late, ...turn(3, 9)], () => (read += 1))))
    turns.push({ seqs: events.map(({ seq }) => seq), read });
  expect(turns).toEqual([
    { seqs: [1, 2, 4, 3], read: 6 },
    { seqs: [5, 6, 7, 8], read: 8 },
    { seqs: [9, 10, 11, 12], read: 12 },
  ]);
});

test('P11 no more than some turns are held for an answer that never comes', async () => {
  const open = Array.from({ length: 20 }, (_, n) => event(n + 1, n + 1, 'FORWARD', `${n + 1}`, ['r']));
  const numbers: (number | undefined)[] = [];
  let read = 0;
  let most = 0;
  for await (const events of turnsOf(given(open, () => (read += 1)))) {
    numbers.push(events[0]?.turn);
    most = Math.max(most, read - numbers.length);
  }
  expect(numbers).toEqual(open.map(({ turn: number }) => number));
  expect(most).toBeLessThanOrEqual(8);
});
