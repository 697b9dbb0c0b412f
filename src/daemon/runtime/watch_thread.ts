import type { ThreadEvent } from '../model/event.ts';
import type { Store } from '../store/store.ts';
import type { Journal } from './journal.ts';

/** Events that are read at once: one may have a text of 64 KiB with its alternatives, and a reader may be slow. */
const PAGE = 16;

interface Parts {
  readonly journal: Pick<Journal, 'onAppend'>;
  readonly store: Pick<Store, 'events'>;
}

/** A thread's events after a seq, then as they are applied, until aborted. Pulled: the journal only says that there is more. */
export async function* watchThread(
  { journal, store }: Parts,
  thread: string,
  afterSeq: number,
  signal: AbortSignal,
): AsyncGenerator<ThreadEvent> {
  let seq = afterSeq;
  let more = true;
  let wake: () => void = () => undefined;
  const woken = (): void => {
    more = true;
    wake();
  };
  const release = journal.onAppend(thread, woken);
  signal.addEventListener('abort', woken, { once: true });
  try {
    while (!signal.aborted) {
      if (!more) await new Promise<void>((resolve) => (wake = resolve));
      more = false;
      const page = await store.events(thread, { afterSeq: seq, limit: PAGE });
      if (page.length === PAGE) more = true;
      for (const event of page) {
        if (signal.aborted) return;
        yield event;
        seq = event.seq;
      }
    }
  } finally {
    release();
    signal.removeEventListener('abort', woken);
  }
}
