import { beforeEach, describe, expect, it } from 'vitest';
import { isJsonObject, type Json } from '../../../../src/daemon/model/json.ts';
import { calendarCreate, calendarDelete, calendarMove } from '../../../../src/services/need/calendar/contract.ts';
import { calendarEvent, found } from '../../../../src/services/need/calendar/event.ts';
import local from '../../../../src/services/need/calendar/local.ts';
import { FakeClock } from '../../fake_clock.ts';
import { ToolHost } from '../../tool_host.ts';

/** Monday, 2026-11-23 08:15 in Berlin. */
const NOW = Date.UTC(2026, 10, 23, 7, 15);
let host: ToolHost;

beforeEach(async () => {
  host = new ToolHost({ clock: new FakeClock(NOW, 'Europe/Berlin') });
  await host.open(local);
});

const create = async (input: object, key?: string) =>
  calendarEvent.parse(await host.call('need.calendar.create', input, key));
const eventsOf = async (from: string, to: string) =>
  found.parse(await host.call('need.calendar.events', { from: `${from}T00:00:00`, to: `${to}T00:00:00` }));
const startsOf = async (from: string, to: string) =>
  (await eventsOf(from, to)).events.map(({ startLocal }) => startLocal);
const codeOf = (calling: Promise<unknown>) =>
  calling.then(
    () => 'no fault',
    (thrown: { code?: string }) => thrown.code,
  );
const fieldOf = (answer: Json, field: string): Json => (isJsonObject(answer) ? (answer[field] ?? null) : null);

describe('the calendar of the house', () => {
  it('holds what is put in, once for the same call', async () => {
    const event = await create({ title: 'Dentist', start: '2026-11-24T15:00:00', place: 'Main Street' }, 'call');
    expect(event).toMatchObject({
      title: 'Dentist',
      startLocal: '2026-11-24T15:00:00',
      endLocal: '2026-11-24T16:00:00',
      start: Date.UTC(2026, 10, 24, 14),
      place: 'Main Street',
      ...{ allDay: false, busy: true, outside: false, calendar: 'local' },
    });
    expect(await create({ title: 'Dentist', start: '2026-11-24T15:00:00', place: 'Main Street' }, 'call')).toEqual(
      event,
    );
    expect((await eventsOf('2026-11-24', '2026-11-25')).events).toEqual([event]);
    expect((await eventsOf('2026-11-25', '2026-11-26')).events).toEqual([]);
  });

  it('has whole days, from midnight to midnight of the home', async () => {
    await create({ title: 'Holiday', start: '2026-12-24T00:00:00', end: '2026-12-27T00:00:00', allDay: true });
    expect(await eventsOf('2026-12-26', '2026-12-27')).toMatchObject({
      events: [{ allDay: true, startLocal: '2026-12-24T00:00:00', endLocal: '2026-12-27T00:00:00' }],
    });
    expect(await startsOf('2026-12-27', '2026-12-28')).toEqual([]);
  });

  it('comes again, at the same time on the clock when that is changed', async () => {
    await create({ title: 'Choir', start: '2027-03-15T19:30:00', repeats: { every: 'week', weekdays: [1] } });
    expect(await startsOf('2027-03-15', '2027-04-06')).toEqual([
      '2027-03-15T19:30:00',
      '2027-03-22T19:30:00',
      '2027-03-29T19:30:00',
      '2027-04-05T19:30:00',
    ]);
    await create({
      title: 'Rubbish',
      start: '2026-12-07T09:00:00',
      repeats: { every: 'week', interval: 2, weekdays: [1], until: '2027-01-10' },
    });
    expect(await startsOf('2026-11-01', '2027-03-01')).toEqual([
      '2026-12-07T09:00:00',
      '2026-12-21T09:00:00',
      '2027-01-04T09:00:00',
    ]);
    await create({ title: 'Club', start: '2027-06-04T18:00:00', repeats: { every: 'month', nth: 1, nthWeekday: 5 } });
    expect(await startsOf('2027-06-02', '2027-07-05')).toContain('2027-07-02T18:00:00');
  });

  it('moves one of a series, or all of it', async () => {
    const choir = await create({
      title: 'Choir',
      start: '2026-11-23T19:30:00',
      repeats: { every: 'week', weekdays: [1] },
    });
    const [, second] = (await eventsOf('2026-11-23', '2026-12-07')).events;
    const { calendar, id } = choir;
    const named = { calendar, id, title: 'Choir', version: second?.version, occurrence: second?.occurrence };
    const moved = await host.call('need.calendar.move', { ...named, start: '2026-12-01T18:00:00' });
    expect(fieldOf(moved, 'event')).toMatchObject({
      startLocal: '2026-12-01T18:00:00',
      endLocal: '2026-12-01T19:00:00',
    });
    expect(await startsOf('2026-11-23', '2026-12-14')).toEqual([
      '2026-11-23T19:30:00',
      '2026-12-01T18:00:00',
      '2026-12-07T19:30:00',
    ]);
    const [first] = (await eventsOf('2026-11-23', '2026-11-24')).events;
    await host.call('need.calendar.move', {
      ...{ ...named, version: first?.version, occurrence: first?.occurrence, all: true },
      start: '2026-11-24T20:00:00',
    });
    expect(await startsOf('2026-11-23', '2026-12-14')).toEqual([
      '2026-11-24T20:00:00',
      // Moved by itself, it stays.
      '2026-12-01T18:00:00',
      '2026-12-08T20:00:00',
    ]);
  });

  it('deletes one of a series, or all of it, and brings back what it was', async () => {
    const { calendar, id } = await create({ title: 'Run', start: '2026-11-23T07:00:00', repeats: { every: 'day' } });
    const [, second] = (await eventsOf('2026-11-23', '2026-11-26')).events;
    const input = { calendar, id, title: 'Run', version: second?.version ?? '', occurrence: second?.occurrence ?? '' };
    const answer = await host.call('need.calendar.delete', input, 'one');
    expect(await startsOf('2026-11-23', '2026-11-26')).toEqual(['2026-11-23T07:00:00', '2026-11-25T07:00:00']);

    const undo = calendarDelete.undoFor(calendarDelete.parseInput(input), answer);
    expect(undo?.subject).toBe('need.calendar.restore');
    await host.call('need.calendar.restore', undo?.input);
    const whole = (await eventsOf('2026-11-23', '2026-11-26')).events;
    expect(whole).toHaveLength(3);

    const all = { calendar, id, title: 'Run', version: whole[0]?.version ?? '', all: true };
    const gone = await host.call('need.calendar.delete', all);
    expect(await startsOf('2026-11-23', '2026-12-26')).toEqual([]);
    const back = calendarDelete.undoFor(calendarDelete.parseInput(all), gone);
    await host.call('need.calendar.restore', back?.input);
    expect(await startsOf('2026-11-23', '2026-11-26')).toHaveLength(3);
  });

  it('changes only what is as it was seen', async () => {
    const event = await create({ title: 'Dentist', start: '2026-11-24T15:00:00' });
    const { calendar, id, version } = event;
    const move = (start: string) => ({ calendar, id, version, title: 'Dentist', start });
    const moved = await host.call('need.calendar.move', move('2026-11-26T16:00:00'));
    expect(await codeOf(host.call('need.calendar.move', move('2026-11-27T16:00:00')))).toBe('ABORTED');
    expect(await codeOf(host.call('need.calendar.delete', { calendar, id, version, title: 'x' }))).toBe('ABORTED');
    expect(await startsOf('2026-11-23', '2026-11-30')).toEqual(['2026-11-26T16:00:00']);

    const undo = calendarMove.undoFor(calendarMove.parseInput(move('2026-11-26T16:00:00')), moved);
    await host.call('need.calendar.restore', undo?.input);
    expect(await startsOf('2026-11-23', '2026-11-30')).toEqual(['2026-11-24T15:00:00']);
  });

  it('takes back what it put in, where nobody touched it', async () => {
    const input = { title: 'Dentist', start: '2026-11-24T15:00:00' };
    const event = await create(input);
    const undo = calendarCreate.undoFor(calendarCreate.parseInput(input), JSON.parse(JSON.stringify(event)));
    expect(undo?.subject).toBe('need.calendar.withdraw');
    await host.call('need.calendar.withdraw', undo?.input);
    expect(await startsOf('2026-11-23', '2026-11-30')).toEqual([]);
  });

  it('finds by words, and of a series the next one', async () => {
    await create({ title: 'Dentist', start: '2026-11-26T16:00:00' });
    await create({ title: 'Meeting with Anna', start: '2026-11-24T10:00:00' });
    await create({ title: 'Choir', start: '2026-01-05T19:30:00', repeats: { every: 'week', weekdays: [1] } });
    const find = async (about: string) => {
      const answer = await host.call('need.calendar.find', {
        about,
        from: '2026-11-23T08:15:00',
        to: '2027-11-23T00:00:00',
      });
      return found.parse(answer).events.map(({ title, startLocal }) => `${title} ${startLocal}`);
    };
    expect(await find('the dentist')).toEqual(['Dentist 2026-11-26T16:00:00']);
    expect(await find("anna's meeting")).toEqual(['Meeting with Anna 2026-11-24T10:00:00']);
    expect(await find('the meeting')).toEqual(['Meeting with Anna 2026-11-24T10:00:00']);
    expect(await find('choir')).toEqual(['Choir 2026-11-23T19:30:00']);
    expect(await find('the plumber')).toEqual([]);
  });

  it('tells when one is busy, joined where it overlaps', async () => {
    await create({ title: 'A', start: '2026-11-24T10:00:00' });
    await create({ title: 'B', start: '2026-11-24T10:30:00', end: '2026-11-24T12:00:00' });
    await create({ title: 'C', start: '2026-11-24T15:00:00' });
    const answer = await host.call('need.calendar.free', { from: '2026-11-24T00:00:00', to: '2026-11-25T00:00:00' });
    expect(answer).toMatchObject({
      busy: [
        { startLocal: '2026-11-24T10:00:00', endLocal: '2026-11-24T12:00:00' },
        { startLocal: '2026-11-24T15:00:00', endLocal: '2026-11-24T16:00:00' },
      ],
      unreadable: 0,
    });
  });

  it('refuses what cannot be', async () => {
    expect(await codeOf(create({ title: 'x', start: '2026-11-24T10:00:00', end: '2026-11-24T09:00:00' }))).toBe(
      'INVALID_ARGUMENT',
    );
    expect(await codeOf(create({ title: 'x', start: '2026-02-31T10:00:00' }))).toBe('INVALID_ARGUMENT');
    expect(await codeOf(eventsOf('2026-11-24', '2026-11-23'))).toBe('INVALID_ARGUMENT');
    expect(await codeOf(create({ title: '  ', start: '2026-11-24T10:00:00' }))).toBe('INVALID_ARGUMENT');
  });
});
