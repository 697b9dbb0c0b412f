import type { ProviderContext } from 'agentos/service';
import { timerDue } from './contract.ts';
import { type Armed, remainingMs, type TimerRecord, timerRecords } from './timer_record.ts';

/** Far enough apart to cost nothing, near enough that a restart soon after a clock jump still rings in time. */
const DRIFT_CHECK_MS = 60_000;
/** Less than this between the two clocks is their usual disagreement. */
const DRIFT_MS = 2_000;
const RETRY_MS = 5_000;

type Context = Pick<ProviderContext<unknown>, 'storage' | 'clock' | 'emit' | 'watchStorage' | 'log' | 'signal'>;

interface AlarmClock {
  armed(id: string): Armed | undefined;
  release(): void;
}

/**
 * Tells `timer.due` for every running timer when its time is over, and at once for those that came due while the daemon was away.
 * A due timer keeps its record until it is marked as rung, so it is told again after a crash, under the same key.
 */
export async function openAlarmClock({
  storage,
  clock,
  emit,
  watchStorage,
  log,
  signal,
}: Context): Promise<AlarmClock> {
  const records = storage.collection(timerRecords);
  const armed = new Map<string, Armed & { readonly disarm: () => void }>();

  const disarm = (id: string): void => {
    armed.get(id)?.disarm();
    armed.delete(id);
  };

  const arm = (id: string, record: TimerRecord): void => {
    if (record.dueAt !== undefined && armed.get(id)?.dueAt === record.dueAt) return;
    disarm(id);
    if (record.dueAt === undefined) return;
    const left = record.dueAt - clock.now();
    wake(id, record, { dueAt: record.dueAt, dueMonotonic: clock.monotonic() + left }, Math.max(0, left));
  };

  const wake = (id: string, record: TimerRecord, due: Armed, afterMs: number): void => {
    const entry = { ...due, disarm: clock.after(afterMs, () => void tell(id, record, due)) };
    armed.set(id, entry);
  };

  const tell = async (id: string, record: TimerRecord, due: Armed): Promise<void> => {
    const { dueAt: _dueAt, remainingMs: _paused, ...shared } = record;
    const lateMs = Math.max(0, -remainingMs(record, due, clock));
    const value = { id, ...shared, dueAt: due.dueAt, toldAt: Math.round(clock.now()), lateMs };
    try {
      await emit(timerDue, value, { key: `${id}:${due.dueAt}` });
    } catch (thrown) {
      log('A due timer could not be told; trying again.', {
        error: thrown instanceof Error ? thrown.message : String(thrown),
      });
      if (!signal.aborted && armed.get(id)?.dueAt === due.dueAt) wake(id, record, due, RETRY_MS);
    }
  };

  const reload = async (id: string): Promise<void> => {
    const stored = await records.get(id);
    if (stored === undefined) disarm(id);
    else arm(id, stored.value);
  };

  /** The wall clock was set while a timer ran: what rests on disk follows the time that really passed. */
  const followClock = async (): Promise<void> => {
    for (const [id, due] of armed) {
      const left = due.dueMonotonic - clock.monotonic();
      const dueAt = Math.round(clock.now() + left);
      if (left <= 0 || Math.abs(dueAt - due.dueAt) < DRIFT_MS) continue;
      const stored = await records.get(id);
      if (stored?.value.dueAt !== due.dueAt) continue;
      const record = { ...stored.value, dueAt };
      disarm(id);
      wake(id, record, { dueAt, dueMonotonic: due.dueMonotonic }, Math.max(0, due.dueMonotonic - clock.monotonic()));
      await records.put(id, record);
    }
  };

  const failed = (what: string) => (thrown: unknown) => {
    if (!signal.aborted) log(what, { error: thrown instanceof Error ? thrown.message : String(thrown) });
  };
  let stopDriftCheck = (): void => {};
  const checkDrift = (): void => {
    stopDriftCheck = clock.after(DRIFT_CHECK_MS, () => {
      void followClock()
        .catch(failed('Timers could not follow a change of the clock.'))
        .finally(() => {
          if (!signal.aborted) checkDrift();
        });
    });
  };

  const unwatch = watchStorage((collection, key) => {
    if (collection === timerRecords.name) void reload(key).catch(failed('A timer could not be read.'));
  });
  for (const { key, value } of await records.query({ limit: 100_000 })) arm(key, value);
  checkDrift();

  return {
    armed: (id) => armed.get(id),
    release() {
      unwatch();
      stopDriftCheck();
      for (const id of [...armed.keys()]) disarm(id);
    },
  };
}
