import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Home } from '../../src/language/home.ts';
import { domainOf } from '../../src/language/home.ts';
import local from '../../src/services/need/calendar/local.ts';
import { FakeClock } from '../../test/services/fake_clock.ts';
import type { ToolHost } from '../../test/services/tool_host.ts';

/** A day, or an instant with its offset, as Python writes it. */
const at = z.string().regex(/^\d{4}-\d\d-\d\d( \d\d:\d\d(:\d\d)?[+-]\d\d:\d\d)?$/);
const events = z
  .array(
    z.looseObject({
      summary: z.string(),
      start: at,
      end: at,
      description: z.string().optional(),
      location: z.string().optional(),
    }),
  )
  .catch([]);

const INSTANT = /^(\S+) (\S+?)([+-]\d\d:\d\d)$/;

/** A clock that stands at what a row gives: `2025-04-02 08:30+10:00`. Throws where it is no such instant. */
export function clockAt(now: string): FakeClock {
  const [, day, time, offset] = INSTANT.exec(now) ?? [];
  if (day === undefined || time === undefined || offset === undefined) throw new Error(`${now} is no instant`);
  return new FakeClock(Temporal.Instant.from(`${day}T${time}${offset}`).epochMilliseconds, offset);
}

/** Opens the house's own calendar with what the calendars of a home tell of. What ends on the day it starts lasts that day. */
export async function withCalendar(host: ToolHost, { entities }: Home): Promise<void> {
  await host.open(local);
  for (const { id, attributes } of entities) {
    if (domainOf(id) !== 'calendar') continue;
    for (const event of events.parse(attributes.events)) {
      const allDay = !event.start.includes(' ');
      await host.call('need.calendar.create', {
        title: event.summary,
        start: localOf(event.start),
        ...(allDay && event.end === event.start ? {} : { end: localOf(event.end) }),
        allDay,
        ...(event.location === undefined ? {} : { place: event.location }),
        ...(event.description === undefined ? {} : { notes: event.description }),
      });
    }
  }
}

/** The wall clock of an instant, without its offset. */
function localOf(said: string): string {
  const [, day, time] = INSTANT.exec(said) ?? [];
  return day === undefined || time === undefined ? `${said}T00:00` : `${day}T${time}`;
}
