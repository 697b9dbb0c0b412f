import { Fault } from 'agentos/service';
import { z } from 'zod';
import { type FoundEvents, found } from './event.ts';

/** What a call that all providers answer comes to. */
const slices = z.array(
  z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), provider: z.string(), data: z.json() }),
    z.object({
      ok: z.literal(false),
      provider: z.string(),
      error: z.object({ code: z.string(), message: z.string() }),
    }),
  ]),
);

export interface JoinedEvents extends FoundEvents {
  /** What kept calendars from being read at all. */
  readonly problems: readonly string[];
}

/** Joins the answers of all providers: those that fit best first, then in order of the start. @throws Fault where none could be read */
export function joinFound(answer: unknown, limit: number): JoinedEvents {
  const members = slices.parse(answer);
  const read = members.flatMap((member) => (member.ok ? [found.parse(member.data)] : []));
  const problems = members.flatMap((member) => (member.ok ? [] : [member.error.message]));
  if (read.length === 0) {
    throw new Fault(
      members.length === 0 ? 'UNIMPLEMENTED' : 'UNAVAILABLE',
      problems[0] ?? 'There is no calendar here.',
    );
  }
  const events = read.flatMap((one) => one.events);
  events.sort((one, other) => (other.fit ?? 0) - (one.fit ?? 0) || one.start - other.start);
  return {
    events: events.slice(0, limit),
    more: read.some(({ more }) => more) || events.length > limit,
    behind: read.flatMap(({ behind }) => behind),
    unreadable: read.reduce((sum, { unreadable }) => sum + unreadable, 0),
    problems,
  };
}
