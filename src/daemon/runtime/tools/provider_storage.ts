import type { z } from 'zod';
import { CLEAN } from '../../model/event.ts';
import type { Log } from '../../model/service.ts';
import type { Collection, CollectionDefinition, Storage } from '../../model/storage.ts';
import type { Store } from '../../store/store.ts';
import { StorageSession } from './storage_session.ts';
import type { ToolHost } from './tool_host.ts';

/** Storage outside of any call, for what a provider does by itself: each write commits at once, in turn with the calls' own. */
export function providerStorage(store: Store, host: ToolHost, namespace: string, unread: Log): Storage {
  const session = (): StorageSession => new StorageSession(store, namespace, { mayWrite: true, taint: CLEAN, unread });
  return {
    collection<S extends z.ZodType>(definition: CollectionDefinition<S>): Collection<z.output<S>> {
      const write = (change: (own: StorageSession) => Promise<void>): Promise<void> =>
        host.inTurn(namespace, async () => {
          const own = session();
          await change(own);
          if (own.writes.length > 0) await store.append({ events: [], records: own.writes }).durable;
        });
      return {
        get: (key) => session().collection(definition).get(key),
        query: (query) => session().collection(definition).query(query),
        search: (words, limit) => session().collection(definition).search(words, limit),
        put: (key, value) => write((own) => own.collection(definition).put(key, value)),
        delete: (key) => write((own) => own.collection(definition).delete(key)),
        update: (key, change) => write((own) => own.collection(definition).update(key, change)),
      };
    },
  };
}
