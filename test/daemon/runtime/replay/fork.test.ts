import { need, reply, use } from 'agentos/contract';
import { end, router, tool } from 'agentos/service';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { fork } from '../../../../src/daemon/runtime/replay/fork.ts';
import { Replays } from '../../../../src/daemon/runtime/replay/replays.ts';
import { threadAt } from '../../../../src/daemon/runtime/replay/thread_at.ts';
import { GivenServices, type House, OWNER, openHouse, VOICE } from '../house.ts';

const root = use('root', { summary: 'Root.', input: z.object({ text: z.string() }).loose(), output: reply });
const words = z.object({ text: z.string() });
const web = need('web', { summary: 'Web.', input: words, output: words, effect: 'read', risk: 'open', outside: true });
const send = need('send', { summary: 'Send.', input: words, output: words, effect: 'once', risk: 'danger' });

let sent: string[] = [];
const SERVICES = [
  tool({ contract: web, run: async ({ text }) => ({ text }) }),
  tool({
    contract: send,
    async run({ text }, { key }) {
      sent.push(key);
      return { text };
    },
  }),
  router({
    contract: root,
    *run({ input, thread }) {
      if (input.text === 'web') yield* web({ text: thread.id });
      if (input.text === 'send') yield* send({ text: thread.id });
      return end({ text: thread.messages.map(({ text }) => text).join('|') });
    },
  }),
];

let house: House | undefined;
afterEach(async () => {
  sent = [];
  await house?.close();
  house = undefined;
});

/** A thread of three turns: one that says, one that sends with a yes, one that has read what is outside. */
async function spoken() {
  house = await openHouse({ services: SERVICES });
  const { runtime, store, say, next } = house;
  const { thread } = await say('one', { client: VOICE });
  const { last } = await store.mailbox(OWNER.name);
  const { turn } = await runtime.utter(OWNER, { requestId: 'send', text: 'send', thread, continueLast: false });
  const ask = await next(OWNER, last);
  await runtime.answer(OWNER, `${thread}/${turn}.0?`, 'yes');
  await next(OWNER, ask.offset);
  await say('web', { thread });
  return { house, thread, events: await store.events(thread) };
}

describe('time travel', () => {
  test('a thread is shown as it was after each of its events', async () => {
    const { house, thread, events } = await spoken();
    const asked = events.find(({ key }) => key === '2.0?');
    expect(await threadAt(house.store, thread, asked?.seq)).toMatchObject({
      thread: { status: 'waiting', turn: 2, seq: asked?.seq, taint: [] },
      open: [{ key: '2.0?', subject: 'need.user.ask', to: ['person'] }],
    });
    const sending = await threadAt(house.store, thread, (asked?.seq ?? 0) + 2);
    expect(sending).toMatchObject({ thread: { status: 'active' }, open: [{ key: '2.0', effect: 'once' }] });
    const now = await threadAt(house.store, thread);
    expect(now).toMatchObject({ thread: { status: 'complete', taint: ['need.web'], seq: events.length }, open: [] });
    expect(now.thread.messages).toHaveLength(6);
    expect((await threadAt(house.store, thread, 0)).thread).toMatchObject({
      turn: 0,
      messages: [],
      status: 'complete',
    });
    await expect(threadAt(house.store, thread, events.length + 1)).rejects.toMatchObject({ code: 'OUT_OF_RANGE' });
    await expect(threadAt(house.store, 'nowhere')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('a branch takes along the turns that were complete; its parent is untouched, and nothing is done again', async () => {
    const { house, thread, events } = await spoken();
    const { store } = house;
    const second = events.find(({ direction, turn }) => direction === 'END' && turn === 2)?.seq ?? 0;
    for (let at = 0; at <= events.length; at += 1) {
      const branch = await fork(store, 5, thread, { at });
      const copied = await store.events(branch.id);
      const ended = events.filter(({ direction, seq }) => direction === 'END' && seq <= at).length;
      expect(branch).toMatchObject({
        parent: thread,
        turn: ended,
        status: 'complete',
        origin: { client: 'voice', area: 'kitchen' },
      });
      expect(branch.branchedAt).toBe(copied.length);
      expect(copied.map(({ seq }) => seq)).toEqual(copied.map((_, index) => index + 1));
      expect(branch.taint).toEqual(ended === 3 ? ['need.web'] : []);
    }
    const branch = await fork(store, 5, thread, { at: second + 1, title: 'otherwise' });
    expect(branch).toMatchObject({ turn: 2, seq: second, branchedAt: second, title: 'otherwise' });
    const copied = await store.events(branch.id);
    const ids = new Set(copied.map(({ id }) => id));
    expect(ids.size).toBe(copied.length);
    for (const { cause } of copied) if (cause !== undefined) expect(ids.has(cause)).toBe(true);
    const bare = (all: typeof events) => all.map(({ id: _i, thread: _t, cause: _c, ...rest }) => rest);
    const expected = bare(events.slice(0, second)).map((event) =>
      event.direction === 'FORWARD' && event.opened ? { ...event, copiedFrom: thread } : event,
    );
    expect(bare(copied)).toEqual(expected);
    expect(sent).toEqual([`${thread}/2.0`]);
    expect(await store.events(thread)).toEqual(events);
    expect(await store.openThreads()).toEqual([]);
  });

  test('a branch goes on by itself: what is said there knows what was said before, its own effects are its own, and it replays', async () => {
    const { house, thread, events } = await spoken();
    const { store, say, runtime, next } = house;
    const first = events.find(({ direction }) => direction === 'END')?.seq ?? 0;
    const branch = await fork(store, 5, thread, { at: first });
    expect((await say('other', { thread: branch.id })).reply.text).toBe('one|one|other');
    const { last } = await store.mailbox(OWNER.name);
    const { turn } = await runtime.utter(OWNER, {
      requestId: 's',
      text: 'send',
      thread: branch.id,
      continueLast: false,
    });
    expect(turn).toBe(3);
    const ask = await next(OWNER, last);
    await runtime.answer(OWNER, `${branch.id}/3.0?`, 'yes');
    await next(OWNER, ask.offset);
    expect(sent).toEqual([`${thread}/2.0`, `${branch.id}/3.0`]);
    const whole = await fork(store, 6, branch.id, {});
    const opened = (await store.events(whole.id)).flatMap((event) =>
      event.direction === 'FORWARD' && event.opened ? [event.copiedFrom] : [],
    );
    expect(opened).toEqual([thread, branch.id, branch.id]);
    const replays = new Replays({
      store,
      registry: new GivenServices(SERVICES, '1'),
      busy: () => false,
      monotonic: () => 0,
    });
    const found = [];
    for await (const one of replays.all(0, new AbortController().signal)) found.push([one.turns, one.differences]);
    expect(found).toEqual([
      [3, []],
      [3, []],
      [3, []],
    ]);
    expect(sent).toHaveLength(2);
  });

  test('a room goes on in its own conversation after a restart, not in a branch of it', async () => {
    const { house: before, thread } = await spoken();
    await fork(before.store, Date.now() + 1_000, thread, {});
    await before.abandon();
    house = await openHouse({ services: SERVICES, folder: before.folder });
    const accepted = await house.runtime.utter(VOICE, { requestId: 'again', text: 'again', continueLast: true });
    expect(accepted.thread).toBe(thread);
    expect(await house.next(VOICE, 1)).toMatchObject({ thread, kind: 'reply' });
  });

  test('a branch of nothing begins anew in the place of its parent', async () => {
    const { house, thread } = await spoken();
    const branch = await fork(house.store, 5, thread, { at: 1 });
    expect(branch).toMatchObject({ seq: 0, turn: 0, branchedAt: 0 });
    expect((await house.say('anew', { thread: branch.id })).reply.text).toBe('anew');
    expect(await house.store.thread(branch.id)).toMatchObject({ parent: thread, turn: 1, status: 'complete', seq: 2 });
  });
});
