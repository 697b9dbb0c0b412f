import { describe, expect, it } from 'vitest';
import { joinWords, sayDuration, sayDurationBeforeNoun, sayDurationRoughly } from '../../src/language/say_duration.ts';

const S = 1_000;
const M = 60 * S;
const H = 60 * M;

describe('sayDuration', () => {
  it.each([
    [30 * S, '30 seconds'],
    [1, '1 second'],
    [M, '1 minute'],
    [5 * M + 30 * S, '5 minutes and 30 seconds'],
    [H + 5 * M, '1 hour and 5 minutes'],
    [H + 5 * M + 2 * S, '1 hour, 5 minutes, and 2 seconds'],
    [10 * 24 * H, '10 days'],
    [14 * 24 * H, '2 weeks'],
  ])('%i ms', (ms, said) => {
    expect(sayDuration(ms)).toBe(said);
  });

  it('stands before a noun in the singular', () => {
    expect(sayDurationBeforeNoun(90 * M)).toBe('1 hour 30 minute');
  });

  it.each([
    [58.4 * S, '58 seconds'],
    [9 * M + 59 * S, '9 minutes and 59 seconds'],
    [59 * M + 40 * S, '1 hour'],
    [3 * H + 10 * M + 20 * S, '3 hours and 10 minutes'],
    [26 * H + 20 * M, '1 day and 2 hours'],
  ])('roughly %i ms', (ms, said) => {
    expect(sayDurationRoughly(ms)).toBe(said);
  });
});

describe('joinWords', () => {
  it('joins as in a sentence', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map((words) => joinWords(words, 'or'))).toEqual([
      '',
      'a',
      'a or b',
      'a, b, or c',
    ]);
  });
});
