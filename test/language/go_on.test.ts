import { describe, expect, test } from 'vitest';
import { understandAfter } from '../../src/language/follow_up.ts';
import { demoGrammar, renamed } from './demo_grammar.ts';

const plainHome = demoGrammar();
const otherHome = demoGrammar((yaml) => yaml.replaceAll(/(?<=name: |aliases: \[|, )[^\n{}[\]]+/gu, renamed));

/** What the last of several sentences comes to: intents with devices, and what else tells them apart. */
function meantAfter(grammar: typeof plainHome, said: readonly string[]): string[] {
  const { commands, tier } = understandAfter(grammar, said.at(-1) ?? '', said.slice(0, -1));
  if (tier === 'none') return [];
  return commands.map(({ intent, targets, slots }) => {
    const value = slots.brightness ?? slots.temperature ?? slots.minutes ?? slots.brightness_step ?? slots.volume_step;
    return [intent, ...targets.map(({ id }) => id), ...(value === undefined ? [] : [String(value)])].join(' ');
  });
}

type Case = [said: string[], commands: string[]];
const ON = 'HassTurnOn light.kitchen_ceiling';
const CASES: Case[] = [
  [['turn on the kitchen light', 'again'], [ON]],
  [['turn on the kitchen light', 'do it again'], [ON]],
  [['turn on the kitchen light', 'not that one'], ['AgentosUndo']],
  [['turn on the kitchen light', 'that was wrong'], ['AgentosUndo']],
  [['turn on the kitchen light', "no, that's not what I meant"], ['AgentosUndo']],
  [['turn on the kitchen light', 'no wait, undo'], ['AgentosUndo']],
  [['turn on the kitchen light', 'the other one'], ['HassTurnOn light.kitchen_counter']],
  [
    ['turn on the left bedside lamp', 'no, the other one'],
    ['AgentosUndo', 'HassTurnOn light.bedside_right'],
  ],
  [['turn on the left bedside lamp', 'turn off the other one'], ['HassTurnOff light.bedside_right']],
  [['lock the front door', 'and the other one'], ['HassTurnOn lock.back_door']],
  [
    ['turn on the lights in the kitchen', 'same in the bedroom'],
    ['HassTurnOn light.bedroom_ceiling light.bedside_left light.bedside_right'],
  ],
  [['turn on the kitchen light', 'the same for the bedroom'], ['HassTurnOn light.bedroom_ceiling']],
  [['set the desk lamp to 50 percent', 'make it ten'], ['HassLightSet light.office_desk 10']],
  [['set the desk lamp to fifty percent', 'no, twenty percent'], ['HassLightSet light.office_desk 20']],
  [
    ['set a timer for five minutes', 'make it ten'],
    ['AgentosUndo', 'HassStartTimer 10'],
  ],
  [
    ['open the bedroom blinds at seven', 'make it half past eight'],
    ['AgentosUndo', 'AgentosDoLater'],
  ],
  [['turn on the desk lamp', 'brighter'], ['AgentosLightAdjust light.office_desk up']],
  [['turn on the desk lamp', 'brighter', 'a bit more'], ['AgentosLightAdjust light.office_desk up']],
  [['turn on the kitchen radio', 'louder'], ['HassSetVolumeRelative media_player.kitchen_radio up']],
  [['turn on the kitchen light', 'turn it off in ten minutes'], ['HassStartTimer 10']],
  [['turn on the kitchen light', 'and the hall', 'turn them back off'], ['HassTurnOff light.hallway light.porch']],
];

describe('what goes on from the sentence before', () => {
  test.each(CASES)('%j', (said, commands) => {
    expect(meantAfter(plainHome, said)).toEqual(commands);
  });

  test.each(CASES)('in a home of other names: %j', (said, commands) => {
    expect(meantAfter(otherHome, said.map(renamed))).toEqual(commands);
  });

  test.each([
    [['again']],
    [['not that one']],
    [['the other one']],
    [['what time is it', 'again']],
    [['is the front door locked', 'again']],
    [['what time is it', 'that was wrong']],
    [['turn on the bedroom light', 'the other one']],
    [['turn on the kitchen light', 'make it ten']],
    [['set the desk lamp to 50 percent', 'ten little spaceships']],
  ])('nothing is done where there is nothing that it goes on from: %j', (said) => {
    expect(meantAfter(plainHome, said)).toEqual([]);
  });
});
