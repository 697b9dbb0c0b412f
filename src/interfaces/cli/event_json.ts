import type { ThreadEvent } from '../client/client.ts';

/** An event as `--json` prints it. */
export function eventJson(event: ThreadEvent): object {
  const { thread, turn, seq, direction, subject, from, at, ...rest } = event;
  return { type: 'event', thread, turn, seq, direction, subject, from, at, ...rest };
}
