import { type Tool, tool } from 'agentos/service';
import {
  MAX_TIMER_MS,
  type TimerView,
  timerChange,
  timerList,
  timerRestore,
  timerRing,
  timerStart,
} from '../timer/contract.ts';
import { takeRing } from './ring.ts';
import { checkRoom } from './room.ts';
import { scheduleRecords, withTimeLeft } from './schedule_record.ts';
import { timerRecord, timerViewOf } from './timer_view.ts';

/** Timers are schedules of the kind `timer`. */
export const timerTools: readonly Tool[] = [
  tool({
    contract: timerStart,
    async run(wanted, { storage, clock, key }) {
      const record = withTimeLeft(timerRecord(wanted), wanted.durationMs, true, clock);
      await checkRoom(storage);
      await storage.collection(scheduleRecords).put(key, record);
      return timerViewOf(key, record, clock);
    },
  }),

  tool({
    contract: timerList,
    async run(_input, { storage, clock }) {
      const stored = await storage.collection(scheduleRecords).query({ where: { kind: 'timer' }, limit: 100_000 });
      const timers = stored.map(({ key, value }) => timerViewOf(key, value, clock));
      return { timers: timers.sort((a, b) => a.remainingMs - b.remainingMs) };
    },
  }),

  tool({
    contract: timerChange,
    async run({ ids, change: wanted, byMs = 0 }, { storage, clock }) {
      const records = storage.collection(scheduleRecords);
      const timers: TimerView[] = [];
      for (const id of ids) {
        const stored = await records.get(id);
        if (stored?.value.kind !== 'timer') continue;
        const before = timerViewOf(id, stored.value, clock);
        if (wanted === 'cancel') {
          await records.delete(id);
          timers.push(before);
          continue;
        }
        const next = changed(before, wanted, byMs);
        if (next === undefined) continue;
        const record = withTimeLeft(stored.value, next.leftMs, next.running, clock);
        await records.put(id, record);
        timers.push(timerViewOf(id, record, clock));
      }
      return { timers };
    },
  }),

  tool({
    contract: timerRestore,
    async run({ timers }, { storage, clock }) {
      for (const timer of timers) {
        const record = withTimeLeft(timerRecord(timer), timer.remainingMs, timer.state !== 'paused', clock);
        await storage.collection(scheduleRecords).put(timer.id, record);
      }
      return { timers };
    },
  }),

  tool({
    contract: timerRing,
    run: async ({ id, dueAt }, { storage, clock }) => ({
      rung: (await takeRing(storage, clock, id, dueAt)) !== undefined,
    }),
  }),
];

/** What a change leaves of a timer; nothing where it does not apply to its state. */
function changed(
  { state, remainingMs: left }: TimerView,
  wanted: 'pause' | 'resume' | 'add' | 'remove',
  byMs: number,
): { leftMs: number; running: boolean } | undefined {
  const running = state !== 'paused';
  switch (wanted) {
    case 'pause':
      return state === 'running' ? { leftMs: left, running: false } : undefined;
    case 'resume':
      return state === 'paused' ? { leftMs: left, running: true } : undefined;
    case 'add':
      return { leftMs: Math.min(left + byMs, MAX_TIMER_MS), running };
    case 'remove':
      return { leftMs: Math.max(0, left - byMs), running };
  }
}
