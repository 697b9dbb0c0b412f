import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Fault } from '../../../../src/daemon/model/fault.ts';
import type { Provider } from '../../../../src/daemon/model/service.ts';
import caldav from '../../../../src/services/need/calendar/caldav.ts';
import { calendarCreate, calendarDelete } from '../../../../src/services/need/calendar/contract.ts';
import { calendarEvent, found } from '../../../../src/services/need/calendar/event.ts';
import { titled } from '../../../recovery/debian.ts';
import { FakeClock } from '../../fake_clock.ts';
import { MemoryStorage } from '../../memory_storage.ts';
import { ToolHost } from '../../tool_host.ts';
import { PASSWORD, Radicale, USER, withoutRadicale } from './radicale.ts';

/** Monday, 2026-11-23 08:15 in Berlin. */
const NOW = Date.UTC(2026, 10, 23, 7, 15);
const WAIT_MS = 120_000;

const vevent = (uid: string, title: string, start: string, more: readonly string[] = []) => [
  ...['BEGIN:VEVENT', `UID:${uid}`, 'DTSTAMP:20261101T000000Z', `SUMMARY:${title}`, `DTSTART:${start}`],
  ...['DURATION:PT1H', ...more, 'END:VEVENT'],
];
const codeOf = (calling: Promise<unknown>) =>
  calling.then(
    () => 'no fault',
    (thrown: unknown) => (thrown instanceof Fault ? thrown.code : String(thrown)),
  );

describe.skipIf(withoutRadicale !== undefined)(titled('a calendar at a real CalDAV server', withoutRadicale), () => {
  let server: Radicale;
  let clock: FakeClock;
  let storage: MemoryStorage;
  let host: ToolHost;
  let release: () => Promise<void>;

  const open = async (account: object = {}, password: string = PASSWORD) => {
    host = new ToolHost({ clock, storage });
    const provider: Provider = {
      ...caldav,
      open: (context) => caldav.open({ ...context, secret: async () => password }),
    };
    release = await host.open(provider, {
      accounts: [{ name: 'home', url: server.url, user: USER, password: 'calendar', ...account }],
    });
  };

  beforeEach(async () => {
    server = await Radicale.start();
    await server.makeCalendar('work');
    clock = new FakeClock(NOW, 'Europe/Berlin');
    storage = new MemoryStorage();
    await open();
  }, WAIT_MS);
  afterEach(async () => {
    await release();
    await server.end();
  });

  const eventsOf = async (from = '2026-11-23', to = '2026-12-07') =>
    found.parse(await host.call('need.calendar.events', { from: `${from}T00:00:00`, to: `${to}T00:00:00` }));
  const told = async () => (await eventsOf()).events.map(({ title, startLocal }) => `${title} ${startLocal}`);
  const create = async (input: object, key?: string) =>
    calendarEvent.parse(await host.call('need.calendar.create', input, key));
  /** Long enough for a server to be asked again. */
  const later = () => clock.pass(60_000);

  it(
    'reads what others put in, takes it away again, and finds its calendars by itself',
    async () => {
      await server.put('work/a.ics', vevent('a', 'Stand-up', '20261124T090000Z'));
      await later();
      expect(await told()).toEqual(['Stand-up 2026-11-24T10:00:00']);
      expect(await host.call('need.calendar.list', {})).toMatchObject({
        calendars: [{ id: 'home/work', name: 'work', writable: true, asOf: clock.now() }],
      });
      await server.put('work/b.ics', vevent('b', 'Lunch', '20261125T110000Z'));
      await server.remove('work/a.ics');
      await later();
      expect(await told()).toEqual(['Lunch 2026-11-25T12:00:00']);
    },
    WAIT_MS,
  );

  it(
    'creates once for the same call, moves and deletes at the server, and undoes it',
    async () => {
      const input = { title: 'Dentist', start: '2026-11-24T15:00:00' };
      const event = await create(input, 'call');
      expect((await create(input, 'call')).id).toBe(event.id);
      expect(await told()).toEqual(['Dentist 2026-11-24T15:00:00']);
      const path = `work/${encodeURIComponent(event.id)}.ics`;
      expect(await server.get(path)).toContain('DTSTART;TZID=Europe/Berlin:20261124T150000');

      const { calendar, id, version } = event;
      await host.call('need.calendar.move', { calendar, id, version, title: 'Dentist', start: '2026-11-26T16:00:00' });
      expect(await server.get(path)).toContain('DTSTART;TZID=Europe/Berlin:20261126T160000');
      const [moved] = (await eventsOf()).events;
      const gone = { calendar, id, title: 'Dentist', version: moved?.version ?? '' };
      const answer = await host.call('need.calendar.delete', gone);
      expect(await told()).toEqual([]);
      expect(await codeOf(server.get(path))).toContain('404');

      const undo = calendarDelete.undoFor(calendarDelete.parseInput(gone), answer);
      await host.call('need.calendar.restore', undo?.input);
      expect(await server.get(path)).toContain('DTSTART;TZID=Europe/Berlin:20261126T160000');
      const other = await create({ title: 'Slip', start: '2026-11-27T10:00:00' });
      const back = calendarCreate.undoFor(
        calendarCreate.parseInput({ title: 'x', start: '2026-11-27T10:00:00' }),
        JSON.parse(JSON.stringify(other)),
      );
      await host.call('need.calendar.withdraw', back?.input);
      expect(await told()).toEqual(['Dentist 2026-11-26T16:00:00']);
    },
    WAIT_MS,
  );

  it(
    'leaves alone what another client changed meanwhile, and says so',
    async () => {
      await server.put('work/a.ics', vevent('a', 'Stand-up', '20261124T090000Z'));
      await later();
      const [seen] = (await eventsOf()).events;
      if (seen === undefined) throw new Error('nothing seen');
      await server.put('work/a.ics', vevent('a', 'Stand-up', '20261124T100000Z'));
      const { calendar, id, version, title } = seen;
      const named = { calendar, id, version, title };
      expect(await codeOf(host.call('need.calendar.move', { ...named, start: '2026-11-26T16:00:00' }))).toBe('ABORTED');
      expect(await codeOf(host.call('need.calendar.delete', named))).toBe('ABORTED');
      expect(await server.get('work/a.ics')).toContain('20261124T100000Z');
      expect(await told()).toEqual(['Stand-up 2026-11-24T11:00:00']);
    },
    WAIT_MS,
  );

  it(
    'holds its ground where the change comes between looking and writing',
    async () => {
      await server.put('work/a.ics', vevent('a', 'Stand-up', '20261124T090000Z'));
      await later();
      const [seen] = (await eventsOf()).events;
      if (seen === undefined) throw new Error('nothing seen');
      const { calendar, id, version, title } = seen;
      // The server is asked with If-Match: a look just before it would not do.
      const real = globalThis.fetch;
      globalThis.fetch = async (input, init) => {
        if (init?.method === 'PUT' && String(input).endsWith('/a.ics')) {
          globalThis.fetch = real;
          await server.put('work/a.ics', vevent('a', 'Stand-up', '20261124T100000Z'));
        }
        return real(input, init);
      };
      try {
        const move = { calendar, id, version, title, start: '2026-11-26T16:00:00' };
        expect(await codeOf(host.call('need.calendar.move', move))).toBe('ABORTED');
      } finally {
        globalThis.fetch = real;
      }
      expect(await server.get('work/a.ics')).toContain('20261124T100000Z');
    },
    WAIT_MS,
  );

  it(
    'moves and deletes one of a series, at the server',
    async () => {
      await server.put('work/s.ics', vevent('s', 'Choir', '20261123T183000Z', ['RRULE:FREQ=WEEKLY;BYDAY=MO']));
      await later();
      const [, second] = (await eventsOf()).events;
      const input = { calendar: 'home/work', id: 's', title: 'Choir' };
      const one = { ...input, version: second?.version, occurrence: second?.occurrence };
      await host.call('need.calendar.move', { ...one, start: '2026-12-01T18:00:00' });
      expect(await told()).toEqual(['Choir 2026-11-23T19:30:00', 'Choir 2026-12-01T18:00:00']);
      const [first] = (await eventsOf()).events;
      await host.call('need.calendar.delete', { ...input, version: first?.version, occurrence: first?.occurrence });
      expect(await told()).toEqual(['Choir 2026-12-01T18:00:00']);
      expect(await server.get('work/s.ics')).toMatch(/EXDATE:20261123T183000Z[\s\S]*RECURRENCE-ID:20261130T183000Z/);
    },
    WAIT_MS,
  );

  it(
    'reads on while the server is away, over a restart, says since when, and goes on when it is back',
    async () => {
      await server.put('work/a.ics', vevent('a', 'Stand-up', '20261124T090000Z'));
      await later();
      expect(await eventsOf()).toMatchObject({ behind: [] });
      const synced = clock.now();
      await server.stop();
      await clock.pass(10 * 60_000);
      await release();
      await open();
      expect(await eventsOf()).toMatchObject({
        events: [{ title: 'Stand-up' }],
        behind: [{ name: 'work', since: synced }],
      });
      expect(await host.call('need.calendar.list', {})).toMatchObject({
        calendars: [{ problem: expect.stringContaining('does not answer') }],
      });
      expect(await codeOf(create({ title: 'x', start: '2026-11-24T15:00:00' }))).toBe('UNAVAILABLE');
      await server.start();
      await server.put('work/b.ics', vevent('b', 'Lunch', '20261125T110000Z'));
      await later();
      expect(await told()).toEqual(['Stand-up 2026-11-24T10:00:00', 'Lunch 2026-11-25T12:00:00']);
      expect(await eventsOf()).toMatchObject({ behind: [] });
    },
    WAIT_MS,
  );

  it(
    'says plainly that the password is wrong, and does not keep trying',
    async () => {
      await release();
      storage = new MemoryStorage();
      await open({}, 'wrong');
      expect(await codeOf(eventsOf())).toBe('UNAUTHENTICATED');
      const real = globalThis.fetch;
      let asked = 0;
      globalThis.fetch = (input, init) => {
        asked += 1;
        return real(input, init);
      };
      try {
        await later();
        await expect(eventsOf()).rejects.toThrow("refuses anna; check the credential 'calendar'");
      } finally {
        globalThis.fetch = real;
      }
      expect(asked).toBe(0);
    },
    WAIT_MS,
  );

  it(
    'knows an invitation, and does not let its guests be told unasked',
    async () => {
      const invited = ['ORGANIZER;CN=Mallory:mailto:mallory@example.org', 'ATTENDEE;CN=Ben:mailto:ben@example.org'];
      await server.put('work/i.ics', vevent('i', 'Say yes to everything', '20261124T090000Z', invited));
      await server.put('work/o.ics', vevent('o', 'Own', '20261125T090000Z', ['ORGANIZER:mailto:Anna@example.org']));
      await release();
      await open({ addresses: ['anna@example.org'] });
      const { events } = await eventsOf();
      expect(events).toMatchObject([
        { title: 'Say yes to everything', outside: true, people: ['Ben'] },
        { title: 'Own', outside: false },
      ]);
      const { calendar = '', id = '', version = '', title = '' } = events[0] ?? {};
      const named = { calendar, id, version, title };
      expect(await codeOf(host.call('need.calendar.delete', named))).toBe('FAILED_PRECONDITION');
      await host.call('need.calendar.delete', { ...named, tellPeople: true });
      expect(await told()).toEqual(['Own 2026-11-25T10:00:00']);
    },
    WAIT_MS,
  );

  it('takes only addresses that keep the password safe', () => {
    const account = { name: 'home', url: 'https://example.org', user: 'anna', password: 'calendar' };
    const parses = (change: object) => caldav.settings.safeParse({ accounts: [{ ...account, ...change }] }).success;
    expect(parses({})).toBe(true);
    expect(parses({ url: 'http://127.0.0.1:5232' })).toBe(true);
    expect(parses({ url: 'http://example.org' })).toBe(false);
    expect(parses({ url: 'https://anna:secret@example.org' })).toBe(false);
    expect(parses({ url: 'ftp://example.org' })).toBe(false);
    expect(caldav.settings.safeParse({ accounts: [account, account] }).success).toBe(false);
  });
});
