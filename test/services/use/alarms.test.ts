import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../../../src/daemon/model/json.ts';
import { parseClockTime } from '../../../src/language/values/clock_time.ts';
import { parseDuration } from '../../../src/language/values/duration.ts';
import { parseWhen } from '../../../src/language/values/when.ts';
import system from '../../../src/services/need/clock/system.ts';
import alarms from '../../../src/services/use/alarms/agent.ts';
import { driveAsync, type MadeCall } from '../drive.ts';
import { FakeClock, settled } from '../fake_clock.ts';
import { ScheduleHouse } from '../schedule_house.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('use.alarms', () => {
  let house: ScheduleHouse;
  let answer = '';
  let asked: Json[] = [];

  beforeEach(async () => {
    // Monday, 08:15.
    house = await ScheduleHouse.open(new FakeClock(Date.UTC(2026, 10, 23, 8, 15)));
    house.host.add(system);
    answer = '';
    asked = [];
  });
  afterEach(() => house.stop());

  const serve = async ({ subject, input }: MadeCall): Promise<unknown> => {
    if (subject !== 'need.user.ask') return house.host.call(subject, input);
    asked.push(input);
    return { text: answer, yes: false };
  };
  const say = async (intent: string, slots: { [slot: string]: unknown } = {}, text = 'x', client = 'cli') => {
    const input = { intent: `AgentosAlarm${intent}`, slots: JSON.parse(JSON.stringify(slots)), targets: [], text };
    const { value } = await driveAsync(alarms, input, serve, { origin: { client, interface: 'cli' } });
    await settled();
    return value;
  };
  const when = (text: string) => ({ when: parseWhen(text)?.value });
  const time = (text: string) => parseClockTime(text)?.value;
  const set = (text: string, name?: string) => say('Set', { ...when(text), ...(name === undefined ? {} : { name }) });

  it('sets one, and tells in full when it rings', async () => {
    expect(await set('for 7')).toEqual({ text: "Alarm set for today at 7 o'clock in the evening.", outcome: 'done' });
    expect(await set('tomorrow at 6:30 am', 'gym')).toMatchObject({
      text: 'Gym alarm set for tomorrow at 6:30 in the morning.',
    });
    expect(await set('every weekday at half past six')).toMatchObject({
      text: 'Alarm set every weekday at 6:30 in the morning. The first is tomorrow.',
    });
    expect(await set('in 8 hours')).toMatchObject({ text: 'Alarm set for today at 4:15 in the afternoon.' });
    expect(await house.list()).toHaveLength(4);
  });

  it('wakes in the morning, and after a while', async () => {
    const wake = (text: string) => say('Set', { ...when(text), wake: true });
    expect(await wake('at 9')).toMatchObject({ text: "Alarm set for today at 9 o'clock in the morning." });
    expect(await wake('at 7')).toMatchObject({ text: "Alarm set for tomorrow at 7 o'clock in the morning." });
    expect(await wake('at 7 pm')).toMatchObject({ text: "Alarm set for today at 7 o'clock in the evening." });
    expect(await wake('at 1')).toMatchObject({ text: "Alarm set for today at 1 o'clock in the afternoon." });
    expect(await say('Set', { length: { minutes: 20 } })).toMatchObject({
      text: 'Alarm set for today at 8:35 in the morning.',
    });
    expect(await house.list()).toMatchObject([{ when: { type: 'elapsed', durationMs: 20 * MINUTE } }, {}, {}, {}, {}]);
  });

  it('sets the same one once', async () => {
    await set('for 7');
    expect(await set('at 7 pm')).toMatchObject({
      text: "Your alarm is set for today at 7 o'clock in the evening already.",
    });
    expect(await house.list()).toHaveLength(1);
  });

  it('asks for the time where none was said', async () => {
    answer = 'half past six';
    expect(await set('tomorrow')).toMatchObject({ text: 'Alarm set for tomorrow at 6:30 in the morning.' });
    expect(asked).toEqual([expect.objectContaining({ text: 'For what time?' })]);
    answer = 'no idea';
    expect(await say('Set')).toMatchObject({ outcome: 'failed' });
    expect(await house.list()).toHaveLength(1);
  });

  it('sets none for what has passed, or for a day that there is not', async () => {
    expect(await set('today at 7 am')).toMatchObject({ text: expect.stringContaining('passed'), outcome: 'failed' });
    expect(await set('on february 30th at 7')).toMatchObject({ text: expect.stringContaining('no such day') });
    expect(await house.list()).toEqual([]);
  });

  it('tells what is set', async () => {
    expect(await say('List')).toMatchObject({ text: 'You have no alarms.' });
    await set('for 7');
    expect(await say('List')).toMatchObject({ text: "Your alarm is set for today at 7 o'clock in the evening." });
    await set('every weekday at half past six', 'work');
    const both =
      "You have 2 alarms: today at 7 o'clock in the evening and the work alarm every weekday at 6:30 in the morning.";
    expect(await say('List')).toMatchObject({ text: both });
    expect(await say('List', { next: true })).toMatchObject({
      text: "Your next alarm is set for today at 7 o'clock in the evening.",
    });
    expect(await say('List', when('tomorrow'))).toMatchObject({ text: expect.stringContaining('work alarm') });
    expect(await say('List', when('on sunday'))).toMatchObject({ text: 'There is no alarm then.' });
  });

  it('cancels the one that is meant, asks which where several are, and cancels all', async () => {
    expect(await say('Cancel')).toMatchObject({ text: 'There are no alarms.' });
    await set('for 7');
    await set('tomorrow at 9 am');
    await set('tomorrow at 10 am', 'gym');
    expect(await say('Cancel', { time: time("7 o'clock") })).toMatchObject({
      text: "Cancelled the alarm for today at 7 o'clock in the evening.",
    });
    expect(await say('Cancel', { time: time('5 am') })).toMatchObject({ outcome: 'failed' });
    answer = "the alarm for tomorrow at 9 o'clock in the morning";
    expect(await say('Cancel', when('tomorrow'))).toMatchObject({ outcome: 'done' });
    expect(asked).toHaveLength(1);
    expect(await say('Cancel', { name: 'GYM' })).toMatchObject({ text: expect.stringContaining('gym alarm') });
    await set('for 7');
    await set('for 9');
    expect(await say('Cancel', { all: true })).toMatchObject({ text: 'Cancelled 2 alarms.' });
    expect(await house.list()).toEqual([]);
  });

  it('moves one: with a time alone it keeps its day, or its days', async () => {
    await set('tomorrow at 7 pm');
    expect(await say('Change', { from: time('7'), time: time('8') })).toMatchObject({
      text: "The alarm is now set for tomorrow at 8 o'clock in the evening.",
    });
    await say('Cancel', { all: true });
    await set('every weekday at 7 am');
    expect(await say('Change', { time: time('8') })).toMatchObject({
      text: "The alarm is now set every weekday at 8 o'clock in the morning.",
    });
    expect(await say('Change', when('tomorrow at 9'))).toMatchObject({
      text: "The alarm is now set for tomorrow at 9 o'clock in the morning.",
    });
  });

  it('snoozes what rang, as long as it is told, and again', async () => {
    expect(await say('Snooze')).toMatchObject({ outcome: 'failed' });
    await set('at 9', 'gym');
    await house.clock.pass(45 * MINUTE);
    expect(house.rings).toHaveLength(1);
    expect(await say('Snooze', { length: parseDuration('ten minutes')?.value })).toMatchObject({
      text: 'Snoozed for 10 minutes.',
    });
    expect(await say('Snooze', { length: { minutes: 5 } })).toMatchObject({ text: 'Snoozed for 5 minutes.' });
    house.clock.jump(-HOUR);
    await house.clock.pass(5 * MINUTE);
    expect(house.rings).toHaveLength(2);
    await house.clock.pass(HOUR / 2);
    expect(house.rings).toHaveLength(2);
  });

  it('stops what rings and what is snoozed; where nothing rings, to turn it off is to cancel it', async () => {
    expect(await say('Stop', {}, 'stop the alarm')).toMatchObject({ text: 'No alarm is ringing.' });
    await set('at 9');
    await house.clock.pass(45 * MINUTE);
    await say('Snooze');
    expect(await say('Stop', {}, 'stop the alarm')).toMatchObject({ text: 'The alarm is off.' });
    expect(await house.list()).toEqual([]);
    await house.clock.pass(2 * HOUR);
    expect(house.rings).toHaveLength(1);
    await set('for 7');
    expect(await say('Stop', {}, 'turn off the alarm')).toMatchObject({ text: expect.stringMatching(/^Cancelled/) });
  });
});
