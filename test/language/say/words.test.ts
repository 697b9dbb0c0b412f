import { describe, expect, test } from 'vitest';
import { sayClockTime, sayNumber, sayQuantity } from '../../../src/language/say/quantities.ts';
import { capitalised, plural, sayCount, sayList, withArticle } from '../../../src/language/say/words.ts';

describe('how things are said', () => {
  test('lists', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map((items) => sayList(items))).toEqual([
      '',
      'a',
      'a and b',
      'a, b and c',
    ]);
    expect(sayList(['tea', 'coffee'], 'or')).toBe('tea or coffee');
  });

  test('plurals and counts', () => {
    expect(['light', 'switch', 'battery', 'key', 'person', 'bus'].map(plural)).toEqual([
      'lights',
      'switches',
      'batteries',
      'keys',
      'people',
      'buses',
    ]);
    expect([0, 1, 2].map((count) => sayCount(count, 'light'))).toEqual(['no lights', '1 light', '2 lights']);
  });

  test('names with their article', () => {
    expect(['Kitchen Light', "Ada's Lamp", 'The Beast', 'TV', 'LED Strip 2'].map(withArticle)).toEqual([
      'the kitchen light',
      "Ada's Lamp",
      'The Beast',
      'the TV',
      'the LED strip 2',
    ]);
    expect(capitalised(withArticle('Hall Fan'))).toBe('The hall fan');
  });

  test('numbers and units', () => {
    expect([21, 21.46, -0.01, 12345.6].map((value) => sayNumber(value))).toEqual(['21', '21.5', '0', '12,345.6']);
    expect([
      sayQuantity(1, 'W'),
      sayQuantity(21.5, '°C'),
      sayQuantity(54, '%'),
      sayQuantity(3, 'zorg'),
      sayQuantity(7, undefined),
    ]).toEqual(['1 watt', '21.5 degrees', '54 percent', '3 zorg', '7']);
  });

  test('times of day', () => {
    expect([sayClockTime(0, 5), sayClockTime(12, 0), sayClockTime(19, 30), sayClockTime(19, 5, 24)]).toEqual([
      '12:05 AM',
      '12:00 PM',
      '7:30 PM',
      '19:05',
    ]);
  });
});
