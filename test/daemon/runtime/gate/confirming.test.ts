import { rmSync } from 'node:fs';
import { need, reply, use } from 'agentos/contract';
import { end, router, tool } from 'agentos/service';
import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { over } from '../../../../src/daemon/failpoints/over.ts';
import type { Client } from '../../../../src/daemon/runtime/assistant.ts';
import type { Store, Ticket, Unit } from '../../../../src/daemon/store/store.ts';
import { type House, type HouseOptions, OWNER, openHouse, VOICE } from '../house.ts';

const words = z.object({ text: z.string() });
const root = use('root', { summary: 'Root.', input: words.loose(), output: reply });
const door = need('door', { summary: 'Open the door.', input: words, output: words, effect: 'once', risk: 'danger' });
const slow = need('slow', { summary: 'Slow.', input: words, output: words, effect: 'read', risk: 'open' });

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});

interface Door {
  readonly house: House;
  /** How often it was opened. */
  opened(): number;
  /** Lets it come open at last. */
  release(): void;
}

/** A house with a door that is opened by a yes. It takes its time. */
async function withDoor(options: Omit<HouseOptions, 'services'> = {}): Promise<Door> {
  let opened = 0;
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const opens = tool({
    contract: door,
    async run({ text }) {
      opened += 1;
      await released;
      return { text };
    },
  });
  const asks = router({
    contract: root,
    *run() {
      return end(yield* door({ text: 'opened' }));
    },
  });
  const house = await openHouse({ ...options, services: [opens, asks] });
  return { house, opened: () => opened, release: () => release() };
}

const askIdOf = ({ body }: { readonly body: unknown }): string => z.object({ askId: z.string() }).parse(body).askId;

test('a yes counts once: a second one finds no question', async () => {
  const { house, opened, release } = await withDoor();
  undo.push(() => house.close());
  const saying = house.say('open');
  const askId = askIdOf(await house.next(OWNER));
  await house.runtime.answer(OWNER, askId, 'yes');
  while (opened() === 0) await new Promise(setImmediate);
  // Its turn runs on, so it is the question that is closed.
  await expect(house.runtime.answer(OWNER, askId, 'yes')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  release();
  expect((await saying).reply.text).toBe('opened');
  expect(opened()).toBe(1);
});

/** A store that a crash takes away at the moment that a door would be opened: what comes from then on is not written. */
function goneBefore(subject: string, gone: () => void): (store: Store) => Store {
  const never = new Promise<never>(() => undefined);
  const nothing: Ticket = { applied: never, durable: never };
  let isGone = false;
  return (store) => {
    const append = (unit: Unit): Ticket => {
      isGone ||= unit.events.some((event) => event.subject === subject);
      if (!isGone) return store.append(unit);
      gone();
      return nothing;
    };
    return over(store, { append });
  };
}

test.each([
  [30_000, 'I was started anew after you said yes, so I left it. Please ask me again.'],
  [1, 'That yes was too long ago, so I left it.'],
])('a yes that was given before a crash is not acted on (a question stays open for %i ms)', async (confirmMs, said) => {
  let gone = false;
  const before = await withDoor({ wrap: goneBefore(door.subject, () => (gone = true)) });
  undo.push(() => rmSync(before.house.folder, { recursive: true, force: true }));
  const { runtime, folder } = before.house;
  await runtime.utter(OWNER, { requestId: 'r', text: 'open', continueLast: false });
  // What it waits for is gone as well.
  void runtime.answer(OWNER, askIdOf(await before.house.next(OWNER)), 'yes');
  while (!gone) await new Promise(setImmediate);
  await before.house.abandon();
  expect(before.opened()).toBe(0);

  await new Promise((resolve) => setTimeout(resolve, 20));
  const after = await withDoor({ folder, limits: { confirmMs } });
  undo.push(() => after.house.close());
  after.release();
  await after.house.runtime.resume(await after.house.runtime.interrupted());
  expect((await after.house.next(OWNER, 1)).body).toMatchObject({ text: said });
  expect(after.opened()).toBe(0);
});

test('a clock that was set back holds no question open for longer, over a restart', async () => {
  const before = await withDoor();
  undo.push(() => rmSync(before.house.folder, { recursive: true, force: true }));
  const { runtime, folder } = before.house;
  await runtime.utter(OWNER, { requestId: 'r', text: 'open', continueLast: false });
  const askId = askIdOf(await before.house.next(OWNER));
  await before.house.abandon();

  // As a machine without a clock of its own comes back after a power cut.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 3 * 86_400_000 });
  undo.push(() => vi.useRealTimers());
  const after = await withDoor({ folder, limits: { confirmMs: 40 } });
  undo.push(() => after.house.close());
  after.release();
  await after.house.runtime.resume(await after.house.runtime.interrupted());
  expect((await after.house.next(OWNER, 1)).body).toMatchObject({ text: 'There was no answer, so I left it.' });
  await expect(after.house.runtime.answer(OWNER, askId, 'yes')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(after.opened()).toBe(0);
});

test('a turn is stopped by who began it and by the owner, and by nobody else', async () => {
  const never = tool({ contract: slow, run: () => new Promise<never>(() => undefined) });
  const waits = router({
    contract: root,
    *run() {
      return end(yield* slow({ text: 'x' }));
    },
  });
  const house = await openHouse({ services: [never, waits] });
  undo.push(() => house.close());
  const utter = (requestId: string) => house.runtime.utter(VOICE, { requestId, text: 'wait', continueLast: false });
  const isOpen = async () => (await house.store.openThreads()).length;
  const bath: Client = { ...VOICE, name: 'bath' };

  const first = await utter('first');
  await expect(house.runtime.cancel(bath, first.thread, first.turn)).rejects.toMatchObject({
    code: 'PERMISSION_DENIED',
  });
  expect(await isOpen()).toBe(1);
  await house.runtime.cancel(VOICE, first.thread, first.turn);
  expect((await house.next(VOICE)).body).toMatchObject({ code: 'CANCELLED' });

  const second = await utter('second');
  await house.runtime.cancel(OWNER, second.thread, second.turn);
  expect((await house.next(VOICE, 1)).body).toMatchObject({ code: 'CANCELLED' });
  expect(await isOpen()).toBe(0);
});
