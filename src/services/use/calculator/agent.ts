import { agent } from 'agentos/service';
import type { Command } from '../../../language/command.ts';
import { calculator } from './contract.ts';
import { evaluate } from './evaluate.ts';
import { ArithmeticFault, type Rational } from './rational.ts';
import { sayNumber } from './say_number.ts';

export default agent({
  contract: calculator,
  *run({ input }) {
    const sum = input.text;
    try {
      const value = resultOf(input);
      if (value === undefined)
        return {
          text: `I could not work out "${sum}". Say, for example, "what is 12 times 7".`,
          outcome: 'unknown' as const,
        };
      const result = sayNumber(value);
      return { text: `${result.charAt(0).toUpperCase()}${result.slice(1)}.`, outcome: 'done' as const };
    } catch (thrown) {
      if (thrown instanceof ArithmeticFault) return { text: thrown.message, outcome: 'failed' as const };
      throw thrown;
    }
  },
});

/** As it was said, which is exact; else from what the grammar took it apart into. */
function resultOf({ text, slots }: Command): Rational | undefined {
  const { expression, left, operator, right } = slots;
  const written = typeof left === 'number' && typeof operator === 'string' ? FORMS[operator]?.(left, right) : undefined;
  for (const sum of [text, expression, written]) {
    const value = typeof sum === 'string' ? evaluate(sum) : undefined;
    if (value !== undefined) return value;
  }
  return undefined;
}

const between = (sign: string) => (left: number, right: unknown) =>
  typeof right === 'number' ? `${left} ${sign} ${right}` : undefined;

const FORMS: { readonly [operator: string]: (left: number, right: unknown) => string | undefined } = {
  '+': between('+'),
  '-': between('-'),
  '*': between('*'),
  '/': between('/'),
  '^': between('^'),
  mod: between('mod'),
  'percent of': between('percent of'),
  'percent off': between('percent off'),
  sqrt: (left) => `square root of ${left}`,
};
