import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import calculator from '../../../src/services/use/calculator/agent.ts';
import { evaluate } from '../../../src/services/use/calculator/evaluate.ts';
import { sayNumber } from '../../../src/services/use/calculator/say_number.ts';
import { drive } from '../drive.ts';

function worked(text: string): string | undefined {
  const value = evaluate(text);
  return value && sayNumber(value);
}

describe('evaluate', () => {
  it.each([
    ['what is 2 plus 3', '5'],
    ['2+3*4', '14'],
    ['(2 + 3) * 4', '20'],
    ['open parenthesis two plus three close parenthesis times four', '20'],
    ['10 minus 4 minus 3', '3'],
    ['12 divided by 4 divided by 3', '1'],
    ['what is twelve times seven?', '84'],
    ['one hundred and five minus fifty', '55'],
    ["what's 20 percent of 50", '10'],
    ['20% of 50', '10'],
    ['20 percent off of 50', '40'],
    ['80 plus 10 percent', '88'],
    ['80 minus 25%', '60'],
    ['square root of 16', '4'],
    ['the square root of 16 plus 9', '13'],
    ['cube root of 27', '3'],
    ['square root of minus 27 plus 31', undefined],
    ['five squared', '25'],
    ['2 to the power of 10', '1,024'],
    ['2 raised to the power of 3', '8'],
    ['2 to the tenth power', '1,024'],
    ['2 ^ 3 ^ 2', '512'],
    ['2 to the power of minus 2', '0.25'],
    ['-3 squared', 'minus 9'],
    ['5-6', 'minus 1'],
    ['minus 5 plus 8', '3'],
    ['2 times -3', 'minus 6'],
    ['0.1 + 0.2', '0.3'],
    ['1.1 times 1.1', '1.21'],
    ['10 / 4', '2.5'],
    ['10 divided by 3', 'about 3.3333'],
    ['2 divided by 3', 'about 0.6667'],
    ['a third of 90', '30'],
    ['half of 90', '45'],
    ['double 21', '42'],
    ['two and a half times 4', '10'],
    ['17 mod 5', '2'],
    ['minus 17 mod 5', '3'],
    ['square root of 2', 'about 1.4142'],
    ['1 over 30000', 'about 0.00003333'],
    ['the sum of 4 and 9', '13'],
    ['subtract 4 from 10', '6'],
    ['divide 9 by 2', '4.5'],
    ['the difference between 3 and 10', 'minus 7'],
    ['two million times three', '6,000,000'],
    ['99999999999999 times 99999999999999', '9,999,999,999,999,800,000,000,000,001'],
    ['2 to the power of 200', 'a number of 61 digits that begins with 1606'],
    ['how much is 3 x 4', '12'],
  ])('%s', (text, said) => {
    if (said === undefined) expect(() => evaluate(text)).toThrow('no real root');
    else expect(worked(text)).toBe(said);
  });

  it.each(['', 'two plus', '2 + + 3 apples', 'the weather', '(2 + 3', '2 3', 'plus'])(
    'refuses %j instead of guessing',
    (text) => {
      expect(evaluate(text)).toBeUndefined();
    },
  );

  it('says plainly what has no answer', () => {
    expect(() => evaluate('5 divided by 0')).toThrow('Nothing can be divided by zero.');
    expect(() => evaluate('0 to the power of minus 1')).toThrow('Nothing can be divided by zero.');
    expect(() => evaluate('9 to the power of 9999')).toThrow('too long');
    expect(() => evaluate('5 mod 0')).toThrow('Nothing can be divided by zero.');
  });

  it('stays exact where binary arithmetic does not', () => {
    const cents = fc.integer({ min: -10_000_000, max: 10_000_000 });
    fc.assert(
      fc.property(cents, cents, (a, b) => {
        const value = evaluate(`${a / 100} + ${b / 100}`);
        expect(value && (value.numerator * 100n) / value.denominator).toBe(BigInt(a + b));
      }),
      { numRuns: 200 },
    );
  });

  it('never hangs or throws something else on any words', () => {
    const word = fc.constantFrom(
      '(',
      ')',
      'minus',
      'plus',
      'two',
      '3/4',
      'square',
      'root',
      'of',
      '%',
      '^',
      'to',
      'the',
      '9',
      'x',
      'half',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 25 }), (words) => {
        try {
          evaluate(words.join(' '));
        } catch (thrown) {
          expect(thrown).toHaveProperty('name', 'ArithmeticFault');
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('use.calculator', () => {
  const none = () => {
    throw new Error('it needs nobody');
  };
  const asked = (text: string, slots = {}) =>
    drive(calculator, { intent: 'AgentosCalculate', slots, targets: [], text }, none).value;

  it('answers with the result', () => {
    expect(asked('what is 12 times 7')).toEqual({ text: '84.', outcome: 'done' });
    expect(asked('what is 10 divided by 3')).toEqual({ text: 'About 3.3333.', outcome: 'done' });
  });

  it('takes what the grammar took apart where the words alone are not enough', () => {
    expect(asked('what is 5 and 3', { left: 5, operator: '+', right: 3 })).toEqual({ text: '8.', outcome: 'done' });
    expect(asked('the root thing', { left: 16, operator: 'sqrt' })).toEqual({ text: '4.', outcome: 'done' });
    expect(asked('that sum', { expression: 'two plus two' })).toEqual({ text: '4.', outcome: 'done' });
  });

  it('says when there is no answer', () => {
    expect(asked('what is 1 divided by 0')).toEqual({ text: 'Nothing can be divided by zero.', outcome: 'failed' });
    expect(asked('what is two plus apples')).toMatchObject({ outcome: 'unknown' });
  });
});
