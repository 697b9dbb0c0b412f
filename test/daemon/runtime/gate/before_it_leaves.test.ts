import { need, reply, use } from 'agentos/contract';
import { end, invoke, router, tool } from 'agentos/service';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { over } from '../../../../src/daemon/failpoints/over.ts';
import type { Store, Ticket, Unit } from '../../../../src/daemon/store/store.ts';
import { type House, OWNER, openHouse, sketch } from '../house.ts';

const words = z.object({ text: z.string() });
const root = use('root', { summary: 'Root.', input: words.loose(), output: reply });
const send = need('send', { summary: 'Send it.', input: words, output: words, effect: 'keyed', risk: 'home' });

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

/** A tool that counts its runs. */
function counted() {
  let runs = 0;
  const sends = tool({
    contract: send,
    async run({ text }) {
      runs += 1;
      return { text };
    },
  });
  return { sends, runs: () => runs };
}

test('a call by name whose input is none goes to nobody', async () => {
  const { sends, runs } = counted();
  const plan = router({
    contract: root,
    *run() {
      yield* invoke('need.send', { words: 'x' });
      return end({ text: 'sent' });
    },
  });
  house = await openHouse({ services: [sends, plan] });
  const { reply: said, events } = await house.say('go');
  expect(said).toMatchObject({ status: 'failed', acted: false, code: 'INVALID_ARGUMENT' });
  const forward = events.find(({ direction, subject }) => direction === 'FORWARD' && subject === send.subject);
  expect(forward).toMatchObject({ to: [] });
  expect(runs()).toBe(0);
});

/** A store whose disk takes its time over one subject. */
function slowOver(subject: string, seen: () => void, released: Promise<void>): (store: Store) => Store {
  return (store) => {
    const append = (unit: Unit): Ticket => {
      const { applied, durable } = store.append(unit);
      if (!unit.events.some((event) => event.direction === 'FORWARD' && event.subject === subject))
        return { applied, durable };
      seen();
      return { applied, durable: durable.then(() => released) };
    };
    return over(store, { append });
  };
}

test.each([
  ['stopped while the disk takes its time does not begin', true, 0],
  ['not stopped begins: the twin', false, 1],
])('P13 an effect that is %s', async (_, stop, times) => {
  const { sends, runs } = counted();
  let isWritten = false;
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const plan = router({
    contract: root,
    *run() {
      return end(yield* send({ text: 'sent' }));
    },
  });
  const wrap = slowOver(send.subject, () => (isWritten = true), released);
  house = await openHouse({ services: [sends, plan], wrap });
  const { runtime, store } = house;
  const { thread, turn } = await runtime.utter(OWNER, { requestId: 'r', text: 'go', continueLast: false });
  while (!isWritten) await new Promise(setImmediate);
  if (stop) await runtime.cancel(OWNER, thread, turn);
  release();
  await house.next(OWNER);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(runs()).toBe(times);
  expect(sketch(await store.events(thread))).toContain(`B 1.0 need.send ${stop ? 'CANCELLED' : 'ok'}`);
});
