import type { ListThreadsResponse } from '../../wire/generated/agentos/v1/ListThreadsResponse.ts';
import type { ThreadEventsResponse } from '../../wire/generated/agentos/v1/ThreadEventsResponse.ts';
import type { WatchThreadResponse } from '../../wire/generated/agentos/v1/WatchThreadResponse.ts';
import * as request from '../../wire/request.ts';
import type { ThreadEvent } from '../model/event.ts';
import type { Assistant } from '../runtime/assistant.ts';
import { encodeEvent, encodeRow } from './encode.ts';
import { assertMayObserve, ownPrefix } from './identity.ts';
import type { Methods } from './methods.ts';

/** Events that are read from the store at once: one may be of megabytes. */
const READ_AT_ONCE = 16;
/** A page of events: so many where nobody says, and fewer where they have so many characters. */
const PAGE = { events: 100, characters: 1024 * 1024 };

/** Threads and their events as they are, for whom they are. No more of a thread is held than one reading of it. */
export function offerThreads(methods: Methods, assistant: Assistant): void {
  methods.unary('List', request.listThreadsRequest, async (filter, _signal, identity): Promise<ListThreadsResponse> => {
    const of = ownPrefix(identity);
    const wanted = of === undefined ? filter : { ...filter, of };
    return { threads: (await assistant.threads(wanted)).map(encodeRow) };
  });
  methods.unary(
    'Events',
    request.threadEventsRequest,
    async (wanted, _signal, identity): Promise<ThreadEventsResponse> => {
      await assertMayObserve(identity, assistant, wanted.thread);
      const events: ReturnType<typeof encodeEvent>[] = [];
      let characters = 0;
      for await (const event of eventsOf(assistant, wanted)) {
        const encoded = encodeEvent(event);
        characters += encoded.dataJson?.length ?? 0;
        // There is one more: the next page begins after the last of these.
        if (events.length >= (wanted.limit ?? PAGE.events) || (events.length > 0 && characters > PAGE.characters))
          return { events, nextAfterSeq: event.seq - 1 };
        events.push(encoded);
      }
      return { events };
    },
  );
  methods.stream(
    'Watch',
    request.watchThreadRequest,
    async function* ({ thread, afterSeq, follow }, signal, identity): AsyncIterable<WatchThreadResponse> {
      await assertMayObserve(identity, assistant, thread);
      const events = follow
        ? assistant.watch(thread, afterSeq, signal)
        : eventsOf(assistant, { thread, afterSeq }, signal);
      for await (const event of events) yield { event: encodeEvent(event) };
    },
  );
}

async function* eventsOf(
  assistant: Assistant,
  { thread, afterSeq, untilSeq }: { readonly thread: string; readonly afterSeq: number; readonly untilSeq?: number },
  signal?: AbortSignal,
): AsyncGenerator<ThreadEvent> {
  const until = untilSeq === undefined ? {} : { untilSeq };
  for (let after = afterSeq; !signal?.aborted; ) {
    const page = await assistant.events(thread, { afterSeq: after, limit: READ_AT_ONCE, ...until });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < READ_AT_ONCE) return;
    after = last.seq;
  }
}
