import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/language/command.ts';
import { sayTime } from '../../../src/language/say_instant.ts';
import system from '../../../src/services/need/clock/system.ts';
import clock from '../../../src/services/use/clock/agent.ts';
import { driveAsync } from '../drive.ts';
import { FakeClock } from '../fake_clock.ts';
import { ToolHost } from '../tool_host.ts';

function house(wall: number, zone: string) {
  const host = new ToolHost({ clock: new FakeClock(wall, zone) }).add(system);
  return async (intent: string, slots: Command['slots'] = {}) =>
    (
      await driveAsync(clock, { intent, slots, targets: [], text: 'x' }, ({ subject, input }) =>
        host.call(subject, input),
      )
    ).value;
}

describe('use.clock', () => {
  it('says time and date as the home has them, not as the computer does', async () => {
    const instant = Date.UTC(2026, 10, 23, 18, 42);
    expect(await house(instant, 'UTC')('HassGetCurrentTime')).toEqual({
      text: 'It is 6:42 in the evening.',
      outcome: 'done',
    });
    expect(await house(instant, 'Asia/Tokyo')('HassGetCurrentTime')).toEqual({
      text: 'It is 3:42 at night.',
      outcome: 'done',
    });
    expect(await house(instant, 'Asia/Tokyo')('HassGetCurrentDate')).toEqual({
      text: 'It is Tuesday, November 24th, 2026.',
      outcome: 'done',
    });
    expect(await house(instant, 'America/New_York')('HassGetCurrentDate')).toEqual({
      text: 'It is Monday, November 23rd, 2026.',
      outcome: 'done',
    });
  });

  it('follows summer time', async () => {
    const before = Date.UTC(2026, 2, 29, 0, 59);
    expect(await house(before, 'Europe/Berlin')('HassGetCurrentTime')).toEqual({
      text: 'It is 1:59 at night.',
      outcome: 'done',
    });
    expect(await house(before + 60_000, 'Europe/Berlin')('HassGetCurrentTime')).toEqual({
      text: "It is 3 o'clock at night.",
      outcome: 'done',
    });
  });

  it.each([
    [1, '1st'],
    [2, '2nd'],
    [3, '3rd'],
    [4, '4th'],
    [11, '11th'],
    [12, '12th'],
    [13, '13th'],
    [21, '21st'],
    [22, '22nd'],
    [31, '31st'],
  ])('says day %i as %s', async (day, said) => {
    expect(await house(Date.UTC(2026, 0, day, 12), 'UTC')('HassGetCurrentDate')).toMatchObject({
      text: expect.stringContaining(` January ${said}, 2026.`),
    });
  });

  it('says the time in another place, or that it does not know it', async () => {
    const ask = house(Date.UTC(2026, 10, 23, 18, 42), 'Europe/Berlin');
    expect(await ask('HassGetCurrentTime', { location: 'Tokyo, Japan' })).toEqual({
      text: 'In Tokyo, Japan it is 3:42 at night.',
      outcome: 'done',
    });
    expect(await ask('HassGetCurrentTime', { location: 'new delhi?' })).toMatchObject({
      text: 'In new delhi it is 12:12 at night.',
    });
    expect(await ask('HassGetCurrentTime', { location: 'Rivendell' })).toEqual({
      text: 'I do not know what time it is in Rivendell.',
      outcome: 'failed',
    });
  });

  it.each<[Command['slots'], string]>([
    [{ when: { month: 5, monthDay: 22 } }, 'That is Saturday, May 22nd, 2027.'],
    [{ when: { weekday: 5 } }, 'That is Friday, November 27th, 2026.'],
    [{ when: { inDays: 0 } }, 'It is Monday, November 23rd, 2026.'],
    [{ holiday: 'christmas' }, 'That is Friday, December 25th, 2026.'],
    [{ holiday: 'easter' }, 'That is Sunday, March 28th, 2027.'],
    [{ holiday: 'memorial day' }, 'That is Monday, May 31st, 2027.'],
    [{ holiday: 'thanksgiving' }, 'That is Thursday, November 26th, 2026.'],
    [{ holiday: 'christmas', when: { inYears: 1 } }, 'That is Saturday, December 25th, 2027.'],
    [{ is: 1 }, 'Yes, today is a Monday.'],
    [{ is: 2 }, 'No, today is Monday, November 23rd, 2026.'],
    [{ is: 6, when: { month: 4, monthDay: 23 } }, 'No, that is Friday, April 23rd, 2027.'],
    [{ holiday: 'no such day' }, 'I do not know which day that is.'],
  ])('tells the day of %j', async (slots, text) => {
    const ask = house(Date.UTC(2026, 10, 23, 18, 42), 'UTC');
    expect(await ask('HassGetCurrentDate', slots)).toMatchObject({ text });
  });

  it('refuses an intent that is not its own', async () => {
    await expect(house(0, 'UTC')('HassTurnOn')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });
});

describe('sayTime', () => {
  it.each([
    [0, 0, 'midnight'],
    [0, 5, '12:05 at night'],
    [7, 42, '7:42 in the morning'],
    [12, 0, 'noon'],
    [12, 1, '12:01 in the afternoon'],
    [18, 0, "6 o'clock in the evening"],
    [22, 30, '10:30 at night'],
  ])('%i:%i is %s', (hour, minute, said) => {
    expect(sayTime(hour, minute)).toBe(said);
  });
});
