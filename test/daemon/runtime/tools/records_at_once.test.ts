import { need, reply, use } from 'agentos/contract';
import { end, router, tool } from 'agentos/service';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { Fault } from '../../../../src/daemon/model/fault.ts';
import type { Store, Ticket, Unit } from '../../../../src/daemon/store/store.ts';
import { type House, openHouse } from '../house.ts';

const root = use('root', { summary: 'Root.', input: z.object({ text: z.string() }).loose(), output: reply });
const dial = need('dial', {
  summary: 'Turns a dial one further.',
  input: z.object({ dial: z.string() }),
  output: z.object({ stands: z.number() }),
  effect: 'keyed',
  risk: 'home',
});
const stands = need('stands', {
  summary: 'How a dial stands.',
  input: z.object({ dial: z.string() }),
  output: z.object({ stands: z.number() }),
  effect: 'read',
  risk: 'open',
});
const DIALS = { name: 'dials', schema: z.object({ stands: z.number() }) };

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

/** `see a` tells how dial a stands, `a` turns it. `run` counts how often the tool has run. */
function dials(run: { count: number }) {
  return [
    tool({
      contract: dial,
      async run({ dial: name }, { storage }) {
        run.count += 1;
        const records = storage.collection(DIALS);
        const now = ((await records.get(name))?.value.stands ?? 0) + 1;
        await new Promise((resolve) => setTimeout(resolve, run.count % 3));
        await records.put(name, { stands: now });
        return { stands: now };
      },
    }),
    tool({
      contract: stands,
      run: async ({ dial: name }, { storage }) => ({
        stands: (await storage.collection(DIALS).get(name))?.value.stands ?? 0,
      }),
    }),
    router({
      contract: root,
      *run({ input: { text } }) {
        const [asked, name = ''] = text.startsWith('see ') ? [stands, text.slice(4)] : [dial, text];
        return end({ text: String((yield* asked({ dial: name })).stands) });
      },
    }),
  ];
}

test('turns side by side change the same record one after the other: none is lost, none answers what another did', async () => {
  const run = { count: 0 };
  const made = await openHouse({ services: dials(run) });
  house = made;
  for (let round = 0; round < 4; round += 1) {
    const said = await Promise.all(Array.from({ length: 4 }, () => made.say('a')));
    const told = said.map((one) => Number(one.reply.text)).sort((left, right) => left - right);
    expect(told).toEqual([1, 2, 3, 4].map((step) => round * 4 + step));
    expect((await made.say('see a')).reply.text).toBe(String(round * 4 + 4));
  }
  // Some of them met, or this would prove nothing.
  expect(run.count).toBeGreaterThan(16);
});

test('what one turn has changed the next one sees, in whatever thread, though its record was read before', async () => {
  const made = await openHouse({ services: dials({ count: 0 }) });
  house = made;
  for (const [text, told] of [
    ['see a', '0'],
    ['a', '1'],
    ['see a', '1'],
    ['see b', '0'],
    ['a', '2'],
    ['b', '1'],
    ['see a', '2'],
    ['see b', '1'],
  ] as const)
    expect((await made.say(text)).reply.text).toBe(told);
});

test('an answer whose records the store will not have ends its turn, and is not told as done', async () => {
  let refusing = false;
  const wrap = (store: Store): Store =>
    new Proxy(store, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name, target);
        if (name === 'append')
          return (unit: Unit): Ticket => {
            if (!refusing || !unit.records) return target.append(unit);
            const refused = Promise.reject(new Fault('RESOURCE_EXHAUSTED', 'There is no room.'));
            refused.catch(() => undefined);
            return { applied: refused, durable: refused };
          };
        return typeof member === 'function' ? member.bind(target) : member;
      },
    });
  const made = await openHouse({ services: dials({ count: 0 }), wrap });
  house = made;
  expect((await made.say('a')).reply.text).toBe('1');
  refusing = true;
  const { reply: said, events, thread } = await made.say('a');
  expect(said).toMatchObject({ status: 'failed', code: 'RESOURCE_EXHAUSTED', acted: true });
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  expect(events.find(({ direction }) => direction === 'BACKWARD')).toMatchObject({
    error: { code: 'RESOURCE_EXHAUSTED' },
  });
  refusing = false;
  expect((await made.say('see a', { thread })).reply.text).toBe('1');
});
