import { describe, expect, test } from 'vitest';
import { textBetween, tokenize, wordsOf } from '../../src/language/text.ts';

describe('words of a text', () => {
  test.each([
    ['Turn ON the lights!', 'turn on the lights'],
    ["What's the time?", "what 's the time"],
    ['don’t do it', 'dont do it'],
    ['the kids’ room', 'the kids room'],
    ['set it to 50%', 'set it to 50 percent'],
    ['fifty per cent', 'fifty percent'],
    ['20.5°C', '20.5 degrees c'],
    ['minus: -5', 'minus minus 5'],
    ['up-to-date', 'up to date'],
    ['1,000 lights at 7:30', '1000 lights at 7:30'],
    ['the 1st floor', 'the 1st floor'],
    ['1½ hours', '1 1/2 hours'],
    ['Café Ångström', 'cafe angstrom'],
    ['salt & pepper', 'salt and pepper'],
    ['TV2', 'tv 2'],
    ['打开灯', '打 开 灯'],
    ['?!…', ''],
    ["the constructor's toString", "the constructor 's tostring"],
  ])('%s', (text, words) => {
    expect(wordsOf(text).join(' ')).toBe(words);
  });

  test.each([
    "What's the 21st? It's 7:30, 1,000 or 3/4 -5% (-2), don't up-to-date TV2",
    "'s a's b'c's st 1st2 1/2/3 5.,6 &+%/ per cent",
  ])('are the same whether or not a letter beyond ASCII stands behind: %s', (text) => {
    expect(wordsOf(`${text} é`)).toEqual([...wordsOf(text), 'e']);
  });

  test('keep where they were written', () => {
    const utterance = tokenize('Remind Ola: buy “Earl Grey” tea.');
    expect(textBetween(utterance, 2, 6)).toBe('buy “Earl Grey” tea');
  });

  test('know the punctuation before them', () => {
    expect(tokenize('on, off. now').tokens.map((token) => token.after)).toEqual([undefined, 'comma', 'stop']);
  });
});
