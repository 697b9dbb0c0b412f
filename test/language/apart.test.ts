import { describe, expect, test } from 'vitest';
import { understand } from '../../src/language/understand.ts';
import { demoGrammar, renamed } from './demo_grammar.ts';

const plainHome = demoGrammar();
const otherHome = demoGrammar((yaml) => yaml.replaceAll(/(?<=name: |aliases: \[|, )[^\n{}[\]]+/gu, renamed));

/** Each command as its intent and what it says of what, when and whether. */
function meant(grammar: typeof plainHome, text: string): unknown[] {
  const { commands, tier } = understand(grammar, text);
  return tier === 'none'
    ? []
    : commands.map(({ intent, slots, targets }) => {
        const { conversation_command: words, ...rest } = slots;
        return words === undefined ? [intent, ...targets.map(({ id }) => id)] : [intent, words, rest];
      });
}

type Case = [said: string, commands: unknown[]];
const AT_NINE = { hour: 9, minute: 0, ambiguous: true };
const AT_TEN = { hour: 10, minute: 0, ambiguous: true };
const AT_SEVEN = { hour: 7, minute: 0, ambiguous: true };
const later = (words: string, when: object): unknown[] => ['AgentosDoLater', words, { when }];
const awhile = (words: string, rest: object): unknown[] => ['AgentosForAWhile', words, rest];
const doIf = (words: string, condition: object, rest: object = {}): unknown[] => [
  'AgentosDoIf',
  words,
  { condition: expect.objectContaining({ holds: true, ...condition }), ...rest },
];
const doWhen = (words: string, condition: object, rest: object = {}): unknown[] => [
  'AgentosDoWhen',
  words,
  { condition: expect.objectContaining({ holds: true, ...condition }), ...rest },
];
const KITCHEN_ON = ['HassTurnOn', 'light.kitchen_ceiling'];

const AT_A_TIME: Case[] = [
  [
    'turn the porch light on at three pm',
    [later('turn the porch light on', { hour: 15, minute: 0, ambiguous: false })],
  ],
  [
    'start the vacuum at nine am tomorrow',
    [later('start the vacuum', { inDays: 1, hour: 9, minute: 0, ambiguous: false })],
  ],
  [
    'at half past ten switch everything off',
    [later('switch everything off', { hour: 10, minute: 30, ambiguous: true })],
  ],
  ['tomorrow morning open the bedroom blinds', [later('open the bedroom blinds', { inDays: 1, part: 'morning' })]],
  [
    'every weekday at seven open the bedroom blinds',
    [later('open the bedroom blinds', { every: 'week', weekdays: [1, 2, 3, 4, 5], ...AT_SEVEN })],
  ],
  ['tomorrow turn on the porch light at nine', [later('turn on the porch light', { inDays: 1, ...AT_NINE })]],
  ['in two days open the bedroom blinds', [later('open the bedroom blinds', { inDays: 2, fromNow: true })]],
  ['could you please turn on the porch light at nine', [later('turn on the porch light', AT_NINE)]],
  ['turn on the kitchen light at nine', [later('turn on the kitchen light', AT_NINE)]],
  ['turn on the kitchen light at nine percent', [['HassLightSet', 'light.kitchen_ceiling']]],
  ['turn on the kitchen light at 50', [['HassLightSet', 'light.kitchen_ceiling']]],
  ['play jazz at nine', [later('play jazz', AT_NINE)]],
  [
    'close the bedroom blinds and lock the front door at ten',
    [later('close the bedroom blinds and lock the front door', AT_TEN)],
  ],
  ['turn on the porch light between seven and nine', [later('turn on the porch light until nine', AT_SEVEN)]],
  ['from seven to nine turn on the porch light', [later('turn on the porch light until nine', AT_SEVEN)]],
  ['remind me to turn off the porch light at nine', [['AgentosReminderSet']]],
  ['turn on the spaceship at nine', []],
  ['i will be home at nine', []],
];

const FOR_A_WHILE: Case[] = [
  ['open the bedroom blinds until seven', [awhile('open the bedroom blinds', { until: AT_SEVEN })]],
  [
    'set the bedroom radiator to 23 degrees for an hour',
    [awhile('set the bedroom radiator to 23 degrees', { seconds: 3600 })],
  ],
  ['pause the tv for ten minutes', [awhile('pause the tv', { seconds: 600 })]],
  ['set the bathroom fan to 30 percent until ten', [awhile('set the bathroom fan to 30 percent', { until: AT_TEN })]],
  ['turn on the kitchen light until ten', [KITCHEN_ON, later('turn off the kitchen light', AT_TEN)]],
  ['keep the kitchen light on until ten', [KITCHEN_ON, later('turn the kitchen light off', AT_TEN)]],
  ['turn on the kitchen light at seven for an hour', [later('turn on the kitchen light for an hour', AT_SEVEN)]],
  ['lock the front door until the cows come home', []],
];

const WARM = { question: 'what is the temperature', above: 23 };
const CONDITIONS: Case[] = [
  ['if it is above 23 turn on the bathroom fan', [doIf('turn on the bathroom fan', WARM)]],
  ['turn on the bathroom fan if it is warmer than 23 degrees', [doIf('turn on the bathroom fan', WARM)]],
  [
    'turn on the bathroom fan if the bathroom humidity is over 60 percent',
    [doIf('turn on the bathroom fan', { question: 'what is the bathroom humidity', above: 60 })],
  ],
  [
    'turn off the bedroom radiator if a window is open',
    [doIf('turn off the bedroom radiator', { question: 'is any window open' })],
  ],
  [
    'if nobody is home, lock the front door',
    [doIf('lock the front door', { question: 'is anybody home', holds: false })],
  ],
  ['lock the front door unless ada is home', [doIf('lock the front door', { question: 'is ada home', holds: false })]],
  [
    'if there is no window open close the awning',
    [doIf('close the awning', { question: 'is any window open', holds: false })],
  ],
  [
    "if the kitchen window isn't open close the awning",
    [doIf('close the awning', { question: 'is the kitchen window open', holds: false })],
  ],
  ['if the front door is unlocked lock it', [doIf('lock the Front Door', { question: 'is the front door unlocked' })]],
  [
    'if it rains close the awning, otherwise open the awning',
    [doIf('close the awning', { question: 'is it raining' }, { otherwise: 'open the awning' })],
  ],
  [
    'at ten turn off the bedroom radiator if a window is open',
    [later('turn off the bedroom radiator if a window is open', AT_TEN)],
  ],
  ['if it is dark turn on the porch light', []],
  ['if the spaceship is open turn on the porch light', []],
  ['if it is above 23 polish the silver', []],
  ['what if it rains', []],
];

const EVENTS: Case[] = [
  [
    'when the washing machine is done turn on the porch light',
    [doWhen('turn on the porch light', { question: 'is the washing machine off' })],
  ],
  ['when ada comes home turn on the porch light', [doWhen('turn on the porch light', { question: 'is ada home' })]],
  [
    'turn off the bedroom radiator as soon as the bedroom window opens',
    [doWhen('turn off the bedroom radiator', { question: 'is the bedroom window open' })],
  ],
  [
    'whenever the front door is unlocked turn on the porch light',
    [doWhen('turn on the porch light', { question: 'is the front door unlocked' }, { again: true })],
  ],
  ['when the moon is full turn on the porch light', []],
];

const SEVERAL: Case[] = [
  ['turn on the kitchen light but turn off the desk lamp', [KITCHEN_ON, ['HassTurnOff', 'light.office_desk']]],
  ['turn on the kitchen light and the porch light off', [KITCHEN_ON, ['HassTurnOff', 'light.porch']]],
  ['turn on the kitchen light and turn it off at ten', [KITCHEN_ON, later('turn the Kitchen Light off', AT_TEN)]],
  [
    'turn on the kitchen light and turn it off in ten minutes',
    [KITCHEN_ON, ['HassStartTimer', 'turn the Kitchen Light off', { minutes: 10 }]],
  ],
  [
    'at nine turn on the kitchen light and at ten turn it off',
    [later('turn on the kitchen light', AT_NINE), later('turn the Kitchen Light off', AT_TEN)],
  ],
  ['turn on the kitchen light but polish the silver', []],
];

describe.each([
  ['a time', AT_A_TIME],
  ['a length', FOR_A_WHILE],
  ['a condition', CONDITIONS],
  ['something that happens', EVENTS],
  ['several', SEVERAL],
])('%s', (_what, cases) => {
  test.each(cases)('%s', (said, commands) => {
    expect(meant(plainHome, said)).toEqual(commands);
  });

  test.each(cases)('in a home of other names: %s', (said, commands) => {
    const found = meant(otherHome, renamed(said));
    expect(found.map((one) => (Array.isArray(one) ? one[0] : one))).toEqual(
      commands.map((one) => (Array.isArray(one) ? one[0] : one)),
    );
  });
});

test.each([
  Array(119).fill('if').join(' '),
  Array(40).fill('turn on the lamp').join(' and '),
  Array(14).fill('turn on the lamp and turn it off at ten').join(' and '),
])('what goes on and on without a meaning is given up soon: %s', (said) => {
  expect(understand(plainHome, said)).toMatchObject({ tier: 'none', commands: [] });
});
