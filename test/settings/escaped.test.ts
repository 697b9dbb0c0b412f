import { expect, test } from 'vitest';
import { escaped } from '../../src/settings/escaped.ts';

test('what acts on a terminal is written out, words in any script are not', () => {
  expect(escaped('a\u001b[2J\u009b\u202e\u2028\n\u{e0041}')).toBe(
    'a\\u001b[2J\\u009b\\u202e\\u2028\\u000a\\udb40\\udc41',
  );
  expect(escaped('Grüße 21 °C שלום 👍')).toBe('Grüße 21 °C שלום 👍');
});

test('JSON text keeps its value', () => {
  const value = { 'k\u202e\u007f': ['\u0085\u009b31m', '\u200b\u{e0041}👩‍👧', '\n\u001b'] };
  const text = escaped(JSON.stringify(value));
  expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(JSON.parse(text)).toEqual(value);
});
