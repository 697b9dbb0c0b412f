import { rmSync } from 'node:fs';
import { need, reply, use } from 'agentos/contract';
import { end, router, tool } from 'agentos/service';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { OWNER, openHouse } from '../house.ts';

const root = use('root', { summary: 'Root.', input: z.object({ text: z.string() }).loose(), output: reply });
const read = need('read', {
  ...{ summary: 'Reads.', input: z.object({ text: z.string() }), output: z.object({ text: z.string() }) },
  ...{ effect: 'read', risk: 'open' },
});
const plan = router({
  contract: root,
  *run({ input }) {
    return end({ text: (yield* read({ text: input.text })).text });
  },
});
const THREADS = 30;
const limits = { runningTurns: 4, runningTurnsOfOne: 4, sharedTurnsOfOne: 4, voicePlaces: 0, resumedWaiting: 3 };

test('P2 P11 many turns that were open are taken up a piece at a time, and one that somebody comes to before its turn', async () => {
  let hanging = 0;
  const never = tool({
    contract: read,
    run: () => {
      hanging += 1;
      return new Promise<never>(() => undefined);
    },
  });
  const before = await openHouse({ services: [never, plan], limits: { runningTurns: 64, runningTurnsOfOne: 64 } });
  const threads: string[] = [];
  for (let n = 0; n < THREADS; n += 1) {
    const said = { requestId: `r${n}`, text: `t${n}`, continueLast: false };
    threads.push((await before.runtime.utter(OWNER, said)).thread);
  }
  while (hanging < THREADS) await new Promise(setImmediate);
  await before.abandon();
  let goOn = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const late = tool({
    contract: read,
    run: async ({ text }) => {
      await held;
      return { text };
    },
  });
  const restored: string[] = [];
  const house = await openHouse({
    ...{ services: [late, plan], folder: before.folder, limits },
    wrap: (store) =>
      new Proxy(store, {
        get: (target, name) => {
          if (name !== 'events') {
            const value: unknown = Reflect.get(target, name, target);
            return typeof value === 'function' ? value.bind(target) : value;
          }
          return (...[thread, range]: Parameters<typeof store.events>) => {
            if (range?.turn !== undefined) restored.push(thread);
            return store.events(thread, range);
          };
        },
      }),
  });
  try {
    const interrupted = await house.runtime.interrupted();
    expect(interrupted).toHaveLength(THREADS);
    const PIECE = limits.runningTurns + limits.resumedWaiting;
    expect(await house.runtime.resume(interrupted)).toBe(PIECE);
    expect(restored).toHaveLength(PIECE);
    const last = threads.find((thread) => !restored.includes(thread)) ?? '';
    const again = { requestId: 'again', text: 'and then', thread: last, continueLast: false };
    expect(await house.runtime.utter(OWNER, again)).toMatchObject({ thread: last, turn: 2 });
    expect(restored.at(-1)).toBe(last);
    await house.runtime.cancel(OWNER, last, 1);
    goOn();
    while ((await house.store.openThreads()).length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(new Set(restored).size).toBe(THREADS);
    expect(restored).toHaveLength(THREADS);
    for (const thread of threads) {
      const ends = (await house.store.events(thread)).filter(({ direction }) => direction === 'END');
      expect(ends.map(({ turn }) => turn)).toEqual(thread === last ? [1, 2] : [1]);
    }
  } finally {
    await house.close();
    rmSync(before.folder, { recursive: true, force: true });
  }
});
