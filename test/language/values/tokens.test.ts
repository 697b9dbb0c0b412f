import { expect, test } from 'vitest';
import { readWhole, tokensOf } from '../../../src/language/values/tokens.ts';

test.each([
  ['Turn it to 20.5°, please!', ['turn', 'it', 'to', '20.5', '°', 'please']],
  ['twenty-one 250ml 7pm 50%', ['twenty', 'one', '250', 'ml', '7', 'pm', '50', '%']],
  ['-5 and 5-6 and 3 - 4', ['-5', 'and', '5', '-', '6', 'and', '3', '-', '4']],
  ['2 1/4 or 1½', ['2', '1/4', 'or', '1', '1/2']],
  ['7:30 p.m. on the 2nd', ['7:30', 'pm', 'on', 'the', '2nd']],
  ['12,567.5 but 1,3', ['12567.5', 'but', '1,3']],
  ["seven o'clock", ['seven', "o'clock"]],
  ['', []],
])('%j', (text, tokens) => {
  expect(tokensOf(text)).toEqual(tokens);
});

test('a reader that leaves words over has read nothing', () => {
  const first = (tokens: readonly string[]) => ({ value: tokens[0] ?? '', next: 1 });
  expect(readWhole(first, 'one')).toBe('one');
  expect(readWhole(first, 'one two')).toBeUndefined();
});
