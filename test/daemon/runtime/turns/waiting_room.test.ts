import { need, reply, use } from 'agentos/contract';
import { end, router, tool, userAsk } from 'agentos/service';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Channel } from '../../../../src/daemon/model/event.ts';
import { Fault } from '../../../../src/daemon/model/fault.ts';
import type { Client } from '../../../../src/daemon/runtime/assistant.ts';
import { Journal } from '../../../../src/daemon/runtime/journal.ts';
import { DEFAULT_LIMITS, type Limits } from '../../../../src/daemon/runtime/limits.ts';
import { LiveThreads } from '../../../../src/daemon/runtime/turns/live_threads.ts';
import { RoundRobin } from '../../../../src/daemon/runtime/turns/round_robin.ts';
import { Turn } from '../../../../src/daemon/runtime/turns/turn.ts';
import { WaitingRoom } from '../../../../src/daemon/runtime/turns/waiting_room.ts';
import { type House, OWNER, openHouse, VOICE } from '../house.ts';

const SMALL: Limits = {
  ...DEFAULT_LIMITS,
  runningTurns: 8,
  runningTurnsOfOne: 6,
  sharedTurnsOfOne: 2,
  automationTurns: 2,
  voicePlaces: 2,
  waitingTurns: 40,
  waitingTurnsOfOne: 20,
};

/** A room with a clock of its own, whose turns have no thread behind them. */
function roomOf(limits: Partial<Limits> = {}) {
  let now = 0;
  const room = new WaitingRoom({ ...SMALL, ...limits }, () => now);
  const nothing = new Proxy({} as never, {});
  const journal = new Journal(
    nothing,
    () => 0,
    () => undefined,
  );
  const { ledger } = new LiveThreads(nothing, () => 0).create({ client: 'x', interface: 'cli' }, '');
  const started: string[] = [];
  const open = (client: string, channel: Channel = 'owner', name = client): Turn => {
    const opening = { client, interface: 'cli', channel, canConfirm: false };
    room.assertRoom(opening);
    const turn = new Turn(journal, ledger, 1, opening);
    room.enter(turn);
    if (room.begin(turn)) started.push(name);
    else void room.wait(turn).then(() => started.push(name));
    return turn;
  };
  return { room, started, open, pass: (ms: number) => (now += ms) };
}

/** All promises that can settle have. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('P11 T15 places at work', () => {
  test('a lone turn has its place at once: nothing to wait for, no look at the clock', () => {
    let looks = 0;
    const room = new WaitingRoom(DEFAULT_LIMITS, () => {
      looks += 1;
      return 0;
    });
    const { open } = roomOf();
    const turn = open('a');
    for (let n = 0; n < 100; n += 1) {
      room.enter(turn);
      expect(room.begin(turn)).toBe(true);
      room.leave(turn);
    }
    expect(looks).toBe(0);
    expect(room.open).toBe(0);
  });

  test('voice comes before terminals, terminals before automations, and none of them never', async () => {
    const { started, open, room } = roomOf();
    const all = [...Array(6)].map(() => open('flood'));
    for (const channel of ['automation', 'owner', 'voice'] as const)
      for (let n = 0; n < 6; n += 1) all.push(open(`${channel}${n}`, channel, channel));
    await settled();
    // Two places are for voice alone, so two of the six did not wait at all.
    expect(started.slice(6)).toEqual(['voice', 'voice']);
    for (const turn of all) {
      room.leave(turn);
      await settled();
    }
    expect(started.slice(8, 12)).toEqual(['voice', 'voice', 'voice', 'voice']);
    const rest = started.slice(12);
    expect(rest).toHaveLength(12);
    expect(rest.indexOf('owner')).toBeLessThan(rest.indexOf('automation'));
    expect(rest.indexOf('automation')).toBeLessThan(rest.lastIndexOf('owner'));
  });

  test('each client in its turn, and within a client in the order of arrival', async () => {
    const { started, open, room } = roomOf();
    const busy = [...Array(6)].map(() => open('busy'));
    for (let n = 1; n <= 4; n += 1) open('flood', 'owner', `flood ${n}`);
    open('calm', 'owner', 'calm 1');
    open('other', 'owner', 'other 1');
    open('calm', 'owner', 'calm 2');
    started.splice(0);
    for (const turn of busy) {
      room.leave(turn);
      await settled();
    }
    expect(started).toEqual(['flood 1', 'calm 1', 'other 1', 'flood 2', 'calm 2']);
  });

  test('one client alone leaves places for the others, and keeps to a share while they are there', async () => {
    const { started, open, room, pass } = roomOf({ runningTurnsOfOne: 4 });
    const flood = [...Array(12)].map(() => open('flood'));
    expect(started).toHaveLength(4);
    const calm = open('calm');
    expect(started.at(-1)).toBe('calm');
    for (const turn of flood.splice(0, 3)) room.leave(turn);
    await settled();
    // Of its four one is still at work: a share is two.
    expect(started.filter((name) => name === 'flood')).toHaveLength(5);
    room.leave(calm);
    pass(6_000);
    room.leave(flood[0] as Turn);
    await settled();
    expect(started.filter((name) => name === 'flood')).toHaveLength(8);
  });

  test('what finds no room is refused with a time to come back, which grows with the rush; voice still finds room', () => {
    const { open, room, pass } = roomOf();
    for (let n = 0; n < 6 + 20; n += 1) open('flood');
    const refused = (client: string, channel: Channel = 'owner'): Fault | undefined => {
      try {
        open(client, channel);
        return undefined;
      } catch (thrown) {
        return Fault.from(thrown);
      }
    };
    expect(refused('flood')).toMatchObject({ code: 'RESOURCE_EXHAUSTED', retryable: true, retryAfterMs: 250 });
    const others = [...Array(6)].map((_, n) => [...Array(3)].map(() => open(`other${n}`)));
    expect(room.open).toBe(6 + 20 + 18);
    expect(refused('late')?.retryAfterMs).toBeGreaterThan(0);
    expect(refused('kitchen', 'voice')).toBeUndefined();
    // Slow turns free their places slowly.
    for (const turn of others.flat().slice(0, 6)) {
      pass(5_000);
      room.leave(turn);
    }
    expect(refused('late')?.retryAfterMs).toBeGreaterThan(0);
  });

  test('who is stopped while it waits leaves the room at once', async () => {
    const { started, open, room } = roomOf({ waitingTurnsOfOne: 2 });
    const busy = [...Array(6)].map(() => open('a'));
    const waits = open('a', 'owner', 'stopped');
    open('a', 'owner', 'last');
    expect(() => open('a')).toThrow(expect.objectContaining({ code: 'RESOURCE_EXHAUSTED' }));
    waits.stop(new Fault('CANCELLED', 'Stopped.'));
    await settled();
    expect(started.at(-1)).toBe('stopped');
    room.leave(waits);
    open('a', 'owner', 'after');
    room.leave(busy[0] as Turn);
    await settled();
    expect(started.slice(6)).toEqual(['stopped', 'last']);
  });

  test('a turn that waits for a person gives its place away, and goes on at once when it is answered', async () => {
    const { started, open, room } = roomOf();
    const asking = [...Array(6)].map(() => open('a'));
    open('a', 'owner', 'next');
    asking[0]?.askOpened(0);
    await settled();
    expect(started.at(-1)).toBe('next');
    asking[0]?.askClosed(10);
    const after = open('a', 'owner', 'after');
    room.leave(asking[1] as Turn);
    await settled();
    // Seven are at work for a moment: now there are six, and no more.
    expect(started).not.toContain('after');
    room.leave(asking[2] as Turn);
    await settled();
    expect(started).toContain('after');
    for (const turn of [...asking, after]) room.leave(turn);
  });
});

test('lines are taken in turn, those that may not are passed over, and what is removed is gone', () => {
  const lines = new RoundRobin<string, number>();
  for (const [key, value] of [
    ['a', 1],
    ['a', 2],
    ['b', 3],
    ['c', 4],
    ['a', 5],
  ] as const)
    lines.add(key, value);
  lines.remove('a', 2);
  lines.remove('z', 9);
  const taken: (number | undefined)[] = [];
  for (let n = 0; n < 3; n += 1) taken.push(lines.next((key) => key !== 'c'));
  expect(taken).toEqual([1, 3, 5]);
  expect(lines.next((key) => key !== 'c')).toBeUndefined();
  expect(lines.next(() => true)).toBe(4);
  expect(lines.next(() => true)).toBeUndefined();
});

const root = use('root', { summary: 'Root.', input: z.object({ text: z.string() }).loose(), output: reply });
const words = z.object({ text: z.string() });
const read = need('read', { summary: 'Read.', input: words, output: words, effect: 'read', risk: 'open' });

const houses: House[] = [];
afterEach(async () => {
  for (const house of houses.splice(0)) await house.close();
});

/** A house whose turns all take a step of the event loop or two; `ran` is the order in which they began. */
async function busyHouse(limits: Partial<Limits>): Promise<{ house: House; ran: string[] }> {
  const ran: string[] = [];
  const house = await openHouse({
    limits,
    services: [
      tool({
        contract: read,
        async run({ text }) {
          ran.push(text);
          await settled();
          return { text };
        },
      }),
      router({
        contract: root,
        *run({ input }) {
          if (input.text === 'ask') yield* userAsk({ text: 'Which?' });
          return end(yield* read({ text: input.text }));
        },
      }),
    ],
  });
  houses.push(house);
  return { house, ran };
}

async function flood(house: House, client: Client, count: number) {
  const said = await Promise.allSettled(
    Array.from({ length: count }, (_, n) =>
      house.runtime.utter(client, { requestId: `f${n}`, text: `flood ${n}`, continueLast: false }),
    ),
  );
  const refused = said.flatMap((one) => (one.status === 'rejected' ? [Fault.from(one.reason)] : []));
  return { accepted: count - refused.length, refused };
}

/** How many turns of a flood begin before that of another who comes after it. */
async function floodBefore(text: string, client: Client, floods: Client, limits: Partial<Limits>): Promise<number> {
  const { house, ran } = await busyHouse(limits);
  const flooding = flood(house, floods, 20 * (SMALL.runningTurns + SMALL.waitingTurns));
  while (ran.length < SMALL.runningTurnsOfOne) await settled();
  const before = ran.length;
  expect((await house.say(text, { client })).reply.text).toBe(text);
  const { accepted, refused } = await flooding;
  expect(accepted).toBeGreaterThan(0);
  expect(refused.length).toBeGreaterThan(0);
  for (const fault of refused) {
    expect(fault.code).toBe('RESOURCE_EXHAUSTED');
    expect(fault.retryAfterMs).toBeGreaterThan(0);
  }
  while ((await house.store.openThreads()).length > 0) await settled();
  expect(ran).toHaveLength(accepted + 1);
  return ran.indexOf(text) - before;
}

test('P11 T15 a flood of 20 times what there is room for: the excess is refused, the rest ends, others hardly wait', async () => {
  expect(await floodBefore('calm', { ...OWNER, name: 'calm' }, OWNER, SMALL)).toBeLessThanOrEqual(SMALL.runningTurns);
  expect(await floodBefore('spoken', VOICE, OWNER, SMALL)).toBeLessThanOrEqual(SMALL.voicePlaces);
});

test('the twin: without places and lines a flood is before everybody', async () => {
  // One name for both is one line: that takes the fairness between clients away.
  const { house, ran } = await busyHouse({ ...SMALL, waitingTurns: 1_000, waitingTurnsOfOne: 1_000 });
  const flooding = flood(house, OWNER, 200);
  while (ran.length < SMALL.runningTurnsOfOne) await settled();
  await house.say('calm', { client: OWNER });
  await flooding;
  expect(ran.indexOf('calm')).toBeGreaterThan(100);
});

test('P11 questions to people take no place, however many are open, and each of them goes on', async () => {
  const { house, ran } = await busyHouse({ ...SMALL, waitingTurnsOfOne: 30 });
  const asked = Array.from({ length: 30 }, (_, n) => `q${n}`);
  const open = await Promise.all(
    asked.map((requestId) => house.runtime.utter(OWNER, { requestId, text: 'ask', continueLast: false })),
  );
  while ((await house.store.mailbox(OWNER.name)).last < 30) await settled();
  expect((await house.say('and me', { client: { ...OWNER, name: 'b' } })).reply.text).toBe('and me');
  await Promise.all(open.map(({ thread }) => house.runtime.answer(OWNER, `${thread}/1.0`, 'that')));
  while ((await house.store.openThreads()).length > 0) await settled();
  expect(ran).toHaveLength(31);
});

test('P7 what a client says in one thread is handled in the order of arrival, also where the store has to be asked', async () => {
  const { house, ran } = await busyHouse({ queuedTurns: 100 });
  const saying: Promise<unknown>[] = [];
  for (let n = 0; n < 12; n += 1) {
    saying.push(house.runtime.utter(OWNER, { requestId: `s${n}`, text: `n ${n}`, continueLast: n > 0 }));
    if (n % 5 === 4) await settled();
  }
  const accepted = (await Promise.all(saying)) as { thread: string; turn: number }[];
  expect(new Set(accepted.map(({ thread }) => thread)).size).toBe(1);
  expect(accepted.map(({ turn }) => turn)).toEqual(accepted.map((_, n) => n + 1));
  while ((await house.store.openThreads()).length > 0) await settled();
  expect(ran).toEqual(accepted.map((_, n) => `n ${n}`));
});
