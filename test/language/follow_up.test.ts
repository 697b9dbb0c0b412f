import { describe, expect, test } from 'vitest';
import { compileFiles } from '../../src/language/compile_files.ts';
import { refersBack, understandAfter } from '../../src/language/follow_up.ts';
import { understand } from '../../src/language/understand.ts';
import { house, houseFiles } from './house.ts';

const grammar = compileFiles(houseFiles, house);

/** Each command as `intent target target`, of the last of what was said one after the other. */
function meantAfter(...said: string[]): string[] {
  const last = said.at(-1) ?? '';
  return understandAfter(grammar, last, said.slice(0, -1)).commands.map((command) =>
    [command.intent, ...command.targets.map((target) => target.id)].join(' '),
  );
}

describe('what is referred to', () => {
  test.each([
    [['turn on big fan', 'turn it off'], ['HassTurnOff fan.workshop']],
    [['turn on big fan', 'turn it off again'], ['HassTurnOff fan.workshop']],
    [['turn on the reading lamp', 'dim it to 20%'], ['HassLightSet light.parlour_lamp']],
    [
      ['turn on the reading lamp and the pantry ceiling', 'turn them off'],
      ['HassTurnOff light.parlour_lamp light.pantry_ceiling'],
    ],
    [['turn on the reading lamp and big fan', 'turn it off'], ['HassTurnOff fan.workshop']],
    [['turn off the loft lights', 'turn them on'], ['HassTurnOn light.loft_lamp light.loft_strip']],
    [['turn on big fan', 'what time is it', 'turn it off'], ['HassTurnOff fan.workshop']],
    [['turn on big fan', 'turn it off', 'turn it on'], ['HassTurnOn fan.workshop']],
    [
      ['turn on big fan', 'turn it off and open the skylight'],
      ['HassTurnOff fan.workshop', 'HassTurnOn cover.loft_blind'],
    ],
    [['dim the loft lights to 20%', 'turn off the lights there'], ['HassTurnOff light.loft_lamp light.loft_strip']],
  ])('%j', (said, commands) => {
    expect(meantAfter(...said)).toEqual(commands);
  });

  test('all of it, or nothing: what cannot be dimmed is not left out unsaid', () => {
    expect(meantAfter('turn on the reading lamp and big fan', 'dim them to 20%')).toEqual([]);
  });

  test('that it is chilly is said of nothing that was spoken of', () => {
    expect(refersBack("it's a bit chilly", 'en')).toBe(false);
    expect(refersBack('it is too bright', 'en')).toBe(false);
    expect(refersBack('it is too bright, dim it', 'en')).toBe(true);
  });

  test('a question that only has the word is itself', () => {
    expect(meantAfter('turn on big fan', 'what time is it')).toEqual(['HassGetCurrentTime']);
  });

  test('without anything before it, it stands for nothing', () => {
    expect(meantAfter('turn it off')).toEqual([]);
    expect(meantAfter('what time is it', 'turn it off')).toEqual([]);
  });
});

describe('what goes on', () => {
  test.each([
    [['turn off big fan', "and gran's kettle"], ['HassTurnOff switch.kettle']],
    [['turn off the pantry lights', 'and the loft'], ['HassTurnOff light.loft_lamp light.loft_strip']],
    [['turn off the pantry lights', 'what about the loft ones'], ['HassTurnOff light.loft_lamp light.loft_strip']],
    [['dim the pantry ceiling to 20%', 'the reading lamp too'], []],
    [['turn off big fan', 'and open the skylight'], ['HassTurnOn cover.loft_blind']],
  ])('%j', (said, commands) => {
    expect(meantAfter(...said)).toEqual(commands);
  });
});

describe('what is corrected', () => {
  const undone = understand(grammar, 'undo that').commands.map(({ intent }) => intent);

  test.each([
    [['turn off the pantry lights', 'no, the loft'], ['HassTurnOff light.loft_lamp light.loft_strip']],
    [['turn on big fan', 'no, I meant the reading lamp'], ['HassTurnOn light.parlour_lamp']],
    [['turn on big fan', 'no, turn it off'], ['HassTurnOff fan.workshop']],
    [['turn on big fan', 'no, open the skylight'], ['HassTurnOn cover.loft_blind']],
  ])('%j', (said, commands) => {
    expect(meantAfter(...said)).toEqual([...undone, ...commands]);
  });

  test.each([[['turn on big fan', 'no, the spaceship']], [['turn on big fan', 'no']], [['no, the loft']]])(
    'nothing is done where it is not understood: %j',
    (said) => {
      expect(meantAfter(...said)).toEqual([]);
    },
  );
});

test('what may refer is known by its words', () => {
  expect(
    ['turn it off', 'and the loft', 'no, the loft', 'lights on there', 'the red one'].map((text) =>
      refersBack(text, 'en'),
    ),
  ).toEqual([true, true, true, true, true]);
  expect(['turn on the light', 'what time'].map((text) => refersBack(text, 'en'))).toEqual([false, false]);
});
