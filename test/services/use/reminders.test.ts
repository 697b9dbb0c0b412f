import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../../../src/daemon/model/json.ts';
import { parseWhen } from '../../../src/language/values/when.ts';
import system from '../../../src/services/need/clock/system.ts';
import reminders from '../../../src/services/use/reminders/agent.ts';
import { driveAsync, type MadeCall } from '../drive.ts';
import { FakeClock, settled } from '../fake_clock.ts';
import { ScheduleHouse } from '../schedule_house.ts';

const DAY = 86_400_000;

describe('use.reminders', () => {
  let house: ScheduleHouse;
  let answers: string[] = [];
  let asked: Json[] = [];

  beforeEach(async () => {
    house = await ScheduleHouse.open(new FakeClock(Date.UTC(2026, 10, 23, 8, 15)));
    house.host.add(system);
    answers = [];
    asked = [];
  });
  afterEach(() => house.stop());

  const serve = async ({ subject, input }: MadeCall): Promise<unknown> => {
    if (subject !== 'need.user.ask') return house.host.call(subject, input);
    asked.push(input);
    return { text: answers.shift() ?? '', yes: false };
  };
  const say = async (intent: string, slots: { [slot: string]: unknown } = {}, from = 'cli') => {
    const input = { intent: `Agentos${intent}`, slots: JSON.parse(JSON.stringify(slots)), targets: [], text: 'x' };
    const origin = { client: from, interface: from, area: 'Kitchen' };
    const { value } = await driveAsync(reminders, input, serve, { origin });
    await settled();
    house.host.add(system);
    return value;
  };
  const when = (text: string) => ({ when: parseWhen(text)?.value });
  const remind = (text: string, at?: string) => say('ReminderSet', { text, ...(at === undefined ? {} : when(at)) });

  it('sets one, and tells in full when and of what', async () => {
    expect(await remind('call my bank', 'at 5')).toEqual({
      text: "I will remind you today at 5 o'clock in the afternoon: call your bank.",
      outcome: 'done',
    });
    expect(await remind('renew the passport', 'in 30 days')).toMatchObject({
      text: 'I will remind you on Wednesday, December 23rd at 8:15 in the morning: renew the passport.',
    });
    expect(await remind('water the plants', 'every monday at 9')).toMatchObject({
      text: "I will remind you every Monday at 9 o'clock in the morning: water the plants. The first time is today.",
    });
    expect(await house.list()).toMatchObject([
      { kind: 'reminder', label: 'water the plants', client: 'cli', area: 'Kitchen' },
      { label: 'call my bank' },
      { label: 'renew the passport' },
    ]);
  });

  it('asks for what was not said', async () => {
    answers = ['tomorrow at 5'];
    expect(await remind('feed the cat')).toMatchObject({
      text: "I will remind you tomorrow at 5 o'clock in the afternoon: feed the cat.",
    });
    answers = ['to feed the dog', 'noon'];
    expect(await say('ReminderSet', when('today'))).toMatchObject({
      text: 'I will remind you today at noon: feed the dog.',
    });
    expect(asked).toMatchObject([
      { text: 'When should I remind you?' },
      { text: 'What should I remind you of?' },
      { text: 'At what time?' },
    ]);
    expect(await say('ReminderSet')).toMatchObject({ outcome: 'failed' });
    expect(await remind('be early', 'on november 23rd 2025')).toMatchObject({ outcome: 'failed' });
    expect(await house.list()).toHaveLength(2);
  });

  it('tells what is set, of a day too', async () => {
    expect(await say('ReminderList')).toMatchObject({ text: 'You have no reminders.' });
    await remind('call my bank', 'at 5');
    expect(await say('ReminderList')).toMatchObject({
      text: `You have one reminder: "call your bank" today at 5 o'clock in the afternoon.`,
    });
    expect(await say('ReminderList', when('tomorrow'))).toMatchObject({ text: 'You have no reminders then.' });
    await remind('call my mother', 'tomorrow at 6');
    expect(await say('ReminderList')).toMatchObject({ text: expect.stringMatching(/^You have 2 reminders: .* and /) });
  });

  it('keeps what is said in minutes as a reminder too, and tells how long it is until then', async () => {
    expect(await remind('check the oven', 'in ten minutes')).toMatchObject({
      text: 'I will remind you in 10 minutes: check the oven.',
    });
    await remind('call my bank', 'at 5');
    await house.clock.pass(2_500);
    expect(await say('ReminderList')).toMatchObject({
      text: `You have 2 reminders: "check the oven" in 10 minutes and "call your bank" today at 5 o'clock in the afternoon.`,
    });
    expect(await say('ReminderList', { next: true })).toMatchObject({
      text: 'Your next reminder: "check the oven" in 10 minutes.',
    });
    expect(await say('ReminderList', { text: 'bank' })).toMatchObject({
      text: `Your reminder: "call your bank" today at 5 o'clock in the afternoon.`,
    });
    expect(await say('ReminderList', { text: 'dentist' })).toMatchObject({
      text: 'There is no reminder about dentist.',
    });
    // It takes its time, whatever is done to the clock.
    house.clock.jump(-DAY);
    await house.clock.pass(600_000);
    expect(house.rings).toMatchObject([{ subject: 'signal.schedule.due', lateMs: 0 }]);
    expect(await house.list()).toMatchObject([{ label: 'call my bank' }]);
  });

  it('cancels by what it is about, asks where several are, and cancels all', async () => {
    expect(await say('ReminderCancel', { text: 'the bank' })).toMatchObject({ text: 'There are no reminders.' });
    await remind('call the bank', 'at 5');
    await remind('call my mother', 'at 6');
    await remind('water the plants', 'at 7');
    expect(await say('ReminderCancel', { text: 'the dentist' })).toMatchObject({
      text: 'There is no reminder about the dentist.',
    });
    expect(await say('ReminderCancel', { text: 'the bank' })).toMatchObject({
      text: `Cancelled the reminder "call the bank".`,
    });
    answers = [`"water the plants" today at 7 o'clock in the evening`];
    expect(await say('ReminderCancel')).toMatchObject({ outcome: 'done' });
    expect(await say('ReminderCancel', { all: true })).toMatchObject({ text: 'Cancelled 1 reminder.' });
    expect(await house.list()).toEqual([]);
  });

  it('what was typed is told to its owner only; what was spoken, to all', async () => {
    await remind('book the clinic', 'at 5');
    await say('ReminderSet', { text: 'feed the cat', ...when('at 6') }, 'voice');
    for (const from of ['voice', 'watch', 'signal'])
      expect(await say('ReminderList', {}, from)).toMatchObject({
        text: `You have 2 reminders: one that was typed, today at 5 o'clock in the afternoon and "feed the cat" today at 6 o'clock in the evening.`,
      });
    expect(await say('ReminderList')).toMatchObject({ text: expect.stringContaining('"book the clinic"') });
    expect(await say('ReminderList', { text: 'clinic' }, 'voice')).toMatchObject({
      text: 'There is no spoken reminder about clinic.',
    });
    expect(await say('ReminderCancel', { text: 'the clinic' }, 'voice')).toMatchObject({
      text: 'There is no spoken reminder about the clinic.',
    });
    answers = ['the first one'];
    expect(await say('ReminderCancel', {}, 'voice')).toMatchObject({ text: 'Cancelled a reminder that was typed.' });
    expect(JSON.stringify(asked)).not.toContain('clinic');
    expect(await house.list()).toMatchObject([{ label: 'feed the cat', spoken: true }]);
    await remind('book the clinic', 'at 5');
    await house.restart(3 * DAY);
    house.host.add(system);
    expect(await say('Missed', {}, 'voice')).toMatchObject({
      text: expect.stringMatching(/^Missed: (?=.*a reminder that was typed)(?=.*"feed the cat")(?!.*clinic)/),
    });
    house.host.add(system);
    expect(await say('Missed')).toMatchObject({ text: expect.stringContaining('"book the clinic"') });
  });

  it('P17 X3 tells what was missed', async () => {
    expect(await say('Missed')).toMatchObject({ text: 'Nothing was missed in the last week.' });
    await remind('call my bank', 'at 5');
    await remind('water the plants', 'every day at 9');
    await house.restart(3 * DAY);
    house.host.add(system);
    const { text } = Object(await say('Missed'));
    expect(text).toContain('the reminder "call your bank"');
    expect(text).toContain('the reminder "water the plants" 3 times');
    expect(text).toContain('told you late');
  });
});
