import type { NearIndex } from '../model/near.ts';
import type { Log } from '../model/service.ts';
import { NearInMemory } from './near_in_memory.ts';
import { NearInSqlite } from './near_in_sqlite.ts';

/** An empty index: in sqlite-vec where that can be loaded, else by a loop. Both answer alike. */
export function openNearIndex(log: Log): NearIndex {
  try {
    return new NearInSqlite();
  } catch (thrown) {
    log('vectors are compared without sqlite-vec', { error: String(thrown) });
    return new NearInMemory();
  }
}
