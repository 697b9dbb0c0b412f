import { expect, test } from 'vitest';
import { contraries } from '../../../../src/interfaces/voice/stt/opposites.ts';

const known = new Set('turn on off all of the lights open close lock front door up'.split(' '));
const of = (text: string) => contraries(text.split(' '), known).map((words) => words.join(' '));

test('each word that has a contrary gives one sentence', () => {
  expect(of('turn off all of the lights')).toEqual(['turn on all of the lights']);
  expect(of('open the front door')).toEqual(['close the front door']);
  expect(of('turn on the lights open the front door')).toHaveLength(2);
});

test('nothing where there is no such word, its contrary is not in the grammar, or it is a question', () => {
  expect(of('set a timer')).toEqual([]);
  expect(of('lock the front door')).toEqual([]);
  expect(of('is the front door open')).toEqual([]);
});
