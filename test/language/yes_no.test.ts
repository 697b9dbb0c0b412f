import { describe, expect, it } from 'vitest';
import { parseYesNo } from '../../src/language/yes_no.ts';

describe('an answer to yes or no', () => {
  it.each(['yes', ' Yes. ', 'OK!', 'yes, please', 'Sure thing;', 'that’s right', 'Y', 'go  ahead\n'])(
    '%j is a yes',
    (text) => {
      expect(parseYesNo(text)).toBe(true);
    },
  );

  it.each(['no', 'No.', "don't", 'Don’t!', 'no, thanks', 'never mind', 'stop!'])('%j is a no', (text) => {
    expect(parseYesNo(text)).toBe(false);
  });

  it.each([
    '',
    '  ',
    'не yes',
    '123 yes 456',
    '👎 ok',
    'ok 👎',
    'ok?',
    'yes no',
    'yes but not the gate',
    'not yes',
    '"yes"',
    'yes/no',
    'yes\u0000',
    'o\u212a',
    'ｙｅｓ',
    'y\u0301es',
    'yesterday',
  ])('%j is neither', (text) => {
    expect(parseYesNo(text)).toBeUndefined();
  });
});
