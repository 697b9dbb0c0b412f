import type { ProviderContext } from 'agentos/service';
import { workAsked } from './contract.ts';
import { type WorkRecord, workRecords } from './work_record.ts';

const RETRY_MS = 5_000;
const ALL = 10_000;

type Context = Pick<ProviderContext<unknown>, 'storage' | 'clock' | 'emit' | 'watchStorage' | 'log' | 'signal'>;

/**
 * Asks for each record that waits to be taken up: when it is committed, and again after a start, since the daemon may have gone in
 * between. The same id never opens a second thread, so it is begun once.
 */
export async function openOffice({ storage, clock, emit, watchStorage, log, signal }: Context) {
  const records = storage.collection(workRecords);
  const asked = new Set<string>();
  const retries = new Set<() => void>();

  const ask = async (id: string): Promise<void> => {
    if (asked.has(id) || signal.aborted) return;
    asked.add(id);
    try {
      const record = (await records.get(id))?.value;
      if (record?.state !== 'waiting') return;
      await emit(workAsked, toldOf(id, record), { key: id });
    } catch (thrown) {
      if (signal.aborted) return;
      log('Long work could not be begun; trying again.', { error: String(thrown) });
      const release = clock.after(RETRY_MS, () => {
        retries.delete(release);
        void ask(id);
      });
      retries.add(release);
    } finally {
      asked.delete(id);
    }
  };

  const unwatch = watchStorage((collection, key) => {
    if (collection === workRecords.name) void ask(key);
  });
  for (const { key } of await records.query({ where: { state: 'waiting' }, limit: ALL })) void ask(key);

  return {
    release(): void {
      unwatch();
      for (const release of retries) release();
    },
  };
}

function toldOf(id: string, { what, client, interface: from, area, parent, turn }: WorkRecord) {
  return {
    ...{ id, what, client, interface: from, parent },
    ...(area === undefined ? {} : { area }),
    ...(turn === undefined ? {} : { turn }),
  };
}
