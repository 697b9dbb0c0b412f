import { describe, expect, it, test } from 'vitest';
import { readCalendarObject } from '../../../../src/services/need/calendar/ics/calendar_object.ts';
import { occurrencesIn } from '../../../../src/services/need/calendar/ics/occurrences.ts';
import { titled } from '../../../recovery/debian.ts';
import { calendarFiles, readThrough, withoutFiles, workOf } from './ics_files.ts';

/** No file may take longer, however it was made. */
const CAP_MS = 2_000;

const fileOf = (...lines: readonly string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', 'UID:x', ...lines, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n');
const startsOf = (text: string, from: string, to: string, home = 'Europe/Berlin') =>
  occurrencesIn(readCalendarObject(text, home), home, Date.parse(`${from}Z`), Date.parse(`${to}Z`)).map(({ startMs }) =>
    new Date(startMs).toISOString().slice(0, 16),
  );

describe('T20 a calendar file', () => {
  it('comes again by the clock of its own zone, whatever that of the home does', () => {
    const weekly = fileOf('DTSTART;TZID=America/New_York:20261026T090000', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY');
    expect(startsOf(weekly, '2026-10-25', '2026-11-10')).toEqual([
      '2026-10-26T13:00',
      '2026-11-02T14:00',
      '2026-11-09T14:00',
    ]);
    const utc = fileOf('DTSTART:20261019T230000Z', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY;BYDAY=MO');
    expect(startsOf(utc, '2026-10-19', '2026-11-03')).toEqual([
      '2026-10-19T23:00',
      '2026-10-26T23:00',
      '2026-11-02T23:00',
    ]);
  });

  it('leaves out a time that the change of the clocks leaves out, and has whole days whole', () => {
    const nightly = fileOf('DTSTART;TZID=Europe/Berlin:20270327T023000', 'DURATION:PT15M', 'RRULE:FREQ=DAILY;COUNT=3');
    expect(startsOf(nightly, '2027-03-26', '2027-04-02')).toEqual([
      '2027-03-27T01:30',
      '2027-03-29T00:30',
      '2027-03-30T00:30',
    ]);
    const days = fileOf('DTSTART;VALUE=DATE:20270327', 'RRULE:FREQ=DAILY;COUNT=3');
    expect(startsOf(days, '2027-03-26', '2027-04-02')).toEqual([
      '2027-03-26T23:00',
      '2027-03-27T23:00',
      '2027-03-28T22:00',
    ]);
  });

  it('takes RDATE, EXDATE, UNTIL, several rules and occurrences that differ', () => {
    const rich = [
      ...['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'UID:x', 'SUMMARY:Run', 'DTSTART;TZID=Europe/Berlin:20261123T070000'],
      ...['DURATION:PT30M', 'RRULE:FREQ=DAILY;UNTIL=20261126T060000Z', 'RRULE:FREQ=WEEKLY;BYDAY=SU;COUNT=1'],
      ...['EXDATE;TZID=Europe/Berlin:20261124T070000', 'RDATE;TZID=Europe/Berlin:20261201T070000', 'END:VEVENT'],
      ...['BEGIN:VEVENT', 'UID:x', 'RECURRENCE-ID;TZID=Europe/Berlin:20261125T070000', 'SUMMARY:Late run'],
      ...['DTSTART;TZID=Europe/Berlin:20261125T200000', 'DURATION:PT30M', 'END:VEVENT', 'END:VCALENDAR'],
    ].join('\r\n');
    expect(startsOf(rich, '2026-11-22', '2026-12-05')).toEqual([
      ...['2026-11-23T06:00', '2026-11-25T19:00', '2026-11-26T06:00', '2026-11-29T06:00', '2026-12-01T06:00'],
    ]);
  });

  it('takes a zone by another name from what the file says of it', () => {
    const zoned = [
      ...['BEGIN:VCALENDAR', 'BEGIN:VTIMEZONE', 'TZID:Eastern Standard Time'],
      ...['BEGIN:STANDARD', 'DTSTART:16010101T020000', 'TZOFFSETFROM:-0400', 'TZOFFSETTO:-0500'],
      ...['RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11', 'END:STANDARD'],
      ...['BEGIN:DAYLIGHT', 'DTSTART:16010101T020000', 'TZOFFSETFROM:-0500', 'TZOFFSETTO:-0400'],
      ...['RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3', 'END:DAYLIGHT', 'END:VTIMEZONE', 'BEGIN:VEVENT', 'UID:x'],
      ...['DTSTART;TZID=Eastern Standard Time:20260701T090000', 'END:VEVENT', 'END:VCALENDAR'],
    ].join('\r\n');
    expect(startsOf(zoned, '2026-06-30', '2026-07-03')).toEqual(['2026-07-01T13:00']);
  });

  it('begins a year ago and comes until today, without counting all the days between', () => {
    const long = fileOf('DTSTART;TZID=Europe/Berlin:20060101T080000', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;COUNT=20000');
    expect(startsOf(long, '2026-11-23', '2026-11-25')).toEqual(['2026-11-23T07:00', '2026-11-24T07:00']);
    expect(startsOf(long, '2066-01-01', '2066-01-03')).toEqual([]);
  });

  const bombs = [
    'FREQ=SECONDLY',
    'FREQ=SECONDLY;UNTIL=21261231T000000Z',
    'FREQ=SECONDLY;COUNT=999999999',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY;COUNT=99999999999999999999',
    'FREQ=MINUTELY;INTERVAL=999999999',
    'FREQ=MONTHLY;COUNT=800;BYDAY=5MO',
    `FREQ=DAILY;BYHOUR=${upTo(24)};BYMINUTE=${upTo(60)};BYSECOND=${upTo(60)}`,
    `FREQ=YEARLY;BYHOUR=${upTo(24)};BYMINUTE=${upTo(60)};BYSECOND=${upTo(60)}`,
    `FREQ=YEARLY;BYYEARDAY=${upTo(366)};BYSETPOS=366`,
    'FREQ=WEEKLY;BYWEEKNO=53;BYMONTH=6',
    'FREQ=DAILY;INTERVAL=0',
    'FREQ=DAILY;INTERVAL=-1',
    'FREQ=YEARLY;INTERVAL=9999',
    'FREQ=WAT',
  ];
  it.each(bombs)('that comes by %s costs a bounded time', (rule) => {
    const text = fileOf('DTSTART;TZID=Europe/Berlin:20260101T090000', 'DURATION:PT1H', `RRULE:${rule}`);
    expect(workOf(() => readThrough(text))).toBeLessThan(CAP_MS);
  });

  it.each([
    ['nothing', ''],
    ['no calendar', 'hello'],
    ['a card', 'BEGIN:VCARD\r\nFN:Anna\r\nEND:VCARD\r\n'],
    ['no end', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:x\r\n'],
    ['no start', fileOf('SUMMARY:x')],
    ['a day that there is not', fileOf('DTSTART;VALUE=DATE:20260231')],
    ['a length of centuries', fileOf('DTSTART:20260101T000000Z', 'DURATION:P99999999D')],
    ['an end of centuries', fileOf('DTSTART:20260101T000000Z', 'DTEND:99991231T000000Z')],
    ['far too long', `${fileOf('DTSTART:20260101T000000Z')}${' '.repeat(600_000)}`],
    ['a hundred thousand levels', 'BEGIN:VCALENDAR\r\n'.repeat(100_000)],
  ])('of %s is refused, with the reason', (_what, text) => {
    expect(readThrough(text)).toEqual({ refused: expect.stringMatching(/\w/u) });
  });

  it('shows no signs that move a terminal or hide words', () => {
    const text = fileOf('DTSTART:20260101T000000Z', 'SUMMARY:Pay\u001b[2J \u202enow\u200b\\nplease');
    expect(readCalendarObject(text, 'UTC').master?.title).toBe('Pay [2J now please');
  });
});

test.skipIf(withoutFiles !== undefined)(
  titled('T20 public calendar files, broken ones among them, are read or refused in time', withoutFiles),
  () => {
    const files = calendarFiles();
    expect(files).toHaveLength(129);
    const slow: string[] = [];
    let read = 0;
    for (const { name, text } of files) {
      const work = workOf(() => {
        if ('occurrences' in readThrough(text)) read += 1;
      });
      if (work > CAP_MS) slow.push(name);
    }
    expect(slow).toEqual([]);
    // The rest are zones, tasks and journals without an event, and 8 that are broken.
    expect(read).toBeGreaterThanOrEqual(95);
  },
  120_000,
);

function upTo(count: number): string {
  return Array.from({ length: count }, (_one, index) => index).join(',');
}
