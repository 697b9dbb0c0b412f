import type { NearIndex } from '../model/near.ts';
import type { Log } from '../model/service.ts';
import { NearInMemory } from './near_in_memory.ts';
import { NearInSqlite } from './near_in_sqlite.ts';

/** An empty index: in sqlite-vec where that can be loaded, else by a loop. Both answer alike. Nothing is loaded before the first vector comes. */
export function openNearIndex(log: Log): NearIndex {
  let index: NearIndex | undefined;
  return {
    put(name, group, vector) {
      index ??= opened(log);
      index.put(name, group, vector);
    },
    delete: (name) => index?.delete(name),
    near: (vector, query) => index?.near(vector, query) ?? [],
    get size() {
      return index?.size ?? 0;
    },
    close: () => index?.close(),
  };
}

function opened(log: Log): NearIndex {
  try {
    return new NearInSqlite();
  } catch (thrown) {
    log('vectors are compared without sqlite-vec', { error: String(thrown) });
    return new NearInMemory();
  }
}
