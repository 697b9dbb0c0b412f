import { need, reply, use } from 'agentos/contract';
import { end, router, tool } from 'agentos/service';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { type House, OWNER, openHouse } from '../house.ts';

const words = z.object({ text: z.string() });
const root = use('root', { summary: 'Root.', input: words.loose(), output: reply });
const slow = need('slow', { summary: 'Slow.', input: words, output: words, effect: 'keyed', risk: 'home' });

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

test('a thread whose effect is still under way stays the only one of its name, however many come between', async () => {
  let finish: () => void = () => undefined;
  let started = false;
  const made = await openHouse({
    capacity: 1,
    services: [
      tool({
        contract: slow,
        async run({ text }) {
          started = true;
          await new Promise<void>((resolve) => (finish = resolve));
          return { text };
        },
      }),
      router({
        contract: root,
        *run({ input, thread }) {
          if (input.text === 'slow') yield* slow({ text: 'x' });
          return end({ text: thread.messages.map(({ text }) => text).join(',') });
        },
      }),
    ],
  });
  house = made;
  const saying = made.say('slow');
  while (!started) await new Promise(setImmediate);
  const [row] = await made.store.openThreads();
  const thread = row?.id ?? '';
  await made.runtime.cancel(OWNER, thread, 1);
  await saying;
  // Others would push it out of memory, and a copy of it would be made from the log.
  for (let count = 0; count < 5; count += 1) await made.say(`other ${count}`);
  expect((await made.say('second', { thread })).reply.text).toBe('slow,Stopped.,second');
  finish();
  await new Promise((resolve) => setTimeout(resolve, 30));
  await made.say('third', { thread });
  const events = await made.store.events(thread);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  expect(events.filter(({ direction, subject }) => direction === 'BACKWARD' && subject === 'need.slow')).toHaveLength(
    1,
  );
  expect(events.filter(({ direction }) => direction === 'END')).toHaveLength(3);
});

test('a thread that was let go comes back from the log as it was', async () => {
  const made = await openHouse({
    capacity: 1,
    services: [
      router({
        contract: root,
        *run({ thread }) {
          return end({ text: thread.messages.flatMap(({ role, text }) => (role === 'user' ? [text] : [])).join(',') });
        },
      }),
    ],
  });
  house = made;
  const { thread } = await made.say('a');
  for (const text of ['b', 'c', 'd']) {
    await made.say('between');
    expect((await made.say(text, { thread })).reply.text).toMatch(new RegExp(`^a,.*${text}$|^a,${text}$`));
  }
  const many = await Promise.all(['e', 'f', 'g'].flatMap((text) => [made.say(text, { thread }), made.say('between')]));
  expect(many[4]?.reply.text).toBe('a,b,c,d,e,f,g');
});
