import type { Asker } from '../../model/doors.ts';
import type { Store } from '../../store/store.ts';
import { behind } from '../turns/opening.ts';

/** Who is behind a turn, by its first event: what a tool may go by, whatever its input says. */
export function askerBy(store: Pick<Store, 'events'>): (thread: string, turn: number) => Promise<Asker | undefined> {
  return async (thread, turn) => {
    const [root] = await store.events(thread, { turn, limit: 1 });
    if (root?.direction !== 'FORWARD' || !root.opened) return undefined;
    const { client, channel } = behind(root.opened);
    return { thread, client, channel };
  };
}
