import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { callResponse, type Service, type Status, servicesResponse, statusResponse } from '../../wire/catalog.ts';
import {
  getThreadResponse,
  listThreadsResponse,
  type Thread,
  type ThreadEvent,
  type ThreadRow,
  threadEventsResponse,
  watchThreadResponse,
} from '../../wire/threads.ts';
import type { EventsOptions, ThreadFilter } from './api.ts';
import type { Channel } from './channel.ts';
import { ClientError } from './error.ts';

const THREADS = 'agentos.v1.Threads';
const CATALOG = 'agentos.v1.Catalog';
const RETRY_MS = 200;

export async function call(channel: Channel, subject: string, input: unknown, signal?: AbortSignal): Promise<unknown> {
  const inputJson = JSON.stringify(input) ?? 'null';
  return (await channel.unary(CATALOG, 'Call', callResponse, { subject, inputJson }, signal)).outputJson;
}

export async function services(channel: Channel): Promise<readonly Service[]> {
  return (await channel.unary(CATALOG, 'Services', servicesResponse, {})).services;
}

export function status(channel: Channel): Promise<Status> {
  return channel.unary('agentos.v1.Admin', 'Status', statusResponse, {});
}

export async function threads(channel: Channel, filter: ThreadFilter): Promise<readonly ThreadRow[]> {
  return (await channel.unary(THREADS, 'List', listThreadsResponse, filter)).threads;
}

export async function thread(
  channel: Channel,
  id: string,
): Promise<{ readonly thread: Thread; readonly events: readonly ThreadEvent[] }> {
  const folded = await channel.unary(THREADS, 'Get', getThreadResponse, { thread: id });
  const all: ThreadEvent[] = [];
  for await (const event of events(channel, id, {})) all.push(event);
  return { thread: folded.thread, events: all };
}

/** A thread's events in order, page by page: the next is asked for when this one was read. */
export async function* events(
  channel: Channel,
  thread: string,
  { afterSeq: first = 0, untilSeq }: EventsOptions,
): AsyncIterable<ThreadEvent> {
  const until = untilSeq === undefined ? {} : { untilSeq };
  for (let afterSeq: number | undefined = first; afterSeq !== undefined; ) {
    const wanted = { thread, afterSeq, ...until };
    const page: EventsPage = await channel.unary(THREADS, 'Events', threadEventsResponse, wanted);
    yield* page.events;
    afterSeq = page.nextAfterSeq;
  }
}
type EventsPage = z.output<typeof threadEventsResponse>;

/** Events after a seq, then as they come, until aborted: a stream that is lost or cut off is taken up after the last event. */
export async function* watch(
  channel: Channel,
  id: string,
  afterSeq: number,
  signal: AbortSignal,
): AsyncIterable<ThreadEvent> {
  let last = afterSeq;
  while (!signal.aborted) {
    try {
      const wanted = { thread: id, afterSeq: last, follow: true };
      for await (const { event } of channel.stream(THREADS, 'Watch', watchThreadResponse, wanted, signal)) {
        last = event.seq;
        yield event;
      }
    } catch (thrown) {
      if (!(thrown instanceof ClientError) || !thrown.retryable) throw thrown;
    }
    await sleep(RETRY_MS * (1 + Math.random()), undefined, { signal }).catch(() => undefined);
  }
}
