import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reply } from 'agentos/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GeneratorService } from '../../../../src/daemon/model/service.ts';
import type { Registered, Registry } from '../../../../src/daemon/runtime/registry.ts';
import { Replays } from '../../../../src/daemon/runtime/replay/replays.ts';
import { type ShippedHouse, shippedHouse } from '../../../shipped_house.ts';
import { recordThreads, replayShuffled, sumOf } from './recorded_threads.ts';

const ROOT = join(import.meta.dirname, '../../../..');
const THREADS = 60;
const signal = new AbortController().signal;

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'agentos-t12-'));
  await recordThreads(folder, THREADS, 12);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('P20 T12 determinism: recorded threads replayed', () => {
  test('P20 T12 twice, with the services in another order each time: byte-equal, with no effect', async () => {
    const first = await replayShuffled(folder, 1);
    expect(first.differences).toEqual([]);
    expect(first.threads).toBeGreaterThanOrEqual(THREADS);
    expect(first.events).toBeGreaterThan(first.turns * 5);
    expect(await replayShuffled(folder, 2)).toEqual(first);
  });

  test('P20 T12 the twins: a service that was changed, and one that is not pure, are told at their first event', async () => {
    const house = await shippedHouse({ root: ROOT, folder });
    try {
      const changed = await replayWith(house, 'use.lights', (text) => text.replace('Turned', 'Switched'));
      expect(changed.length).toBeGreaterThan(3);
      for (const what of changed) expect(what).toMatch(/the BACKWARD of use\.lights is another.*Turned.*Switched/);
      const impure = await replayWith(house, 'use.calculator', (text) => `${text} ${Math.random()}`);
      expect(impure.length).toBeGreaterThan(2);
      for (const what of impure) expect(what).toMatch(/the BACKWARD of use\.calculator is another/);
    } finally {
      await house.leave();
    }
  });

  test('P20 T12 the twin: the same threads said again, in place of replayed, do things', async () => {
    const house = await shippedHouse({ root: ROOT, folder });
    const calls = (): number => house.catalog.describe().reduce((sum, report) => sum + report.calls, 0);
    try {
      const before = calls();
      await sumOf(house.past.replayAll(0, signal));
      expect(calls()).toBe(before);
      const [row] = (await house.store.threads({ limit: 200 })).filter(({ title }) => title.startsWith('turn on'));
      await house.say(row?.title ?? '');
      expect(calls()).toBeGreaterThan(before);
    } finally {
      await house.leave();
    }
  });

  test('P20 a service that is gone is a difference of each thread that it was part of, and nothing falls over', async () => {
    const house = await shippedHouse({ root: ROOT, folder });
    try {
      const without = registryOf(
        house.catalog,
        (handler) => handler.service.contract.subject !== 'use.lights' && handler,
      );
      const { threads, differences } = await sumOf(replaysOf(house, without).all(0, signal));
      expect(threads).toBeGreaterThanOrEqual(THREADS);
      expect(differences.length).toBeGreaterThan(3);
      for (const what of differences) expect(what).toContain('nothing here provides use.lights any more');
    } finally {
      await house.leave();
    }
  });

  test('P20 beside a daemon that is busy it rests; only so many run at once', async () => {
    const house = await shippedHouse({ root: ROOT, folder });
    try {
      let [now, rests] = [0, 0];
      const busy = (): boolean => {
        rests += 1;
        return true;
      };
      const replays = new Replays({ store: house.store, registry: house.catalog, busy, monotonic: () => (now += 3) });
      const { turns } = await sumOf(replays.all(0, signal));
      expect(rests).toBeGreaterThan(turns / 4);
      const leave = [replays.enter(), replays.enter()];
      await expect(replays.all(0, signal).next()).rejects.toMatchObject({ code: 'RESOURCE_EXHAUSTED' });
      for (const one of leave) one();
      const gone = new AbortController();
      gone.abort();
      await expect(sumOf(replays.all(0, gone.signal))).rejects.toMatchObject({ code: 'CANCELLED' });
      expect((await sumOf(replays.all(Number.MAX_SAFE_INTEGER, signal))).threads).toBe(0);
    } finally {
      await house.leave();
    }
  });

  test('P20 live: reads are made, what acts is answered as then or not made; a change shows in calls and reply', async () => {
    const house = await shippedHouse({ root: ROOT, folder });
    try {
      const said = await house.say('turn on the kitchen light');
      const same = await liveOf(house, said.thread);
      expect(same).toMatchObject([{ turn: 1, said: 'turn on the kitchen light', same: true }]);
      const set = same[0]?.calls.find(({ now }) => now?.subject === 'need.device.set');
      expect(set?.now?.source).toBe('recorded');
      const time = await house.say('what time is it');
      expect((await liveOf(house, time.thread))[0]?.calls.map(({ now }) => now?.source)).toContain('read');
    } finally {
      await house.leave();
    }
  });
});

async function liveOf({ past }: ShippedHouse, thread: string) {
  const turns = [];
  for await (const turn of past.replayLive(thread, signal)) turns.push(turn);
  return turns;
}

type Handler = Registered<GeneratorService>;

function registryOf(
  registry: Registry,
  change: (handler: Handler) => Handler | false,
): Pick<Registry, 'contract' | 'handler'> {
  return {
    contract: (subject) => registry.contract(subject),
    handler: (subject) => {
      const handler = registry.handler(subject);
      return (handler && change(handler)) || undefined;
    },
  };
}

function replaysOf({ store }: ShippedHouse, registry: Pick<Registry, 'contract' | 'handler'>): Replays {
  return new Replays({ store, registry, busy: () => false, monotonic: () => 0 });
}

/** What a replay tells where the service of a subject answers with other words. */
async function replayWith(
  house: ShippedHouse,
  subject: string,
  words: (text: string) => string,
): Promise<readonly string[]> {
  const changed = registryOf(house.catalog, (handler) => {
    const { service } = handler;
    if (service.contract.subject !== subject) return handler;
    const run: GeneratorService['run'] = function* (handed) {
      const answer = yield* service.run(handed);
      const said = reply.safeParse(answer);
      return said.success ? { ...said.data, text: words(said.data.text) } : answer;
    };
    return { ...handler, service: { ...service, run } };
  });
  return (await sumOf(replaysOf(house, changed).all(0, signal))).differences;
}
