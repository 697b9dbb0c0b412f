import { forkThreadResponse, type ReplayNews, replayThreadsResponse } from '../../wire/replay.ts';
import { getThreadResponse, type Thread, type ThreadEvent, type ThreadRow } from '../../wire/threads.ts';
import type { ForkOptions, ReplayOptions } from './api.ts';
import type { Channel } from './channel.ts';

const THREADS = 'agentos.v1.Threads';

export async function threadAt(
  channel: Channel,
  thread: string,
  atSeq: number | undefined,
): Promise<{ readonly thread: Thread; readonly open: readonly ThreadEvent[] }> {
  return channel.unary(THREADS, 'Get', getThreadResponse, { thread, ...(atSeq === undefined ? {} : { atSeq }) });
}

export async function fork(channel: Channel, thread: string, { at, title }: ForkOptions): Promise<ThreadRow> {
  const wanted = { thread, ...(at === undefined ? {} : { atSeq: at }), ...(title === undefined ? {} : { title }) };
  return (await channel.unary(THREADS, 'Fork', forkThreadResponse, wanted)).thread;
}

export function replay(channel: Channel, options: ReplayOptions, signal: AbortSignal): AsyncIterable<ReplayNews> {
  const { thread, since = 0, live = false } = options;
  const wanted = { since, live, ...(thread === undefined ? {} : { thread }) };
  return channel.stream(THREADS, 'Replay', replayThreadsResponse, wanted, signal);
}
