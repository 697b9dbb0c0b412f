import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileFiles } from '../../../src/language/compile_files.ts';
import { readSentenceFile } from '../../../src/language/sentence_file.ts';
import { understand } from '../../../src/language/understand.ts';
import { house } from '../../language/house.ts';

const folder = join(import.meta.dirname, '../../../data/sentences/en');
const files = readdirSync(folder)
  .sort()
  .flatMap((name) => readSentenceFile(readFileSync(join(folder, name), 'utf8'), name).file ?? []);
const grammar = compileFiles(files, house);

type Heard = readonly [text: string, intent: string, slots?: Readonly<Record<string, unknown>>];

const heard: readonly Heard[] = [
  ["move all future choir rehearsals to 10 o'clock", 'Move', { about: 'choir rehearsals', future: true }],
  ["move all future ones to 10 o'clock", 'Move', { future: true }],
  ['move the choir and all later ones to friday', 'Move', { about: 'choir', future: true }],
  ['move the choir to 8 pm from now on', 'Move', { about: 'choir', future: true }],
  ['cancel the choir and all future ones', 'Cancel', { about: 'choir', future: true }],
  ["what's on my calendar today", 'List', { stretch: { inDays: 0 } }],
  ["what's on my calendar tomorrow", 'List', { stretch: { inDays: 1 } }],
  ["what's on my calendar on friday", 'List', { stretch: { weekday: 5 } }],
  ['what is on my calendar this week', 'List', { stretch: { unit: 'week', ahead: 0 } }],
  ['what do i have this weekend', 'List', { stretch: { unit: 'weekend' } }],
  ['what do i have tomorrow afternoon', 'List', { stretch: { inDays: 1, part: 'afternoon' } }],
  ['do i have anything on friday', 'List', { stretch: { weekday: 5 } }],
  ['how many meetings do i have next week', 'List', { stretch: { unit: 'week', ahead: 1 } }],
  ['any appointments tomorrow', 'List', { stretch: { inDays: 1 } }],
  ['show me my calendar', 'List'],
  ['what does my day look like', 'List'],
  ['what are my plans for tonight', 'List', { stretch: { inDays: 0, part: 'night' } }],
  ['when is my next appointment', 'Next'],
  ["what's my next meeting", 'Next'],
  ["what's next on my calendar", 'Next'],
  ['when is the dentist', 'Find', { about: 'dentist' }],
  ['what time is my meeting with Anna tomorrow', 'Find', { about: 'meeting with Anna', stretch: { inDays: 1 } }],
  ['is the dentist on my calendar', 'Find', { about: 'dentist' }],
  ['when do i have choir', 'Find', { about: 'choir' }],
  [
    'add a meeting with Anna tomorrow at 3 for an hour',
    'Add',
    { event: 'a meeting with Anna', when: { inDays: 1, hour: 3 }, length: { hours: 1 } },
  ],
  [
    'add dentist every two weeks on monday at 9',
    'Add',
    { event: 'dentist', when: { every: 'week', interval: 2, weekdays: [1], hour: 9 } },
  ],
  ['schedule lunch with Ben on friday at noon', 'Add', { event: 'lunch with Ben', when: { weekday: 5, hour: 12 } }],
  ['put yoga on my calendar for thursday at 6 pm', 'Add', { event: 'yoga', when: { weekday: 4, hour: 18 } }],
  ['add the plumber to my calendar tomorrow at 8', 'Add', { event: 'the plumber', when: { inDays: 1, hour: 8 } }],
  ['create an appointment tomorrow at 10', 'Add', { when: { inDays: 1, hour: 10 } }],
  ["add mom's birthday on march 3rd", 'Add', { event: "mom's birthday", when: { month: 3, monthDay: 3 } }],
  ['book a haircut on saturday at 10', 'Add', { event: 'a haircut' }],
  ['i have a doctor appointment on tuesday at 9', 'Add', { event: 'a doctor appointment' }],
  [
    'schedule a call with Ben tomorrow from 4 to 5',
    'Add',
    { event: 'a call with Ben', when: { inDays: 1, hour: 4, untilHour: 5 } },
  ],
  ['move the dentist to thursday at 4', 'Move', { about: 'dentist', when: { weekday: 4, hour: 4 } }],
  ['reschedule my meeting with Anna to friday', 'Move', { about: 'meeting with Anna', when: { weekday: 5 } }],
  ['move the meeting tomorrow to 5 pm', 'Move', { about: 'meeting', stretch: { inDays: 1 }, when: { hour: 17 } }],
  ['push the dentist back by half an hour', 'Move', { about: 'dentist', by: { minutes: 30 } }],
  ['cancel the meeting tomorrow', 'Cancel', { about: 'meeting', stretch: { inDays: 1 } }],
  ['delete the meeting tomorrow', 'Cancel', { about: 'meeting', stretch: { inDays: 1 } }],
  ['cancel the dentist', 'Cancel', { about: 'dentist' }],
  ['remove yoga from my calendar', 'Cancel', { about: 'yoga' }],
  ['am i free on friday afternoon', 'Free', { stretch: { weekday: 5, part: 'afternoon' } }],
  ['am i busy tomorrow at 3', 'Free', { busy: true, stretch: { inDays: 1, hour: 3 } }],
  ['do i have time tomorrow between 2 and 4', 'Free', { stretch: { inDays: 1, hour: 2, untilHour: 4 } }],
];

const preparing: readonly (readonly [text: string, about?: string])[] = [
  ['prepare me for my next meeting'],
  ['brief me on the meeting with Anna', 'meeting with Anna'],
  ['what do i need to know for my next appointment'],
];

describe('what people say of their calendar', () => {
  for (const [text, intent, slots = {}] of heard) {
    test(`"${text}" is ${intent}`, () => {
      const { commands } = understand(grammar, text, { area: 'parlour' });
      expect(commands.map((command) => command.intent)).toEqual([`AgentosCalendar${intent}`]);
      expect(commands[0]?.slots).toMatchObject(slots);
    });
  }

  for (const [text, about] of preparing) {
    test(`"${text}" asks to be prepared`, () => {
      const [command] = understand(grammar, text, { area: 'parlour' }).commands;
      expect([command?.intent, command?.slots.about]).toEqual(['AgentosMeetingPrepare', about]);
    });
  }

  test.each(['add flour for two', 'book a table for two', 'who is free'])('"%s" is no command', (text) => {
    expect(understand(grammar, text, { area: 'parlour' }).commands).toEqual([]);
  });

  test.each([
    ['cancel the timer', 'HassCancelTimer'],
    ['cancel the alarm tomorrow', 'AgentosAlarmCancel'],
    ['delete the reminder tomorrow', 'AgentosReminderCancel'],
    ['remind me tomorrow at 3 to call the dentist', 'AgentosReminderSet'],
    ['set an alarm for tomorrow at 7', 'AgentosAlarmSet'],
    ['move my alarm to 8', 'AgentosAlarmChange'],
    ['add milk to the shopping list', 'HassShoppingListAddItem'],
    ['add milk', 'HassShoppingListAddItem'],
    ['cancel that', 'HassNevermind'],
    ['when is my next alarm', 'AgentosAlarmList'],
    ['when is my next reminder', 'AgentosReminderList'],
    ['what did i ask you to remind me of tomorrow', 'AgentosReminderList'],
  ])('"%s" is not about it, but %s', (text, intent) => {
    expect(understand(grammar, text, { area: 'parlour' }).commands.map((command) => command.intent)).toEqual([intent]);
  });
});
