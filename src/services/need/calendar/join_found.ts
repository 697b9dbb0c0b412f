import { Fault } from 'agentos/service';
import { z } from 'zod';
import { type BusyTimes, busyTimes, type FoundEvents, found } from './event.ts';

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
  readonly problems: readonly string[];
}

interface Answered {
  readonly data: readonly unknown[];
  /** What kept calendars from being read at all. */
  readonly problems: readonly string[];
}

/** @throws Fault where no provider could answer */
function answered(answer: unknown): Answered {
  const members = slices.parse(answer);
  const data = members.flatMap((member) => (member.ok ? [member.data] : []));
  const problems = members.flatMap((member) => (member.ok ? [] : [member.error.message]));
  if (data.length > 0) return { data, problems };
  throw new Fault(members.length === 0 ? 'UNIMPLEMENTED' : 'UNAVAILABLE', problems[0] ?? 'There is no calendar here.');
}

/** Joins the answers of all providers: those that fit best first, then in order of the start. @throws Fault where none could be read */
export function joinFound(answer: unknown, limit: number): JoinedEvents {
  const { data, problems } = answered(answer);
  const read = data.map((one) => found.parse(one));
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

export interface JoinedBusy extends BusyTimes {
  readonly problems: readonly string[];
}

/** The same of when one is busy: what touches is one. */
export function joinBusy(answer: unknown): JoinedBusy {
  const { data, problems } = answered(answer);
  const read = data.map((one) => busyTimes.parse(one));
  const busy: BusyTimes['busy'] = [];
  for (const one of read.flatMap((each) => each.busy).sort((left, right) => left.start - right.start)) {
    const last = busy.at(-1);
    if (last === undefined || one.start > last.end) busy.push({ ...one });
    else if (one.end > last.end) Object.assign(last, { end: one.end, endLocal: one.endLocal });
  }
  return {
    busy,
    behind: read.flatMap(({ behind }) => behind),
    unreadable: read.reduce((sum, { unreadable }) => sum + unreadable, 0),
    problems,
  };
}
