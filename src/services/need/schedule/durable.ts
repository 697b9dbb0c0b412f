import { Fault, provider, tool } from 'agentos/service';
import { z } from 'zod';
import { timerChange, timerList, timerRestore, timerRing, timerStart } from '../timer/contract.ts';
import {
  MOST_SCHEDULES,
  type ScheduleTime,
  type ScheduleView,
  scheduleCancel,
  scheduleChange,
  scheduleCreate,
  scheduleList,
  scheduleMissed,
  scheduleRestore,
  scheduleRing,
  scheduleRung,
} from './contract.ts';
import { openDueClock } from './due_clock.ts';
import { takeRing } from './ring.ts';
import { checkRoom } from './room.ts';
import {
  missedRuns,
  rungRows,
  type ScheduleRecord,
  scheduled,
  scheduleRecords,
  viewOf,
  withTimeLeft,
} from './schedule_record.ts';
import { toldOf } from './telling.ts';
import { timerTools } from './timer_tools.ts';

const ALL = 100_000;

/** Schedules, timers among them, as records in the daemon's own storage, and one clock that tells what is due. */
export default provider({
  contracts: [
    ...[scheduleCreate, scheduleList, scheduleChange, scheduleCancel, scheduleRestore, scheduleRing],
    ...[scheduleRung, scheduleMissed, timerStart, timerList, timerChange, timerRestore, timerRing],
  ],
  settings: z.object({}),
  async open(context) {
    const due = await openDueClock(context);
    return { tools: [...scheduleTools, ...timerTools], release: async () => due.release() };
  },
});

const scheduleTools = [
  tool({
    contract: scheduleCreate,
    async run(wanted, { storage, clock, key }) {
      const record = inTime(wanted.when, () => scheduled(wanted, clock));
      await checkRoom(storage);
      await storage.collection(scheduleRecords).put(key, record);
      return viewOf(key, record, clock);
    },
  }),

  tool({
    contract: scheduleList,
    async run({ kind, typed }, { storage, clock }) {
      const records = storage.collection(scheduleRecords);
      const stored = await records.query({ ...(kind === undefined ? {} : { where: { kind } }), limit: ALL });
      const schedules = stored
        .filter(({ value }) => value.dueAt !== undefined || value.remainingMs !== undefined)
        .map(({ key, value }) => toldOf(viewOf(key, value, clock), typed))
        .sort((a, b) => a.remainingMs - b.remainingMs);
      return { schedules: schedules.slice(0, MOST_SCHEDULES) };
    },
  }),

  tool({
    contract: scheduleChange,
    async run({ id, when }, { storage, clock }) {
      const records = storage.collection(scheduleRecords);
      const stored = await records.get(id);
      if (stored === undefined) return {};
      const { dueAt: _due, mark: _mark, told: _told, remainingMs: _paused, ...rest } = stored.value;
      const record = inTime(when, () => scheduled({ ...rest, when }, clock));
      await records.put(id, record);
      return { before: viewOf(id, stored.value, clock), after: viewOf(id, record, clock) };
    },
  }),

  tool({
    contract: scheduleCancel,
    async run({ ids }, { storage, clock }) {
      const records = storage.collection(scheduleRecords);
      const schedules: ScheduleView[] = [];
      for (const id of ids) {
        const stored = await records.get(id);
        if (stored === undefined) continue;
        await records.delete(id);
        schedules.push(viewOf(id, stored.value, clock));
      }
      return { schedules };
    },
  }),

  tool({
    contract: scheduleRestore,
    async run({ schedules }, { storage, clock }) {
      for (const { id, state, dueAt, dueLocal: _local, remainingMs: left, withheld: _left, ...rest } of schedules) {
        const lasts = rest.when.type === 'elapsed' || dueAt === undefined;
        const again = rest.when.type === 'recurring' || rest.when.type === 'interval';
        // What passed while it was not set is not caught up with.
        const next = again && dueAt !== undefined && dueAt <= clock.now() ? scheduled(rest, clock) : undefined;
        const record: ScheduleRecord =
          next ?? (lasts ? withTimeLeft(rest, left, state !== 'paused', clock) : { ...rest, dueAt });
        await storage.collection(scheduleRecords).put(id, record);
      }
      return {};
    },
  }),

  tool({
    contract: scheduleRing,
    async run({ id, dueAt }, { storage, clock }) {
      const record = await takeRing(storage, clock, id, dueAt);
      if (record === undefined) return { rung: false };
      const { call, command, catchUp, graceMs } = record;
      const does = { ...(call === undefined ? {} : { call }), ...(command === undefined ? {} : { command }) };
      return { rung: true, ...does, ...(catchUp === 'run_once' ? {} : { graceMs }) };
    },
  }),

  tool({
    contract: scheduleRung,
    async run({ kind, limit, typed }, { storage }) {
      const rows = storage.collection(rungRows);
      const where = kind === undefined ? {} : { where: { kind } };
      const found = await rows.query({ ...where, orderBy: 'rungAt', descending: true, limit });
      return { rung: found.map(({ value }) => toldOf(value, typed)) };
    },
  }),

  tool({
    contract: scheduleMissed,
    async run({ sinceMs, limit, typed }, { storage }) {
      const found = await storage.collection(missedRuns).query({ orderBy: 'foundAt', descending: true, limit });
      const missed = found.map(({ value }) => value).filter(({ foundAt }) => foundAt >= (sinceMs ?? 0));
      return { missed: missed.map((one) => toldOf(one, typed)) };
    },
  }),
];

/** @throws Fault INVALID_ARGUMENT for a zone or date that there is not, OUT_OF_RANGE for a time that has passed. */
function inTime(when: ScheduleTime, schedule: () => ScheduleRecord | undefined): ScheduleRecord {
  let record: ScheduleRecord | undefined;
  try {
    record = schedule();
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    throw new Fault('INVALID_ARGUMENT', `need.schedule: there is no such time: ${thrown.message}`, { cause: thrown });
  }
  if (record !== undefined) return record;
  const at = when.type === 'once' ? when.at : 'the last of these days';
  throw new Fault('OUT_OF_RANGE', `need.schedule: ${at} has passed; give a time that is still to come.`);
}
