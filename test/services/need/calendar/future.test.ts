import { Temporal } from 'temporal-polyfill';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Provider } from '../../../../src/daemon/model/service.ts';
import caldav from '../../../../src/services/need/calendar/caldav.ts';
import { calendarDelete, calendarMove } from '../../../../src/services/need/calendar/contract.ts';
import { found } from '../../../../src/services/need/calendar/event.ts';
import { splitObject } from '../../../../src/services/need/calendar/ics/split_object.ts';
import { titled } from '../../../recovery/debian.ts';
import { FakeClock } from '../../fake_clock.ts';
import { MemoryStorage } from '../../memory_storage.ts';
import { ToolHost } from '../../tool_host.ts';
import { PASSWORD, Radicale, USER, withoutRadicale } from './radicale.ts';

/** Monday, 2026-11-23 08:15 in Berlin. */
const NOW = Date.UTC(2026, 10, 23, 7, 15);
const WAIT_MS = 120_000;
const SERIES = [
  ...['BEGIN:VEVENT', 'UID:choir', 'DTSTAMP:20261001T000000Z', 'SUMMARY:Choir'],
  ...['DTSTART;TZID=Europe/Berlin:20261005T190000', 'DTEND;TZID=Europe/Berlin:20261005T203000'],
];

describe.skipIf(withoutRadicale !== undefined)(
  titled('from a day on, at a real CalDAV server', withoutRadicale),
  () => {
    let server: Radicale;
    let clock: FakeClock;
    let host: ToolHost;
    let release: () => Promise<void>;
    beforeEach(async () => {
      server = await Radicale.start();
      await server.makeCalendar('work');
      clock = new FakeClock(NOW, 'Europe/Berlin');
      host = new ToolHost({ clock, storage: new MemoryStorage() });
      await open();
    }, WAIT_MS);
    afterEach(async () => {
      await release();
      await server.end();
    });
    const open = async () => {
      host = new ToolHost({ clock, storage: host.storage });
      const provider: Provider = {
        ...caldav,
        open: (context) => caldav.open({ ...context, secret: async () => PASSWORD }),
      };
      release = await host.open(provider, {
        accounts: [{ name: 'home', url: server.url, user: USER, password: 'calendar' }],
      });
    };
    const between = async (from: string, to: string) =>
      found.parse(await host.call('need.calendar.events', { from: `${from}T00:00:00`, to: `${to}T00:00:00` })).events;
    const starts = async (from: string, to: string) => (await between(from, to)).map(({ startLocal }) => startLocal);
    const series = async (rule: string, more: readonly string[] = []) => {
      await server.put('work/choir.ics', [...SERIES, `RRULE:${rule}`, ...more, 'END:VEVENT']);
      await clock.pass(60_000);
    };
    const named = async (day: string) => {
      const [event] = await between(day, Temporal.PlainDate.from(day).add({ days: 1 }).toString());
      if (event === undefined) throw new Error(`nothing on ${day}`);
      const { calendar, id, version, occurrence = '', title } = event;
      return { calendar, id, version, occurrence, title };
    };
    const move = async (input: object, key?: string) =>
      calendarMove.output.parse(await host.call('need.calendar.move', { future: true, ...input }, key));

    it(
      'moves one and all later ones over a change of the clocks, and leaves those before; that can be undone',
      async () => {
        await series('FREQ=WEEKLY;BYDAY=MO', ['EXDATE;TZID=Europe/Berlin:20261207T190000']);
        const named1130 = await named('2026-11-30');
        const done = await move({ ...named1130, start: '2026-12-01T10:00:00' });
        expect(done.event).toMatchObject({ startLocal: '2026-12-01T10:00:00', endLocal: '2026-12-01T11:30:00' });
        expect(await starts('2026-10-01', '2026-12-20')).toEqual([
          ...['05', '12', '19', '26'].map((day) => `2026-10-${day}T19:00:00`),
          ...['02', '09', '16', '23'].map((day) => `2026-11-${day}T19:00:00`),
          // The one that had been left out stays so.
          ...['01', '15'].map((day) => `2026-12-${day}T10:00:00`),
        ]);
        // In summer too: the clock of the wall is what counts.
        expect(await starts('2027-07-01', '2027-07-10')).toEqual(['2027-07-06T10:00:00']);
        const { calendar, id } = named1130;
        const asked = calendarMove.parseInput({ ...named1130, future: true, start: '2026-12-01T10:00:00' });
        const undo = calendarMove.undoFor(asked, calendarMove.parseOutput(done));
        expect(undo?.subject).toBe('need.calendar.restore');
        await host.call('need.calendar.restore', undo?.input);
        expect(await starts('2026-11-20', '2026-12-20')).toEqual(
          ['2026-11-23', '2026-11-30', '2026-12-14'].map((day) => `${day}T19:00:00`),
        );
        expect(new Set((await between('2026-10-01', '2027-01-01')).map((one) => `${one.calendar} ${one.id}`))).toEqual(
          new Set([`${calendar} ${id}`]),
        );
      },
      WAIT_MS,
    );

    it(
      'shares out a count, and keeps what was moved on its own',
      async () => {
        await series('FREQ=WEEKLY;COUNT=10');
        await host.call('need.calendar.move', { ...(await named('2026-11-30')), start: '2026-12-02T08:00:00' });
        await move({ ...(await named('2026-11-23')), start: '2026-11-23T18:00:00' });
        expect(await starts('2026-10-01', '2027-03-01')).toEqual([
          ...['10-05', '10-12', '10-19', '10-26', '11-02', '11-09', '11-16'].map((day) => `2026-${day}T19:00:00`),
          ...['2026-11-23T18:00:00', '2026-12-02T08:00:00', '2026-12-07T18:00:00'],
        ]);
      },
      WAIT_MS,
    );

    it(
      'is done once where it was cut off between its two halves',
      async () => {
        await series('FREQ=WEEKLY');
        const about = await named('2026-11-30');
        const before = await server.get('work/choir.ics');
        await move({ ...about, start: '2026-11-30T10:00:00' }, 'call');
        const all = await starts('2026-11-01', '2027-01-01');
        // As if the second half had not come: the old series is as it was.
        await server.request('PUT', `${USER}/work/choir.ics`, before);
        await clock.pass(60_000);
        const again = await named('2026-11-23');
        const { event } = await move({ ...about, version: again.version, start: '2026-11-30T10:00:00' }, 'call');
        expect(event.startLocal).toBe('2026-11-30T10:00:00');
        expect(await starts('2026-11-01', '2027-01-01')).toEqual(all);
        // And once more, as a whole.
        await move({ ...about, start: '2026-11-30T10:00:00' }, 'call');
        expect(await starts('2026-11-01', '2027-01-01')).toEqual(all);
      },
      WAIT_MS,
    );

    it(
      'leaves no second series where somebody changed it meanwhile',
      async () => {
        await series('FREQ=WEEKLY');
        const about = await named('2026-11-30');
        await server.put('work/choir.ics', [...SERIES, 'RRULE:FREQ=WEEKLY', 'LOCATION:Hall', 'END:VEVENT']);
        await expect(move({ ...about, start: '2026-11-30T10:00:00' })).rejects.toMatchObject({
          code: 'ABORTED',
          message: expect.stringContaining('was changed elsewhere meanwhile, so I left it as it is'),
        });
        await clock.pass(60_000);
        expect(await starts('2026-11-23', '2026-12-05')).toEqual(['2026-11-23T19:00:00', '2026-11-30T19:00:00']);
      },
      WAIT_MS,
    );

    it(
      'deletes one and all later ones, days too',
      async () => {
        await server.put('work/days.ics', [
          ...['BEGIN:VEVENT', 'UID:days', 'DTSTAMP:20261001T000000Z', 'SUMMARY:Market'],
          ...['DTSTART;VALUE=DATE:20261107', 'DTEND;VALUE=DATE:20261108', 'RRULE:FREQ=WEEKLY', 'END:VEVENT'],
        ]);
        await clock.pass(60_000);
        calendarDelete.output.parse(
          await host.call('need.calendar.delete', { ...(await named('2026-11-21')), future: true }),
        );
        expect(await starts('2026-11-01', '2027-02-01')).toEqual(['2026-11-07T00:00:00', '2026-11-14T00:00:00']);
      },
      WAIT_MS,
    );
  },
);

describe('a series in two', () => {
  const split = (rule: string, occurrence: string, more: readonly string[] = []) =>
    splitObject(
      ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:x', ...SERIES, rule, ...more, 'END:VEVENT', 'END:VCALENDAR'].join(
        '\r\n',
      ),
      { uid: 'choir', occurrence, laterUid: 'later', key: 'k', home: 'Europe/Berlin', nowMs: NOW },
    );

  it('has nothing before its first', () => {
    expect(split('RRULE:FREQ=DAILY', '2026-10-05T17:00:00Z').before).toBeUndefined();
  });

  it('cannot be made of one that is not in its pattern, or has two of them', () => {
    expect(() => split('RRULE:FREQ=WEEKLY', '2026-10-06T17:00:00Z')).toThrow(/cannot be changed from a day on/);
    expect(() => split('RRULE:FREQ=WEEKLY', '2026-10-12T17:00:00Z', ['RRULE:FREQ=MONTHLY'])).toThrow(
      /only one of them/,
    );
  });
});
