import type { ProviderContext } from 'agentos/service';
import type { Json } from '../../../language/home.ts';
import { homeSignal, stateSignal } from '../device/contract.ts';
import { type WaitView, waitMet } from './contract.ts';
import { isSo } from './is_so.ts';
import { type WaitRecord, waits } from './wait_record.ts';

type Context = Pick<
  ProviderContext<unknown>,
  'storage' | 'clock' | 'emit' | 'listen' | 'watchStorage' | 'log' | 'signal'
>;

const RETRY_MS = 5_000;
const ALL = 10_000;
const MINUTE_MS = 60_000;
/** More often nobody wants it: a sensor flutters, or two that are waited for bring each other about. */
const MOST_A_MINUTE = 10;

/**
 * Looks at what is waited for whenever a device tells its state. What comes to be so is counted in its record first and told then, under
 * that count: so a crash in between tells it again, and the thread that it opens takes it once. What came to be so while the daemon was
 * away is found at its start. What comes to be so too often is not counted for the rest of the minute.
 */
export async function openWatch({ storage, clock, emit, listen, watchStorage, log, signal }: Context) {
  const records = storage.collection(waits);
  const situations = new Map<string, { state: string; attributes: { readonly [name: string]: Json } }>();
  const known = new Map<string, WaitRecord>();
  let running: Promise<void> = Promise.resolve();

  const look = async (id: string): Promise<void> => {
    const record = (await records.get(id))?.value;
    if (record === undefined) {
      for (const kept of [known, told, counted]) kept.delete(id);
      return;
    }
    known.set(id, record);
    const is = isSo(record, situations);
    if (is === undefined || (record.times > 0 && !record.again)) return tell(id, record);
    if (is === record.was) return tell(id, record);
    const next = { ...record, was: is, times: is && mayCount(id) ? record.times + 1 : record.times };
    await records.update(id, (now) => now && { ...now, was: next.was, times: next.times });
    known.set(id, next);
    return tell(id, next);
  };
  const told = new Map<string, number>();
  const counted = new Map<string, readonly number[]>();
  const mayCount = (id: string): boolean => {
    const now = clock.monotonic();
    const lately = (counted.get(id) ?? []).filter((at) => now - at < MINUTE_MS);
    if (lately.length >= MOST_A_MINUTE) {
      log('What was waited for comes too often, and is left for up to a minute.', { id });
      return false;
    }
    counted.set(id, [...lately, now]);
    return true;
  };
  const tell = async (id: string, { times, taken, client, area }: WaitRecord): Promise<void> => {
    if (times <= taken || told.get(id) === times) return;
    await emit(waitMet, { id, client, times, ...(area === undefined ? {} : { area }) }, { key: `${id}:${times}` });
    told.set(id, times);
  };
  const queue = (ids: readonly string[]): void => {
    for (const id of ids)
      running = running
        .then(() => look(id))
        .catch((thrown: unknown) => {
          if (signal.aborted) return;
          log('What was waited for could not be told; trying again.', { error: messageOf(thrown) });
          clock.after(RETRY_MS, () => queue([id]));
        });
  };
  const about = (entity: string): string[] =>
    [...known].flatMap(([id, { tests }]) => (tests.some((test) => test.entity === entity) ? [id] : []));

  for (const { key, value } of await records.query({ limit: ALL })) known.set(key, value);
  const releases = [
    watchStorage((collection, key) => {
      if (collection === waits.name && !known.has(key)) queue([key]);
    }),
    listen(homeSignal, ({ entities, people }) => {
      for (const { id, state, attributes } of entities) situations.set(id, { state, attributes });
      for (const { id, state } of people)
        situations.set(id.includes('.') ? id : `person.${id}`, { state, attributes: {} });
      queue([...known.keys()]);
    }),
    listen(stateSignal, ({ entity, state, attributes }) => {
      situations.set(entity, { state, attributes });
      queue(about(entity));
    }),
  ];
  return {
    isSo: (wanted: Pick<WaitView, 'tests' | 'enough' | 'holds'>): boolean | undefined => isSo(wanted, situations),
    release(): void {
      for (const release of releases) release();
    },
  };
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
