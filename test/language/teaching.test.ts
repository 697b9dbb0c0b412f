import { describe, expect, test } from 'vitest';
import { compileFiles } from '../../src/language/compile_files.ts';
import { nearNames } from '../../src/language/near_names.ts';
import { soundOf } from '../../src/language/sounds.ts';
import { newNameIn, phraseKey, teachingMeant } from '../../src/language/teaching.ts';
import { house, houseFiles } from './house.ts';

const bedroom = {
  ...house,
  entities: [
    ...house.entities,
    ...['Left Bedside Lamp Light', 'Right Bedside Lamp Light'].map((name, index) => ({
      ...{ id: `light.bedside_${index}`, name, aliases: [], state: 'on', attributes: {} },
    })),
  ],
};
const grammar = compileFiles(houseFiles, bedroom);

describe('names that are nearly said', () => {
  test('several are all found', () => {
    const near = nearNames(grammar, 'turn off my bedside lamp');
    expect(near?.said).toBe('bedside lamp');
    expect(near?.choices.map(({ name }) => name)).toEqual(['Left Bedside Lamp Light', 'Right Bedside Lamp Light']);
  });

  test.each([
    ['turn on the lamp of the reading', 'Reading Lamp'],
    ['turn on the redding lamp', 'Reading Lamp'],
    ['switch off the left bed side lamp', 'Left Bedside Lamp Light'],
    ['switch on the skylite', undefined],
    ['open the skylite', 'Skylight'],
  ])('%s', (text, name) => {
    expect(nearNames(grammar, text)?.choices.map((one) => one.name)).toEqual(name === undefined ? undefined : [name]);
  });

  test.each(['turn off my bicycle', 'make me a sandwich', '', 'lamp', 'what is a big fanfare'])(
    'none for %j',
    (text) => {
      expect(nearNames(grammar, text)).toBeUndefined();
    },
  );

  test('a room that is nearly said is no device that is named after it', () => {
    const ball = { id: 'light.workshop_ball', name: 'Workshop Ball', aliases: [], state: 'on', attributes: {} };
    const home = compileFiles(houseFiles, { ...house, entities: [...house.entities, ball] });
    expect(nearNames(home, 'turn off the workschop ball')?.choices.map(({ name }) => name)).toEqual(['Workshop Ball']);
    expect(nearNames(home, 'turn off the workschop')).toBeUndefined();
  });
});

test('words that sound alike have one sound', () => {
  for (const [one, other] of [
    ['light', 'lite'],
    ['of', 'off'],
    ['phan', 'fan'],
    ['kitchen', 'kichen'],
    ['night', 'nite'],
  ] as const)
    expect(soundOf(one), one).toBe(soundOf(other));
  for (const [one, other] of [
    ['lamp', 'lock'],
    ['on', 'off'],
    ['lock', 'unlock'],
    ['open', 'close'],
  ] as const)
    expect(soundOf(one), one).not.toBe(soundOf(other));
});

describe('teaching', () => {
  test.each([
    ['when I say movie time, do turn off the lights', 'movie time', 'turn off the lights'],
    ['When I say movie time turn off the lights', undefined, undefined],
    [
      'when I say "do it now", do "turn off the lights, and lock the door"',
      'do it now',
      'turn off the lights, and lock the door',
    ],
    [
      'whenever I say good night, turn off everything and lock the door',
      'good night',
      'turn off everything and lock the door',
    ],
    ['when I say bedtime I mean turn off the lights.', 'bedtime', 'turn off the lights'],
  ])('%s', (text, said, means) => {
    expect(teachingMeant(text)).toEqual(said === undefined ? undefined : { intent: 'AgentosTeach', said, means });
  });

  test('blanks and line ends are one blank, however many there are', () => {
    const read = { intent: 'AgentosTeach', said: 'movie time', means: 'turn off the lights' };
    expect(teachingMeant('when I say movie\ntime,\n do turn  off the lights')).toEqual(read);
    expect(teachingMeant(`when I say${' '.repeat(900)}x`)).toBeUndefined();
    expect(teachingMeant(`when I say movie time, do ${'turn off '.repeat(200)}`)).toBeUndefined();
  });

  test('forgetting and telling', () => {
    expect(teachingMeant('forget the sentence movie time')).toEqual({ intent: 'AgentosUnteach', said: 'movie time' });
    expect(teachingMeant('what have I taught you?')).toEqual({ intent: 'AgentosTaughtList' });
    expect(teachingMeant('forget the shopping list')).toBeUndefined();
  });

  test('sentences are the same whatever case and politeness', () => {
    expect(phraseKey('Movie time, please!')).toBe(phraseKey('movie time'));
  });

  test.each([
    ['turn on the redding lamp', 'turn on the Reading Lamp', 'redding lamp'],
    ['turn my wobbly lamp on', 'turn the Reading Lamp on', 'wobbly lamp'],
    ['turn on not the lamp', 'turn on the Reading Lamp', undefined],
    ['switch on wobbly', 'turn on the Reading Lamp', undefined],
    ['turn on the reading lamp', 'turn on the Reading Lamp', undefined],
  ])('a new name in %j', (said, means, alias) => {
    const found = newNameIn(said, means, bedroom);
    expect(found?.alias).toBe(alias);
    if (alias !== undefined) expect(found?.id).toBe('light.parlour_lamp');
  });
});
