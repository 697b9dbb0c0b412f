import { threadProgress, threadStop } from '../../model/builtin.ts';
import type { ForwardEvent, ThreadEvent } from '../../model/event.ts';
import { Fault } from '../../model/fault.ts';
import { type Tool, tool } from '../../model/service.ts';
import { isRoot } from '../../model/thread.ts';
import type { Store } from '../../store/store.ts';

export interface ThreadToolsParts {
  readonly store: Pick<Store, 'events' | 'thread'>;
  /** Stops the turn that a thread works on. False where none is open. */
  readonly stop: (thread: string) => Promise<boolean>;
}

/** Of threads that work for others, and of no others: how far they are, and an end to them. */
export function threadTools({ store, stop }: ThreadToolsParts): readonly Tool[] {
  const working = async (id: string) => {
    const row = await store.thread(id);
    if (row?.parent === undefined || row.branchedAt !== undefined)
      throw new Fault('NOT_FOUND', 'No such thread works for another.');
    return row;
  };
  return [
    tool({
      contract: threadProgress,
      async run({ thread }) {
        const { status } = await working(thread);
        const calls = callsOf(await store.events(thread));
        return { open: status === 'active' || status === 'waiting', calls };
      },
    }),
    tool({
      contract: threadStop,
      async run({ thread }) {
        await working(thread);
        return { stopped: await stop(thread) };
      },
    }),
  ];
}

function callsOf(events: readonly ThreadEvent[]) {
  const made = events.filter((event): event is ForwardEvent => event.direction === 'FORWARD' && !isRoot(event.key));
  const answered = new Map<string, boolean>();
  for (const event of events)
    if (event.direction === 'BACKWARD')
      answered.set(event.key, event.error === undefined || answered.get(event.key) === true);
  return made.map(({ key, subject }) => {
    const good = answered.get(key);
    return {
      key,
      subject,
      how: good === undefined ? ('open' as const) : good ? ('done' as const) : ('failed' as const),
    };
  });
}
