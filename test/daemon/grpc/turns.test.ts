import { expect, it } from 'vitest';
import { Beginning } from '../../../src/daemon/grpc/beginning.ts';
import { Turns } from '../../../src/daemon/grpc/turns.ts';
import { Fault } from '../../../src/daemon/model/fault.ts';

it('P11 streams that have much to send do so in turn, and others come in between', async () => {
  const turns = new Turns();
  const order: string[] = [];
  const bulk = async (name: string): Promise<void> => {
    for (let n = 0; n < 3; n += 1) {
      await turns.next();
      order.push(name);
    }
  };
  const between = async (): Promise<void> => {
    for (let n = 0; n < 6; n += 1) {
      await new Promise(setImmediate);
      order.push('-');
    }
  };
  await Promise.all([bulk('a'), bulk('b'), between()]);
  expect(order.filter((one) => one !== '-').join('')).toBe('ababab');
  expect(order.join('')).not.toMatch(/[ab]{2}/);
});

it('P11 T15 after there was no room for one utterance, those behind it are told the same at once, and a moment later it is tried again', async () => {
  const beginning = new Beginning(new AbortController().signal);
  const begun: number[] = [];
  const refused: number[] = [];
  for (let n = 0; n < 20; n += 1) beginning.add({ begin: () => begun.push(n), refuse: () => refused.push(n) });
  expect([begun, beginning.refusal]).toEqual([[0, 1], undefined]);
  const fault = new Fault('RESOURCE_EXHAUSTED', 'Too much is going on.', { retryAfterMs: 500 });
  beginning.noRoom(fault);
  expect(refused).toEqual(Array.from({ length: 18 }, (_, n) => n + 2));
  expect(beginning.refusal).toBe(fault);
  while (beginning.refusal !== undefined) await new Promise(setImmediate);
  beginning.add({ begin: () => begun.push(99), refuse: () => refused.push(99) });
  expect(begun).toEqual([0, 1, 99]);
});
