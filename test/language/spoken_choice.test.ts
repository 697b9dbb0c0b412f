import { describe, expect, it } from 'vitest';
import { chosenIndex } from '../../src/language/spoken_choice.ts';

const choices = ['the 5 minute timer', 'the pasta timer', 'the 10 minute timer in the Kitchen'];

describe('chosenIndex', () => {
  it.each([
    ['the pasta timer', 1],
    ['Pasta.', 1],
    ['the one in the kitchen', 2],
    ['10 minutes please', 2],
    ['the first', 0],
    ['number three', 2],
    ['the second one', 1],
    ['5', 0],
    ['the ten minute one', 2],
    ['five minutes', 0],
  ])('%j is number %i', (said, index) => {
    expect(chosenIndex(said, choices)).toBe(index);
  });

  it.each(['timer', 'the minute timer', 'the blue one', '', 'the fourth', 'the pasta in the kitchen'])(
    '%j is none of them',
    (said) => {
      expect(chosenIndex(said, choices)).toBeUndefined();
    },
  );
});
