import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import durable from '../../../src/services/need/schedule/durable.ts';
import { timerView } from '../../../src/services/need/timer/contract.ts';
import { FakeClock, settled } from '../fake_clock.ts';
import { MemoryStorage } from '../memory_storage.ts';
import { ToolHost } from '../tool_host.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const listed = z.object({ timers: z.array(timerView) });

describe('need.timer', () => {
  let clock: FakeClock;
  let storage: MemoryStorage;
  let host: ToolHost;
  let release: () => Promise<void>;

  beforeEach(async () => {
    clock = new FakeClock();
    storage = new MemoryStorage();
    host = new ToolHost({ clock, storage });
    release = await host.open(durable);
  });

  afterEach(async () => {
    host.stop();
    await release();
  });

  const start = async (input: { durationMs: number; name?: string; area?: string; command?: string }) => {
    const timer = timerView.parse(await host.call('need.timer.start', { client: 'cli', ...input }));
    await settled();
    return timer;
  };
  const list = async () => listed.parse(await host.call('need.timer.list', {})).timers;
  const change = async (ids: string[], wanted: string, byMs?: number) => {
    const answer = listed.parse(
      await host.call('need.timer.change', { ids, change: wanted, ...(byMs === undefined ? {} : { byMs }) }),
    );
    await settled();
    return answer.timers;
  };
  /** A daemon that starts on the same records, after the old one was killed. */
  const restart = async (at: FakeClock) => {
    host.stop();
    await release();
    host = new ToolHost({ clock: at, storage });
    clock = at;
    release = await host.open(durable);
  };

  it('is told when it is due, once, under a key of its own', async () => {
    const { id } = await start({ durationMs: 5 * MINUTE, name: 'pasta', area: 'Kitchen' });
    await clock.pass(5 * MINUTE - 1);
    expect(host.told).toEqual([]);
    await clock.pass(1);
    await clock.pass(10 * MINUTE);
    const due = Date.UTC(2026, 10, 23, 6, 47);
    expect(host.told).toEqual([
      {
        subject: 'signal.timer.due',
        key: `${id}:${due}`,
        value: {
          id,
          name: 'pasta',
          area: 'Kitchen',
          client: 'cli',
          durationMs: 5 * MINUTE,
          dueAt: due,
          toldAt: due,
          lateMs: 0,
        },
      },
    ]);
  });

  it('lists several, the next one first, with what is left', async () => {
    await start({ durationMs: 10 * MINUTE, name: 'rice' });
    await start({ durationMs: 3 * MINUTE });
    await clock.pass(MINUTE);
    expect((await list()).map(({ name, remainingMs, state }) => [name, remainingMs, state])).toEqual([
      [undefined, 2 * MINUTE, 'running'],
      ['rice', 9 * MINUTE, 'running'],
    ]);
  });

  it('keeps what is left while paused, and runs on from there', async () => {
    const { id } = await start({ durationMs: 5 * MINUTE });
    await clock.pass(2 * MINUTE);
    expect(await change([id], 'pause')).toMatchObject([{ state: 'paused', remainingMs: 3 * MINUTE }]);
    await clock.pass(60 * MINUTE);
    expect(host.told).toEqual([]);
    expect(await list()).toMatchObject([{ state: 'paused', remainingMs: 3 * MINUTE }]);
    expect(await change([id], 'pause')).toEqual([]);
    await change([id], 'resume');
    await clock.pass(3 * MINUTE - 1);
    expect(host.told).toEqual([]);
    await clock.pass(1);
    expect(host.told).toHaveLength(1);
  });

  it('takes more and less time; one left with nothing is due at once', async () => {
    const { id } = await start({ durationMs: 5 * MINUTE });
    expect(await change([id], 'add', 2 * MINUTE)).toMatchObject([{ remainingMs: 7 * MINUTE, durationMs: 5 * MINUTE }]);
    await clock.pass(5 * MINUTE);
    expect(host.told).toEqual([]);
    expect(await change([id], 'remove', 3 * MINUTE)).toMatchObject([{ state: 'due', remainingMs: 0 }]);
    await clock.pass(0);
    expect(host.told).toHaveLength(1);
  });

  it('never rings once cancelled, and a cancelled one can be brought back', async () => {
    const { id } = await start({ durationMs: 5 * MINUTE, name: 'tea' });
    await clock.pass(MINUTE);
    const gone = await change([id], 'cancel');
    expect(gone).toMatchObject([{ name: 'tea', remainingMs: 4 * MINUTE }]);
    await clock.pass(60 * MINUTE);
    expect(host.told).toEqual([]);
    await host.call('need.timer.restore', { timers: gone });
    await clock.pass(4 * MINUTE);
    expect(host.told).toMatchObject([{ value: { name: 'tea' } }]);
  });

  it('rings once: the second time it is marked, or after a change, it says no', async () => {
    const { id } = await start({ durationMs: MINUTE });
    await clock.pass(MINUTE);
    const [due] = await list();
    expect(due).toMatchObject({ state: 'due', remainingMs: 0 });
    const dueAt = Date.UTC(2026, 10, 23, 6, 43);
    expect(await host.call('need.timer.ring', { id, dueAt: dueAt + 1 })).toEqual({ rung: false });
    expect(await host.call('need.timer.ring', { id, dueAt })).toEqual({ rung: true });
    expect(await host.call('need.timer.ring', { id, dueAt })).toEqual({ rung: false });
    expect(await list()).toEqual([]);
  });

  it('survives a restart; what came due meanwhile is told at once, with how late it is', async () => {
    const early = await start({ durationMs: MINUTE, name: 'egg' });
    await start({ durationMs: 30 * MINUTE, name: 'roast' });
    const paused = await start({ durationMs: 10 * MINUTE, name: 'nap' });
    await change([paused.id], 'pause');
    await restart(new FakeClock(clock.now() + 6 * MINUTE));
    await clock.pass(0);
    expect(host.told).toMatchObject([
      { key: `${early.id}:${Date.UTC(2026, 10, 23, 6, 43)}`, value: { name: 'egg', lateMs: 5 * MINUTE } },
    ]);
    await clock.pass(24 * MINUTE);
    expect(host.told.map(({ value }) => value)).toMatchObject([{ name: 'egg' }, { name: 'roast', lateMs: 0 }]);
    expect(await list()).toMatchObject([
      { state: 'due' },
      { state: 'due' },
      { name: 'nap', state: 'paused', remainingMs: 10 * MINUTE },
    ]);
  });

  it('is told again under the same key after a crash before it rang', async () => {
    await start({ durationMs: MINUTE });
    await clock.pass(MINUTE);
    const [first] = host.told;
    await restart(new FakeClock(clock.now() + SECOND));
    await clock.pass(0);
    expect(host.told).toMatchObject([{ key: first?.key }]);
  });

  it.each([-60 * MINUTE, 60 * MINUTE])(
    'takes its time whatever is done to the clock on the wall (%i ms)',
    async (jump) => {
      await start({ durationMs: 10 * MINUTE });
      await clock.pass(MINUTE);
      clock.jump(jump);
      expect(await list()).toMatchObject([{ remainingMs: 9 * MINUTE }]);
      await clock.pass(9 * MINUTE - 1);
      expect(host.told).toEqual([]);
      await clock.pass(1);
      expect(host.told).toMatchObject([{ value: { lateMs: 0 } }]);
    },
  );

  it('keeps its time over a restart after the clock on the wall was set', async () => {
    await start({ durationMs: 10 * MINUTE });
    clock.jump(-60 * MINUTE);
    await clock.pass(2 * MINUTE);
    await restart(new FakeClock(clock.now()));
    expect(await list()).toMatchObject([{ remainingMs: 8 * MINUTE }]);
  });

  it('tries again where telling failed', async () => {
    await start({ durationMs: MINUTE });
    host.refuse = () => {
      throw new Error('disk full');
    };
    await clock.pass(MINUTE);
    expect(host.told).toEqual([]);
    expect(host.logged).toMatchObject([{ fields: { error: 'disk full' } }]);
    host.refuse = undefined;
    await clock.pass(5 * SECOND);
    expect(host.told).toMatchObject([{ value: { lateMs: 5 * SECOND } }]);
  });

  it('tells nothing once released', async () => {
    await start({ durationMs: MINUTE });
    await release();
    await clock.pass(60 * MINUTE);
    expect(host.told).toEqual([]);
  });

  it('names what undoes each change', async () => {
    const { timerChange, timerStart } = await import('../../../src/services/need/timer/contract.ts');
    const timer = { id: 'a', client: 'cli', durationMs: MINUTE, state: 'running', remainingMs: MINUTE };
    expect(timerStart.undoFor({ durationMs: MINUTE, client: 'cli' }, timer)).toMatchObject({
      subject: 'need.timer.change',
      input: { ids: ['a'], change: 'cancel' },
    });
    expect(timerChange.undoFor({ ids: ['a'], change: 'add', byMs: 5 }, { timers: [timer] })).toMatchObject({
      input: { ids: ['a'], change: 'remove', byMs: 5 },
    });
    expect(timerChange.undoFor({ ids: ['a'], change: 'cancel' }, { timers: [timer] })).toMatchObject({
      subject: 'need.timer.restore',
      input: { timers: [timer] },
    });
    expect(timerChange.undoFor({ ids: ['a'], change: 'pause' }, { timers: [] })).toBeUndefined();
  });
});
