import { rmSync } from 'node:fs';
import { need, reply, use } from 'agentos/contract';
import { end, Fault, type ReadBack, type ReadBackContext, router, settle, tool } from 'agentos/service';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { GeneratorService, Tool } from '../../../../src/daemon/model/service.ts';
import type { House, HouseOptions } from '../house.ts';
import { OWNER, openHouse, sketch } from '../house.ts';

const root = use('root', { summary: 'Root.', input: z.object({ text: z.string() }).loose(), output: reply });
const words = z.object({ text: z.string() });
const promise = { summary: 'Send the letter.', input: words, output: words } as const;
const send = need('send', { ...promise, effect: 'once', risk: 'home' });
const door = need('door', { ...promise, effect: 'keyed', risk: 'danger', question: ({ text }) => `Open ${text}?` });
type Contract = typeof send;

const folders: string[] = [];
const open: House[] = [];
afterEach(async () => {
  for (const house of open.splice(0)) await house.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** How often the call was made, and read back, and under which keys. */
class Ledger {
  made = 0;
  keys: string[] = [];
}

const plan = (contract: Contract): GeneratorService =>
  router({
    contract: root,
    *run() {
      const [said] = yield* settle([contract({ text: 'it' })]);
      return end({ text: said?.ok ? `done: ${said.value.text}` : (said?.error.message ?? '') });
    },
  });

/** Told by nobody, so that what ended the turn is what is said. */
const bare = (contract: Contract): GeneratorService =>
  router({
    contract: root,
    *run() {
      const { text } = yield* contract({ text: 'it' });
      return end({ text });
    },
  });

type Reading = (key: string) => Promise<ReadBack<{ text: string }>>;

const provider = (contract: Contract, ledger: Ledger, readBack?: Reading): Tool =>
  tool({
    contract,
    run: async (_input, { key }) => {
      ledger.made += 1;
      ledger.keys.push(key);
      return ledger.made > 1 ? { text: 'made again' } : new Promise<never>(() => undefined);
    },
    ...(readBack ? { readBack: (_input: { text: string }, { key }: ReadBackContext) => readBack(key) } : {}),
  });

/** A house that lost its process inside the call, and comes back. */
async function interrupted(
  contract: Contract,
  readBack: Reading | undefined,
  router = plan(contract),
  options: Partial<HouseOptions> = {},
): Promise<{ house: House; thread: string; ledger: Ledger }> {
  const ledger = new Ledger();
  const services = [provider(contract, ledger, readBack), router];
  const before = await openHouse({ services });
  folders.push(before.folder);
  const { thread } = await before.runtime.utter(OWNER, { requestId: 'r', text: 'go', continueLast: false });
  if (contract.fixedRisk === 'danger') {
    const ask = await before.next(OWNER);
    await before.runtime.answer(OWNER, `${thread}/1.0[0]?`, 'yes');
    expect(ask.kind).toBe('ask');
  }
  while (ledger.made === 0) await new Promise(setImmediate);
  await new Promise((resolve) => setTimeout(resolve, 10));
  await before.abandon();
  const house = await openHouse({ services, folder: before.folder, ...options });
  open.push(house);
  await house.runtime.resume(await house.runtime.interrupted());
  return { house, thread, ledger };
}

async function replyIn(house: House) {
  for (let after = 0; ; after += 1) {
    const mail = await house.next(OWNER, after);
    if (mail.kind === 'reply') return mail.body;
  }
}

describe('P8 a once call that a crash interrupted is read back and never made again', () => {
  test('done: the turn goes on as if it had been answered', async () => {
    const keys: string[] = [];
    const { house, thread, ledger } = await interrupted(send, async (key) => {
      keys.push(key);
      return { outcome: 'done', output: { text: 'sent at noon' } };
    });
    expect(await replyIn(house)).toMatchObject({ text: 'done: sent at noon', status: 'complete', acted: true });
    expect(ledger.made).toBe(1);
    expect(keys).toEqual(ledger.keys);
    const events = await house.store.events(thread);
    expect(sketch(events)).toEqual(['F 1 use.root', 'F 1.0[0] need.send', 'B 1.0[0] need.send ok', 'E 1 use.root ok']);
    expect(events[2]?.data).toEqual({ text: 'sent at noon' });
  });

  test.each([
    [undefined, 'I was interrupted, and this was not done: Send the letter.'],
    ['It lies in the box.', 'I was interrupted, and it was not done. It lies in the box.'],
  ])('not done: it is told so (%s), and not made', async (said, text) => {
    const told = said === undefined ? {} : { said };
    const { house, thread, ledger } = await interrupted(send, async () => ({ outcome: 'not_done', ...told }));
    expect(await replyIn(house)).toMatchObject({ text });
    expect(ledger.made).toBe(1);
    expect(sketch(await house.store.events(thread))[2]).toBe('B 1.0[0] need.send ABORTED');
  });

  test.each<[string, Reading | undefined, string]>([
    ['there is no way to tell', undefined, ': Send the letter.'],
    ['it says so', async () => ({ outcome: 'unknown', said: 'The post is shut.' }), '. The post is shut.'],
    ['it fails', () => Promise.reject(new Error('broken')), ': Send the letter.'],
    ['it tells of an error of its own', () => Promise.reject(new Fault('ABORTED', 'no')), ': Send the letter.'],
    [
      'what it tells is no answer',
      async () => ({ outcome: 'done', output: { text: 7 } }) as never,
      ': Send the letter.',
    ],
    ['what it tells is nothing', async () => undefined as never, ': Send the letter.'],
  ])('unknown, where %s', async (_why, readBack, ending) => {
    const { house, thread, ledger } = await interrupted(send, readBack);
    const body = await replyIn(house);
    expect(body).toMatchObject({ text: expect.stringMatching(/^I was interrupted, (so|and) I don't know whether/) });
    expect((body as { text: string }).text.endsWith(ending)).toBe(true);
    expect(ledger.made).toBe(1);
    expect(sketch(await house.store.events(thread))[2]).toBe('B 1.0[0] need.send UNKNOWN');
  });

  test('unknown, where it never tells: the turn is not held up', async () => {
    const quick = need('send', { ...promise, effect: 'once', risk: 'home', deadlineMs: 300 });
    const { house, ledger } = await interrupted(quick, () => new Promise<never>(() => undefined));
    expect(await replyIn(house)).toMatchObject({ text: expect.stringContaining("I don't know whether") });
    expect(ledger.made).toBe(1);
  });

  test('a device that does not answer yet is asked again', async () => {
    let asked = 0;
    const { house } = await interrupted(send, async () => {
      asked += 1;
      if (asked < 3) throw new Fault('UNAVAILABLE', 'not yet');
      return { outcome: 'done', output: { text: 'sent' } };
    });
    expect(await replyIn(house)).toMatchObject({ text: 'done: sent' });
    expect(asked).toBe(3);
  });

  test('a turn that it ends says it in plain words', async () => {
    const { house } = await interrupted(send, async () => ({ outcome: 'not_done' }), bare(send));
    expect(await replyIn(house)).toMatchObject({
      status: 'failed',
      code: 'ABORTED',
      text: 'I was interrupted, and this was not done: Send the letter.',
    });
  });

  test('a crash while it is read back: it is read back again', async () => {
    const reading = { count: 0 };
    const hang: Reading = async () => {
      reading.count += 1;
      return reading.count === 1 ? new Promise<never>(() => undefined) : { outcome: 'done', output: { text: 'sent' } };
    };
    const { house, ledger } = await interrupted(send, hang);
    while (reading.count === 0) await new Promise(setImmediate);
    await house.abandon();
    const again = await openHouse({ services: [provider(send, ledger, hang), plan(send)], folder: house.folder });
    open.push(again);
    await again.runtime.resume(await again.runtime.interrupted());
    expect(await replyIn(again)).toMatchObject({ text: 'done: sent' });
    expect(ledger.made).toBe(1);
  });

  test('reading back cannot write', async () => {
    const records = { name: 'letters', schema: words };
    const ledger = new Ledger();
    let refused: unknown;
    const post = tool({
      contract: send,
      run: async () => {
        ledger.made += 1;
        return new Promise<never>(() => undefined);
      },
      readBack: async (_input, { storage }) => {
        refused = await storage
          .collection(records)
          .put('a', { text: 'a' })
          .catch((thrown: unknown) => thrown);
        return { outcome: 'unknown' };
      },
    });
    const before = await openHouse({ services: [post, plan(send)] });
    folders.push(before.folder);
    await before.runtime.utter(OWNER, { requestId: 'r', text: 'go', continueLast: false });
    while (ledger.made === 0) await new Promise(setImmediate);
    await new Promise((resolve) => setTimeout(resolve, 10));
    await before.abandon();
    const house = await openHouse({ services: [post, plan(send)], folder: before.folder });
    open.push(house);
    await house.runtime.resume(await house.runtime.interrupted());
    await replyIn(house);
    expect(refused).toMatchObject({ code: 'FAILED_PRECONDITION' });
  });
});

describe('P8 what a person said yes to is not done later by itself, whatever its effect', () => {
  test('done is told as done, not done in the words of the question', async () => {
    const done = await interrupted(door, async () => ({ outcome: 'done', output: { text: 'open' } }));
    expect(await replyIn(done.house)).toMatchObject({ text: 'done: open' });
    const not = await interrupted(door, async () => ({ outcome: 'not_done' }));
    expect(await replyIn(not.house)).toMatchObject({ text: 'I was interrupted, and this was not done: Open it.' });
    const unknown = await interrupted(door, undefined);
    expect(await replyIn(unknown.house)).toMatchObject({
      text: "I was interrupted, so I don't know whether this happened: Open it.",
    });
    for (const { ledger } of [done, not, unknown]) expect(ledger.made).toBe(1);
  });
});

test('the twin: a call that is declared keyed is made again, and a tool that minds no key does it twice', async () => {
  const careless = need('send', { ...promise, effect: 'keyed', risk: 'home' });
  const { house, ledger } = await interrupted(careless, async () => ({ outcome: 'not_done' }));
  expect(await replyIn(house)).toMatchObject({ text: 'done: made again' });
  expect(ledger.made).toBe(2);
});
