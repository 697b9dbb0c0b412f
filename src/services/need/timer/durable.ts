import { provider, type ToolContext, tool } from 'agentos/service';
import { z } from 'zod';
import { openAlarmClock } from './alarm_clock.ts';
import {
  MAX_TIMER_MS,
  type TimerView,
  timerChange,
  timerList,
  timerRestore,
  timerRing,
  timerStart,
} from './contract.ts';
import { remainingMs, type TimerRecord, timerRecords, viewOf, withTimeLeft } from './timer_record.ts';

/** Timers as records in the daemon's own storage, and a wake-up for each. */
export default provider({
  contracts: [timerStart, timerList, timerChange, timerRestore, timerRing],
  settings: z.object({}),
  async open(context) {
    const alarm = await openAlarmClock(context);

    const start = tool({
      contract: timerStart,
      async run({ durationMs, ...rest }, { storage, clock, key }) {
        const record: TimerRecord = withTimeLeft({ ...rest, durationMs }, durationMs, true, clock);
        await storage.collection(timerRecords).put(key, record);
        return viewOf(key, record, durationMs);
      },
    });

    const list = tool({
      contract: timerList,
      async run(_input, { storage, clock }) {
        const stored = await storage.collection(timerRecords).query({ limit: 100_000 });
        const timers = stored.map(({ key, value }) => viewOf(key, value, remainingMs(value, alarm.armed(key), clock)));
        return { timers: timers.sort((a, b) => a.remainingMs - b.remainingMs) };
      },
    });

    const change = tool({
      contract: timerChange,
      async run({ ids, change: wanted, byMs = 0 }, { storage, clock }) {
        const records = storage.collection(timerRecords);
        const timers: TimerView[] = [];
        for (const id of ids) {
          const stored = await records.get(id);
          if (stored === undefined) continue;
          const left = remainingMs(stored.value, alarm.armed(id), clock);
          const before = viewOf(id, stored.value, left);
          if (wanted === 'cancel') {
            await records.delete(id);
            timers.push(before);
            continue;
          }
          const next = changed(stored.value, before, wanted, byMs);
          if (next === undefined) continue;
          const record = withTimeLeft(stored.value, next.leftMs, next.running, clock);
          await records.put(id, record);
          timers.push(viewOf(id, record, next.leftMs));
        }
        return { timers };
      },
    });

    const restore = tool({
      contract: timerRestore,
      async run({ timers }, { storage, clock }) {
        for (const { id, state, remainingMs: left, ...shared } of timers) {
          await storage.collection(timerRecords).put(id, withTimeLeft(shared, left, state !== 'paused', clock));
        }
        return { timers };
      },
    });

    const ring = tool({
      contract: timerRing,
      run: async ({ id, dueAt }, { storage }) => ({ rung: await take(storage, id, dueAt) }),
    });

    return { tools: [start, list, change, restore, ring], release: async () => alarm.release() };
  },
});

/** What a change leaves of a timer; nothing where it does not apply to its state. */
function changed(
  record: TimerRecord,
  { state, remainingMs: left }: TimerView,
  wanted: 'pause' | 'resume' | 'add' | 'remove',
  byMs: number,
): { leftMs: number; running: boolean } | undefined {
  const running = record.dueAt !== undefined;
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

/** A record that is gone has rung: the key of the signal keeps it from being told twice. */
async function take(storage: ToolContext['storage'], id: string, dueAt: number): Promise<boolean> {
  const records = storage.collection(timerRecords);
  const stored = await records.get(id);
  if (stored?.value.dueAt !== dueAt) return false;
  await records.delete(id);
  return true;
}
