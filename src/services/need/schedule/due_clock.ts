import type { ProviderContext } from 'agentos/service';
import { timerDue } from '../timer/contract.ts';
import { scheduleDue } from './contract.ts';
import { localAt, nextAfter } from './occurrences.ts';
import { type Reckoning, reckon } from './reckon.ts';
import {
  comesAgain,
  isOver,
  missedRuns,
  occurrenceKey,
  remainingMs,
  rungRows,
  type ScheduleRecord,
  scheduleRecords,
  withTold,
  zoneOf,
} from './schedule_record.ts';
import { timerOf } from './timer_view.ts';

/** Less than this between the two clocks is their usual disagreement. */
const DRIFT_MS = 2_000;
const RETRY_MS = 5_000;
/** Told side by side where many are due at once. */
const AT_ONCE = 16;
const DAY_MS = 86_400_000;
const RUNG_KEPT_MS = 30 * DAY_MS;
const MISSED_KEPT_MS = 90 * DAY_MS;
const ALL = 1_000_000;

type Context = Pick<ProviderContext<unknown>, 'storage' | 'clock' | 'emit' | 'watchStorage' | 'log' | 'signal'>;

interface Armed {
  readonly record: ScheduleRecord;
  readonly disarm: () => void;
}

/**
 * Tells every schedule when it is due, and at once what came due while the daemon was away or the clock was set past it.
 * In this order: what was missed is noted, the due one is told, then a recurring one is set for its next time. Telling resolves
 * when the thread that it opens is durable, and the same key never opens a second: so a crash at any point between tells it again
 * and rings it once. One that is due only once keeps its record until it is marked as rung.
 */
export async function openDueClock({ storage, clock, emit, watchStorage, log, signal }: Context) {
  const records = storage.collection(scheduleRecords);
  const rung = storage.collection(rungRows);
  const missed = storage.collection(missedRuns);
  const armed = new Map<string, Armed>();
  const waiting: string[] = [];
  let telling = 0;
  let prunedAt = Number.NEGATIVE_INFINITY;

  const disarm = (id: string): void => {
    armed.get(id)?.disarm();
    armed.delete(id);
  };

  const arm = (id: string, record: ScheduleRecord): void => {
    const { record: before } = armed.get(id) ?? {};
    if (before !== undefined && before.dueAt === record.dueAt && before.mark?.dueAt === record.mark?.dueAt) return;
    disarm(id);
    if (record.dueAt !== undefined) wake(id, record);
  };

  const wake = (id: string, record: ScheduleRecord): void => {
    const due = (): void => queue(id);
    const release =
      record.when.type === 'elapsed' || record.dueAt === undefined
        ? clock.after(Math.max(0, remainingMs(record, clock)), due)
        : clock.at(record.dueAt, due);
    armed.set(id, { record, disarm: release });
  };

  const queue = (id: string): void => {
    waiting.push(id);
    if (telling < AT_ONCE) void work();
  };
  const work = async (): Promise<void> => {
    telling += 1;
    for (let id = waiting.shift(); id !== undefined && !signal.aborted; id = waiting.shift()) await tell(id);
    telling -= 1;
  };

  const tell = async (id: string): Promise<void> => {
    const held = armed.get(id);
    try {
      const record = (await records.get(id))?.value;
      if (record === undefined || held === undefined || record.dueAt !== held.record.dueAt) return;
      const found = reckon(record, clock);
      if (found === undefined) {
        // Its clock was put back just now, or ran a little ahead.
        if (armed.get(id) === held) wake(id, record);
        return;
      }
      await settle(id, record, found);
      if (clock.now() - prunedAt > DAY_MS) await prune();
    } catch (thrown) {
      if (signal.aborted) return;
      log('A due timer or alarm could not be told; trying again.', { error: messageOf(thrown) });
      if (armed.get(id) === held && held !== undefined)
        armed.set(id, { record: held.record, disarm: clock.after(RETRY_MS, () => queue(id)) });
    }
  };

  const settle = async (id: string, record: ScheduleRecord, found: Reckoning): Promise<void> => {
    const key = occurrenceKey(id, found.dueAt);
    const again = comesAgain(record);
    // Where the clock was put back and forth, it may have rung by then.
    const known = again && (await rung.get(key)) !== undefined;
    if (found.missed !== undefined && !known && (await missed.get(key)) === undefined) {
      const { kind, label, client, area, spoken } = record;
      await missed.put(key, {
        ...{ id, kind, client },
        ...(label === undefined ? {} : { label }),
        ...(area === undefined ? {} : { area }),
        ...(spoken === undefined ? {} : { spoken }),
        ...found.missed,
        lastDueLocal: localAt(found.missed.lastDueAt, zoneOf(record, clock)),
        foundAt: found.foundAt,
      });
    }
    if (found.act !== 'skip' && !known) {
      // The thread may ring before the next time is set, or long after: it has to find that this one was told.
      if (again) await records.update(id, (now) => now && withTold(now, found.dueAt));
      await emitDue(id, record, found, key);
    }
    if (again) await setNext(id, record, found);
    else if (found.act === 'skip') await records.delete(id);
  };

  const setNext = async (id: string, { dueAt }: ScheduleRecord, { next }: Reckoning): Promise<void> => {
    await records.update(id, (now) => {
      if (now === undefined || now.dueAt !== dueAt) return undefined;
      const { dueAt: _told, ...rest } = now;
      return next === undefined ? rest : { ...rest, dueAt: next };
    });
    const left = (await records.get(id))?.value;
    if (left !== undefined && isOver(left)) await records.delete(id);
  };

  const emitDue = (id: string, record: ScheduleRecord, found: Reckoning, key: string): Promise<void> => {
    const { kind, label, client, area } = record;
    const { dueAt, dueLocal, lateMs, foundAt: toldAt, missedBefore, act } = found;
    if (kind === 'timer') return emit(timerDue, { ...timerOf(id, record), dueAt, toldAt, lateMs }, { key });
    const where = { client, ...(area === undefined ? {} : { area }), ...(label === undefined ? {} : { label }) };
    const done = act === 'skip' ? 'announce' : act;
    return emit(scheduleDue, { id, kind, ...where, dueAt, dueLocal, toldAt, lateMs, missedBefore, act: done }, { key });
  };

  /**
   * The clock on the wall was set, or the machine has slept. What lasts a time is armed for the time that is left, and what rests of it on
   * disk follows; what comes again and was set for a day that is far off by now comes on the next day that is.
   */
  const followClock = async (): Promise<void> => {
    for (const [id, { record }] of [...armed]) {
      if (record.when.type === 'elapsed') await followElapsed(id, record);
      else await comeBack(id, record);
    }
  };

  const followElapsed = async (id: string, { dueAt, mark }: ScheduleRecord): Promise<void> => {
    const stored = (await records.get(id))?.value;
    if (stored === undefined || stored.dueAt !== dueAt || stored.mark?.dueAt !== mark?.dueAt) return;
    disarm(id);
    wake(id, stored);
    const left = remainingMs(stored, clock);
    const nowDue = Math.round(clock.now() + left);
    // One that is due keeps the time it is told under.
    if (left <= 0 || Math.abs(nowDue - (stored.dueAt ?? nowDue)) < DRIFT_MS) return;
    await records.update(id, (now) =>
      now !== undefined && now.dueAt === stored.dueAt ? { ...now, dueAt: nowDue } : undefined,
    );
  };

  const comeBack = async (id: string, record: ScheduleRecord): Promise<void> => {
    const { when, dueAt } = record;
    if (when.type === 'once' || when.type === 'elapsed' || dueAt === undefined || dueAt <= clock.now()) return;
    const zone = zoneOf(record, clock);
    let next = nextAfter(when, zone, clock.now(), dueAt);
    while (
      next !== undefined &&
      next < dueAt &&
      (record.told?.includes(next) || (await rung.get(occurrenceKey(id, next))))
    )
      next = nextAfter(when, zone, next, dueAt);
    const sooner = next;
    if (sooner === undefined || sooner >= dueAt) return;
    await records.update(id, (now) =>
      now !== undefined && now.dueAt === dueAt ? { ...now, dueAt: sooner } : undefined,
    );
  };

  /** After the machine was started anew, what lasts a time counts on by its new clock. */
  const remark = async (id: string, record: ScheduleRecord): Promise<void> => {
    if (record.when.type !== 'elapsed' || record.dueAt === undefined || record.mark?.boot === clock.boot) return;
    const setAt = clock.elapsed();
    const mark = { boot: clock.boot, setAt, dueAt: setAt + remainingMs(record, clock) };
    await records.update(id, (now) => (now !== undefined && now.dueAt === record.dueAt ? { ...now, mark } : undefined));
  };

  const prune = async (): Promise<void> => {
    prunedAt = clock.now();
    for (const { key, value } of await rung.query({ orderBy: 'rungAt', limit: ALL })) {
      if (value.rungAt > prunedAt - RUNG_KEPT_MS) break;
      await rung.delete(key);
    }
    for (const { key, value } of await missed.query({ orderBy: 'foundAt', limit: ALL })) {
      if (value.foundAt > prunedAt - MISSED_KEPT_MS) break;
      await missed.delete(key);
    }
  };

  const failed = (what: string) => (thrown: unknown) => {
    if (!signal.aborted) log(what, { error: messageOf(thrown) });
  };
  const reload = async (id: string): Promise<void> => {
    const stored = await records.get(id);
    if (stored === undefined) disarm(id);
    else arm(id, stored.value);
  };
  const unwatch = watchStorage((collection, key) => {
    if (collection === scheduleRecords.name) void reload(key).catch(failed('A timer or alarm could not be read.'));
  });
  const follow = (): void =>
    void followClock().catch(failed('Timers and alarms could not follow a change of the clock.'));
  const unhear = clock.onSet(follow);

  for (const { key, value } of await records.query({ limit: ALL })) {
    arm(key, value);
    await remark(key, value);
  }
  follow();

  return {
    release(): void {
      unwatch();
      unhear();
      waiting.length = 0;
      for (const id of [...armed.keys()]) disarm(id);
    },
  };
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
