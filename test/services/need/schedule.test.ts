import { Temporal } from 'temporal-polyfill';
import { afterEach, describe, expect, it } from 'vitest';
import {
  MOST_SCHEDULES,
  scheduleCancel,
  scheduleChange,
  scheduleCreate,
  scheduleList,
  scheduleMissed,
  scheduleRung,
  scheduleView,
} from '../../../src/services/need/schedule/contract.ts';
import { scheduleRecords } from '../../../src/services/need/schedule/schedule_record.ts';
import { FakeClock, settled } from '../fake_clock.ts';
import { ScheduleHouse } from '../schedule_house.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;
/** Monday, 2026-11-23 06:42 UTC, where a FakeClock begins. */
const MONDAY = '2026-11-23';

let house: ScheduleHouse;
const open = async (...args: Parameters<typeof ScheduleHouse.open>) => {
  house = await ScheduleHouse.open(...args);
  return house;
};
afterEach(() => house.stop());

const elapsed = (durationMs: number, more = {}) => house.create({ when: { type: 'elapsed', durationMs }, ...more });

describe('need.schedule', () => {
  it('rings once, at its time, where it was set', async () => {
    await open();
    const { id } = await house.once('2026-11-23T07:00:00', { area: 'Bedroom', label: 'gym' });
    await house.clock.pass(18 * MINUTE - 1);
    expect(house.rings).toEqual([]);
    await house.clock.pass(1);
    await house.clock.pass(YEAR);
    expect(house.localRings()).toEqual(['2026-11-23T07:00:00']);
    expect(house.host.told).toMatchObject([
      {
        subject: 'signal.schedule.due',
        key: `${id}:${Date.UTC(2026, 10, 23, 7)}`,
        value: {
          ...{ id, kind: 'alarm', label: 'gym', client: 'cli', area: 'Bedroom', dueLocal: '2026-11-23T07:00:00' },
          ...{ lateMs: 0, missedBefore: 0, act: 'run' },
        },
      },
    ]);
    expect(await house.list()).toEqual([]);
    expect(await house.missed()).toEqual([]);
  });

  it('comes again on its days, and tells the next one', async () => {
    await open();
    const weekdays = { type: 'recurring', every: 'week', weekdays: [1, 2, 3, 4, 5], from: MONDAY, time: '07:00:00' };
    expect(await house.create({ when: weekdays })).toMatchObject({ dueLocal: '2026-11-23T07:00:00', state: 'waiting' });
    await house.clock.pass(7 * DAY + HOUR);
    expect(house.localRings()).toEqual([23, 24, 25, 26, 27, 30].map((day) => `2026-11-${day}T07:00:00`));
    expect(await house.list()).toMatchObject([{ dueLocal: '2026-12-01T07:00:00' }]);
  });

  it('comes again after the same time', async () => {
    await open();
    await house.create({ when: { type: 'interval', everyMs: 90 * MINUTE } });
    await house.clock.pass(4 * HOUR);
    expect(house.rings.map(({ lateMs }) => lateMs)).toEqual([0, 0]);
    await house.clock.pass(HOUR);
    expect(house.rings).toHaveLength(3);
  });

  it('never rings once cancelled, and undoing brings it back as it was', async () => {
    await open();
    const alarm = await house.daily('07:00:00', MONDAY);
    const gone = scheduleCancel.output.parse(await house.host.call('need.schedule.cancel', { ids: [alarm.id, 'no'] }));
    expect(gone.schedules).toEqual([alarm]);
    await house.clock.pass(2 * DAY);
    expect(house.rings).toEqual([]);
    const undo = scheduleCancel.undoFor({ ids: [alarm.id] }, JSON.parse(JSON.stringify(gone)));
    expect(undo).toMatchObject({ subject: 'need.schedule.restore' });
    await house.host.call('need.schedule.restore', undo?.input);
    // What passed while it was cancelled is not caught up with.
    await house.clock.pass(DAY);
    expect(house.localRings()).toEqual(['2026-11-25T07:00:00']);
    expect(scheduleCreate.undoFor({}, JSON.parse(JSON.stringify(alarm)))).toMatchObject({
      subject: 'need.schedule.cancel',
      input: { ids: [alarm.id] },
    });
  });

  it('X3 a one-shot that was set for another time rings then, over a restart too', async () => {
    await open();
    const { id } = await house.once('2026-11-23T08:00:00');
    const change = { id, when: { type: 'once', at: '2026-11-23T09:00:00' } };
    const answer = scheduleChange.output.parse(await house.host.call('need.schedule.change', change));
    expect(answer).toMatchObject({
      before: { dueLocal: '2026-11-23T08:00:00' },
      after: { dueLocal: '2026-11-23T09:00:00' },
    });
    await settled();
    await house.restart(MINUTE);
    await house.clock.pass(DAY);
    expect(house.localRings()).toEqual(['2026-11-23T09:00:00']);
    expect(await house.host.call('need.schedule.change', change)).toEqual({});
  });

  it('takes no time that has passed, no zone and no day that there is not', async () => {
    await open();
    await expect(house.once('2026-11-23T06:00:00')).rejects.toMatchObject({ code: 'OUT_OF_RANGE' });
    await expect(
      house.create({ when: { type: 'once', at: '2026-12-01T06:00:00', zone: 'Mars/Olympus' } }),
    ).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
    await expect(house.once('2026-02-30T06:00:00')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(await house.list()).toEqual([]);
  });

  it('takes a thousand, then says what is too much and what to do, and takes one again when there is room', async () => {
    await open();
    const records = house.storage.collection(scheduleRecords);
    const one = await house.once('2026-12-24T07:00:00', { label: 'a'.repeat(1_000) });
    const stored = (await records.get(one.id))?.value;
    if (stored === undefined) throw new Error('it was not set');
    for (let n = 1; n < MOST_SCHEDULES; n += 1) await records.put(`other-${n}`, stored);
    const refused = {
      code: 'FAILED_PRECONDITION',
      message: expect.stringMatching(/1,000 timers.*did not set.*Cancel/),
    };
    await expect(house.once('2026-12-25T07:00:00')).rejects.toMatchObject(refused);
    const timer = { client: 'cli', durationMs: MINUTE };
    await expect(house.host.call('need.timer.start', timer)).rejects.toMatchObject(refused);
    // A house that has more of them from before can still list some and be rid of them.
    for (let n = 0; n < 100; n += 1) await records.put(`more-${n}`, stored);
    const listed = await house.list();
    expect(listed).toHaveLength(MOST_SCHEDULES);
    expect(Buffer.byteLength(JSON.stringify(listed))).toBeLessThan(4 * 2 ** 20);
    const ids = listed.slice(0, 101).map(({ id }) => id);
    await house.host.call('need.schedule.cancel', { ids });
    expect(await house.once('2026-12-25T07:00:00')).toMatchObject({ state: 'waiting' });
    await expect(house.once('2026-12-26T07:00:00')).rejects.toMatchObject(refused);
  });

  it('tells what was typed only where that is asked for, which is private', async () => {
    await open();
    const does = { command: 'mail the clinic', call: { subject: 'use.x', input: {} } };
    for (const kind of ['reminder', 'task', 'alarm'])
      await house.once('2026-11-23T07:00:00', { kind, label: `typed ${kind}`, ...does });
    await house.once('2026-11-23T08:00:00', { kind: 'reminder', label: 'spoken reminder', spoken: true });
    await house.once('2026-11-23T08:00:00', {
      kind: 'reminder',
      label: 'spoken in the kitchen',
      client: 'voice:kitchen',
    });
    const told = async (subject: string, input: object = {}) => JSON.stringify(await house.host.call(subject, input));
    const judge = (open: string, all: string) => {
      for (const said of ['typed alarm', 'spoken reminder', 'spoken in the kitchen']) expect(open).toContain(said);
      for (const said of ['typed reminder', 'typed task']) {
        expect(open).not.toContain(said);
        expect(all).toContain(said);
      }
    };
    const listed = await told('need.schedule.list');
    judge(listed, await told('need.schedule.list', { typed: true }));
    expect(listed.match(/mail the clinic/g)).toHaveLength(1);
    await house.restart(DAY);
    judge(await told('need.schedule.rung'), await told('need.schedule.rung', { typed: true }));
    judge(await told('need.schedule.missed'), await told('need.schedule.missed', { typed: true }));
    const nothing = () => ({ domain: '', deviceClass: undefined });
    for (const contract of [scheduleList, scheduleRung, scheduleMissed])
      expect([{}, { typed: false }, { typed: true }].map((input) => contract.riskOf(input, nothing))).toEqual([
        ...['open', 'open', 'private'],
      ]);
  });

  it('rings in the zone that it was set in', async () => {
    await open(new FakeClock(Date.UTC(2026, 10, 23, 6, 42), 'Europe/Berlin'));
    await house.create({ when: { type: 'once', at: '2026-11-23T20:00:00', zone: 'Asia/Tokyo' } });
    await house.clock.pass(DAY);
    expect(house.localRings()).toEqual(['2026-11-23T12:00:00']);
  });
});

describe('P6 T9 clock: alarms follow the wall clock', () => {
  it.each([
    [-HOUR, 3 * HOUR],
    [HOUR, HOUR],
  ])('a clock that is set by %i ms moves an alarm', async (jump, wait) => {
    await open();
    await house.once('2026-11-23T08:42:00');
    house.clock.jump(jump);
    await house.clock.pass(wait - 1);
    expect(house.rings).toEqual([]);
    await house.clock.pass(1);
    expect(house.rings).toMatchObject([{ lateMs: 0 }]);
    await house.clock.pass(2 * DAY);
    expect(house.rings).toHaveLength(1);
  });

  it('a clock set a year ahead rings what it passed, once, and says how late', async () => {
    await open();
    await house.once('2026-11-23T08:42:00');
    house.clock.jump(YEAR);
    await house.clock.pass(0);
    expect(house.rings).toMatchObject([{ lateMs: YEAR - 2 * HOUR }]);
    house.clock.jump(-YEAR);
    await house.clock.pass(2 * DAY);
    expect(house.rings).toHaveLength(1);
  });

  it('a clock set a year back lets it wait for its year', async () => {
    await open();
    await house.once('2026-11-23T08:42:00');
    house.clock.jump(-YEAR);
    await house.clock.pass(YEAR);
    expect(house.rings).toEqual([]);
    await house.clock.pass(2 * HOUR);
    expect(house.rings).toMatchObject([{ lateMs: 0 }]);
  });

  it('a daily one rings once for a year that was skipped, and again the next day, and when the year comes back', async () => {
    await open();
    await house.daily('07:00:00', MONDAY);
    house.clock.jump(YEAR);
    await house.clock.pass(MINUTE);
    expect(house.rings).toHaveLength(1);
    expect(house.rings[0]).toMatchObject({ missedBefore: 364, lateMs: DAY - 18 * MINUTE });
    expect(await house.missed()).toMatchObject([{ count: 365, done: 'announced' }]);
    await house.clock.pass(DAY);
    expect(house.rings).toHaveLength(2);
    house.clock.jump(-YEAR);
    await house.clock.pass(3 * DAY);
    // Set back to Tuesday, 06:43: Tuesday, Wednesday and Thursday are still to come, none of them has rung.
    expect(house.localRings().slice(2)).toEqual([24, 25, 26].map((day) => `2026-11-${day}T07:00:00`));
  });

  it('what has rung does not ring again when the clock is set back to before it', async () => {
    await open();
    await house.daily('07:00:00', MONDAY);
    await house.once('2026-11-23T07:00:00');
    await house.clock.pass(20 * MINUTE);
    expect(house.rings).toHaveLength(2);
    house.clock.jump(-HOUR);
    await house.clock.pass(3 * HOUR);
    await house.restart(MINUTE, { jumpMs: -3 * HOUR });
    await house.clock.pass(4 * HOUR);
    expect(house.rings).toHaveLength(2);
    await house.clock.pass(DAY);
    expect(house.localRings().at(-1)).toBe('2026-11-24T07:00:00');
    expect(house.rings).toHaveLength(3);
  });

  it('a machine that starts with the clock of 1970 and is put right rings nothing twice and nothing of the past', async () => {
    await open();
    await house.daily('07:00:00', MONDAY);
    await house.clock.pass(3 * DAY);
    expect(house.rings).toHaveLength(3);
    await house.restart(0, { jumpMs: -house.clock.now() });
    await house.clock.pass(MINUTE);
    house.clock.jump(Date.UTC(2026, 10, 26, 6, 45) - house.clock.now());
    await house.clock.pass(MINUTE);
    expect(house.rings).toHaveLength(3);
    await house.clock.pass(DAY);
    expect(house.localRings().at(-1)).toBe('2026-11-26T07:00:00');
    expect(house.rings).toHaveLength(4);
  });
});

/** The days on which the clocks change, a time that is left out in spring, and where it rings; a time that comes twice in autumn. */
const ZONES = [
  ['Europe/Berlin', '2027-03-28', '02:30:00', '03:30:00', '2027-10-31', '02:30:00'],
  ['America/New_York', '2027-03-14', '02:30:00', '03:30:00', '2027-11-07', '01:30:00'],
  ['Australia/Lord_Howe', '2026-10-04', '02:15:00', '02:45:00', '2027-04-04', '01:45:00'],
] as const;

const epochOf = (local: string, zone: string): number =>
  Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds;
const dayBefore = (day: string, days: number): string =>
  new Date(Date.parse(day) - days * DAY).toISOString().slice(0, 10);

describe('P6 T9 daylight saving', () => {
  it.each(ZONES)(
    '%s in spring: what the clocks leave out rings after the change, and the rest at its time',
    async (zone, day, time, rings) => {
      const from = dayBefore(day, 2);
      await open(new FakeClock(epochOf(`${from}T12:00:00`, zone), zone));
      await house.daily(time, from);
      await house.daily('07:00:00', from);
      await house.once(`${day}T${time}`);
      await house.clock.pass(4 * DAY);
      const on = house
        .localRings()
        .filter((at) => at.startsWith(day))
        .map((at) => at.slice(11));
      expect(on).toEqual([rings, rings, '07:00:00']);
      const others = house
        .localRings()
        .filter((at) => !at.startsWith(day))
        .map((at) => at.slice(11));
      expect(new Set(others)).toEqual(new Set([time, '07:00:00']));
      expect(house.rings.every(({ lateMs }) => lateMs === 0)).toBe(true);
    },
  );

  it.each(ZONES)('%s in autumn: what comes twice rings once', async (zone, _spring, _time, _rings, day, time) => {
    const from = dayBefore(day, 2);
    await open(new FakeClock(epochOf(`${from}T12:00:00`, zone), zone));
    await house.daily(time, from);
    await house.daily('07:00:00', from);
    await house.once(`${day}T${time}`);
    await house.clock.pass(4 * DAY);
    const on = house
      .localRings()
      .filter((at) => at.startsWith(day))
      .map((at) => at.slice(11));
    expect(on).toEqual([time, time, '07:00:00']);
    expect(house.rings).toHaveLength(9);
  });

  it.each(ZONES)(
    '%s: a restart within the hour that comes twice rings nothing again',
    async (zone, _spring, _time, _rings, day, time) => {
      await open(new FakeClock(epochOf(`${day}T00:30:00`, zone), zone));
      await house.daily(time, day);
      for (let minutes = 0; minutes < 240; minutes += 20) {
        await house.clock.pass(10 * MINUTE);
        await house.restart(10 * MINUTE);
      }
      expect(house.rings).toHaveLength(1);
    },
  );

  it('a timer takes its time whatever the clocks do', async () => {
    await open(new FakeClock(epochOf('2027-03-28T01:30:00', 'Europe/Berlin'), 'Europe/Berlin'));
    await elapsed(2 * HOUR);
    await house.clock.pass(2 * HOUR);
    expect(house.localRings()).toEqual(['2027-03-28T04:30:00']);
  });
});

describe('P6 T9 far and rare days', () => {
  it.each([30, 400, 1_200])('%i days ahead it rings then, not before, over restarts too', async (days) => {
    await open();
    const at = new Date(Date.UTC(2026, 10, 23, 6, 42) + days * DAY).toISOString().slice(0, 19);
    await house.once(at);
    await elapsed(days * DAY);
    await house.clock.pass((days * DAY) / 2);
    await house.restart(DAY);
    await house.clock.pass((days * DAY) / 2 - DAY - 1);
    expect(house.rings).toEqual([]);
    await house.clock.pass(1);
    expect(house.rings).toHaveLength(2);
  });

  it('the leap day: once in 2028, and every year on its last day of February', async () => {
    await open();
    await house.once('2028-02-29T09:00:00');
    const yearly = { type: 'recurring', every: 'year', month: 2, monthDay: 29, from: MONDAY, time: '08:00:00' };
    await house.create({ when: yearly });
    await house.clock.pass(2_200 * DAY);
    expect(house.localRings()).toEqual([
      '2027-02-28T08:00:00',
      '2028-02-29T08:00:00',
      '2028-02-29T09:00:00',
      '2029-02-28T08:00:00',
      '2030-02-28T08:00:00',
      '2031-02-28T08:00:00',
      '2032-02-29T08:00:00',
    ]);
  });
});

describe('P6 T9 durations', () => {
  it.each([-YEAR, -HOUR, HOUR, YEAR])('a snooze takes its time though the clock is set by %i ms', async (jump) => {
    await open();
    await elapsed(10 * MINUTE);
    await house.clock.pass(4 * MINUTE);
    house.clock.jump(jump);
    await house.clock.pass(6 * MINUTE - 1);
    expect(house.rings).toEqual([]);
    await house.clock.pass(1);
    expect(house.rings).toMatchObject([{ lateMs: 0 }]);
  });

  it('the time while the daemon is down counts, also where the clock is set meanwhile', async () => {
    await open();
    await elapsed(10 * MINUTE);
    await house.restart(4 * MINUTE, { sameBoot: true, jumpMs: HOUR });
    expect(house.rings).toEqual([]);
    await house.clock.pass(6 * MINUTE - 1);
    expect(house.rings).toEqual([]);
    await house.clock.pass(1);
    expect(house.rings).toMatchObject([{ lateMs: 0 }]);
  });

  it('a machine that sleeps does not stop the time', async () => {
    await open();
    await elapsed(10 * MINUTE);
    await elapsed(2 * HOUR);
    house.clock.sleep(HOUR);
    await house.clock.pass(0);
    expect(house.rings).toMatchObject([{ lateMs: 50 * MINUTE }]);
    await house.clock.pass(HOUR - 1);
    expect(house.rings).toHaveLength(1);
    await house.clock.pass(1);
    expect(house.rings).toHaveLength(2);
  });
});

describe('P17 X2 X3 what comes due while the daemon is away', () => {
  it('a one-shot rings at the start, once, and says how late it is', async () => {
    await open();
    await house.once('2026-11-23T07:00:00', { label: 'gym' });
    await house.restart(DAY);
    expect(house.rings).toMatchObject([{ lateMs: DAY - 18 * MINUTE, act: 'run' }]);
    expect(await house.missed()).toMatchObject([
      { label: 'gym', count: 1, lastDueLocal: '2026-11-23T07:00:00', done: 'announced' },
    ]);
    await house.restart(DAY);
    expect(house.rings).toHaveLength(1);
  });

  it('X3 of a recurring one, ten missed days are caught up with once, and it goes on', async () => {
    await open();
    await house.daily('07:00:00', MONDAY);
    await house.restart(10 * DAY);
    expect(house.rings).toMatchObject([{ missedBefore: 9, dueAt: Date.UTC(2026, 11, 2, 7) }]);
    expect(await house.missed()).toMatchObject([{ count: 10, firstDueAt: Date.UTC(2026, 10, 23, 7) }]);
    await house.clock.pass(DAY);
    expect(house.localRings().at(-1)).toBe('2026-12-03T07:00:00');
    expect(house.rings).toHaveLength(2);
  });

  it('X3 a gap of 13 seconds skips nothing: within its grace it is on time', async () => {
    await open();
    await house.daily('07:00:00', MONDAY, { catchUp: 'skip' });
    await house.clock.pass(18 * MINUTE - 5 * SECOND);
    await house.restart(13 * SECOND);
    expect(house.rings).toMatchObject([{ lateMs: 8 * SECOND, act: 'run' }]);
    expect(await house.missed()).toEqual([]);
  });

  it.each([
    ['announce', [{ act: 'announce' }], 'announced'],
    ['run_once', [{ act: 'run' }], 'ran'],
    ['skip', [], 'skipped'],
  ] as const)('catchUp %s, of a call that is two hours late', async (catchUp, rings, done) => {
    await open();
    const call = { subject: 'need.plants.watered', input: {} };
    await house.daily('07:00:00', MONDAY, { kind: 'task', call, catchUp });
    await house.once('2026-11-23T07:00:00', { kind: 'task', call, catchUp });
    await house.restart(2 * HOUR + 18 * MINUTE);
    expect(house.rings).toMatchObject([...rings, ...rings]);
    expect(await house.missed()).toMatchObject([
      { count: 1, done },
      { count: 1, done },
    ]);
    expect(await house.list()).toMatchObject([{ dueLocal: '2026-11-24T07:00:00' }]);
    await house.clock.pass(DAY);
    expect(house.rings).toHaveLength(2 * rings.length + 1);
    expect(house.rings.at(-1)).toMatchObject({ act: 'run', lateMs: 0 });
  });

  it('X1 several timers are set and paused as they were, and ring', async () => {
    await open();
    for (const minutes of [5, 10, 15])
      await house.host.call('need.timer.start', { client: 'cli', durationMs: minutes * MINUTE, name: `${minutes}` });
    await settled();
    for (let restart = 0; restart < 4; restart += 1) await house.restart(3 * MINUTE);
    expect(house.rings.map(({ lateMs }) => lateMs)).toEqual([MINUTE, 2 * MINUTE]);
    await house.clock.pass(3 * MINUTE);
    expect(house.rings).toHaveLength(3);
  });

  it('tells many at once, each once', async () => {
    await open();
    for (let one = 0; one < 200; one += 1) await house.once('2026-11-23T07:00:00');
    await house.clock.pass(HOUR);
    expect(new Set(house.rings.map(({ id }) => id)).size).toBe(200);
    expect(house.rings).toHaveLength(200);
  });
});

describe('P17 X3 rung is a row: never twice', () => {
  const crashEachTime = async (guards: Parameters<typeof ScheduleHouse.open>[1]) => {
    await open(new FakeClock(), guards);
    await house.daily('07:00:00', MONDAY);
    await house.clock.pass(17 * MINUTE);
    house.crashWhenTold = true;
    await house.clock.pass(2 * MINUTE);
    house.crashWhenTold = false;
    await house.restart(SECOND);
    await house.clock.pass(MINUTE);
    return house.rings.length;
  };

  it('X3 a crash after the telling and before it is known tells it again and rings it once', async () => {
    expect(await crashEachTime({})).toBe(1);
    expect(house.host.told.length).toBeLessThanOrEqual(1);
  });

  it('the row alone keeps it to one, and so does the key alone', async () => {
    expect(await crashEachTime({ oneThread: false })).toBe(1);
    await house.stop();
    expect(await crashEachTime({ oneRow: false })).toBe(1);
  });

  it('twin: without both guards it rings twice', async () => {
    expect(await crashEachTime({ oneThread: false, oneRow: false })).toBeGreaterThan(1);
  });

  it.each([0, HOUR])(
    'X3 what comes again before an earlier one has rung loses none of them (%i ms away)',
    async (away) => {
      await open();
      await house.create({ when: { type: 'interval', everyMs: 5 * MINUTE } });
      await house.daily('07:00:00', MONDAY);
      house.held = [];
      await house.clock.pass(18 * MINUTE + SECOND);
      if (away > 0) await house.restart(away);
      const told = away > 0 ? 5 : 4;
      expect(house.held).toHaveLength(told);
      await house.resume();
      expect(new Set(house.rings.map(({ id, dueAt }) => `${id}:${dueAt}`)).size).toBe(told);
      expect(house.rings).toHaveLength(told);
      await house.clock.pass(5 * MINUTE);
      expect(house.rings).toHaveLength(told + 1);
    },
  );

  it('one whose last day has rung is gone, whichever comes first, the ring or its next time', async () => {
    for (const holds of [false, true]) {
      await open();
      const when = { type: 'recurring', every: 'day', from: MONDAY, until: MONDAY, time: '07:00:00' };
      const { id } = await house.create({ when });
      if (holds) house.held = [];
      await house.clock.pass(HOUR);
      await house.resume();
      expect(house.rings).toHaveLength(1);
      expect(await house.storage.collection(scheduleRecords).get(id)).toBeUndefined();
      if (!holds) await house.stop();
    }
  });

  it('marks once: a second mark, a wrong time and one that is gone say no', async () => {
    await open();
    house.host.heard = undefined;
    const { id } = scheduleView.parse(await house.daily('07:00:00', MONDAY, { command: 'turn off the lights' }));
    await house.clock.pass(HOUR);
    const dueAt = Date.UTC(2026, 10, 23, 7);
    expect(await house.host.call('need.schedule.ring', { id, dueAt: dueAt + 1 })).toEqual({ rung: false });
    expect(await house.host.call('need.schedule.ring', { id, dueAt })).toEqual({
      rung: true,
      command: 'turn off the lights',
      graceMs: 60_000,
    });
    expect(await house.host.call('need.schedule.ring', { id, dueAt })).toEqual({ rung: false });
    expect(await house.host.call('need.schedule.ring', { id: 'gone', dueAt })).toEqual({ rung: false });
    expect(await house.host.call('need.schedule.rung', {})).toMatchObject({ rung: [{ id, dueAt }] });
  });

  it('tries again where it could not be told', async () => {
    await open();
    await house.once('2026-11-23T07:00:00');
    house.host.refuse = () => {
      throw new Error('disk full');
    };
    await house.clock.pass(HOUR);
    expect(house.rings).toEqual([]);
    expect(house.host.logged.length).toBeGreaterThan(1);
    house.host.refuse = undefined;
    await house.clock.pass(5 * SECOND);
    expect(house.rings).toHaveLength(1);
  });
});
