import { readNumber } from '../../../language/values/number.ts';
import { readOrdinal } from '../../../language/values/ordinal.ts';
import { arithmeticTokens } from './arithmetic_tokens.ts';
import { add, divide, fromNumber, modulo, multiply, negate, power, type Rational, rational, root } from './rational.ts';

/** A value and where reading goes on; `percent` where it was said as one and may still be one of something. */
interface Read {
  readonly value: Rational;
  readonly next: number;
  readonly percent?: boolean;
}

const HUNDREDTH = rational(1n, 100n);
/** Parentheses and signs inside each other, beyond what anybody says. */
const MAX_DEPTH = 60;

/**
 * Works out a sum as it is said or written; undefined where it is not one, or words are left over.
 * Powers bind before roots and signs, those before `of`, times and divided by, those before plus and minus.
 * @throws ArithmeticFault where it has no answer.
 */
export function evaluate(text: string): Rational | undefined {
  const tokens = arithmeticTokens(text);
  const read = readSentence(tokens) ?? readSum(tokens, 0, 0);
  return read !== undefined && read.next === tokens.length ? read.value : undefined;
}

/** `add 2 and 3`, `subtract 2 from 5`, `the sum of 2 and 3`: the verb or noun stands first. */
function readSentence(tokens: readonly string[]): Read | undefined {
  const start = tokens[0] === 'the' ? 1 : 0;
  const form = FORMS.find(({ words }) => words.every((word, offset) => tokens[start + offset] === word));
  if (form === undefined) return undefined;
  const left = readProduct(tokens, start + form.words.length, 0);
  if (left === undefined || !form.between.includes(tokens[left.next] ?? '')) return undefined;
  const right = readProduct(tokens, left.next + 1, 0);
  if (right === undefined || right.next !== tokens.length) return undefined;
  return { value: form.work(left.value, right.value), next: right.next };
}

const subtract = (a: Rational, b: Rational): Rational => add(a, negate(b));

const FORMS: readonly {
  words: readonly string[];
  between: readonly string[];
  work: (a: Rational, b: Rational) => Rational;
}[] = [
  { words: ['add'], between: ['and', 'to'], work: add },
  { words: ['sum', 'of'], between: ['and'], work: add },
  { words: ['subtract'], between: ['from'], work: (a, b) => subtract(b, a) },
  { words: ['take'], between: ['from'], work: (a, b) => subtract(b, a) },
  { words: ['difference', 'between'], between: ['and'], work: subtract },
  { words: ['multiply'], between: ['by', 'and', 'with'], work: multiply },
  { words: ['product', 'of'], between: ['and'], work: multiply },
  { words: ['divide'], between: ['by'], work: divide },
];

function readSum(tokens: readonly string[], at: number, depth: number): Read | undefined {
  let left = readProduct(tokens, at, depth);
  while (left !== undefined) {
    const sign = tokens[left.next];
    if (sign !== '+' && sign !== '-') return left;
    const right = readProduct(tokens, left.next + 1, depth);
    if (right === undefined) return undefined;
    // "80 plus 10 percent" is 88: the percent is of what it is added to.
    const amount: Rational = right.percent === true ? multiply(left.value, right.value) : right.value;
    left = { value: sign === '+' ? add(left.value, amount) : subtract(left.value, amount), next: right.next };
  }
  return left;
}

/** `20 percent off 50` */
const takeOff = (share: Rational, whole: Rational): Rational => subtract(whole, multiply(share, whole));

const PRODUCTS = new Map([
  ['*', multiply],
  ['/', divide],
  ['mod', modulo],
  ['of', multiply],
]);

function readProduct(tokens: readonly string[], at: number, depth: number): Read | undefined {
  let left = readSigned(tokens, at, depth);
  while (left !== undefined) {
    const work = left.percent === true && tokens[left.next] === 'off' ? takeOff : PRODUCTS.get(tokens[left.next] ?? '');
    if (work === undefined) return left;
    const right = readSigned(tokens, left.next + 1, depth);
    if (right === undefined) return undefined;
    left = { value: work(left.value, right.value), next: right.next };
  }
  return left;
}

function readSigned(tokens: readonly string[], at: number, depth: number): Read | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (tokens[at] === 'double' || tokens[at] === 'twice') {
    const read = readSigned(tokens, at + 1, depth + 1);
    return read && { value: multiply(read.value, rational(2n)), next: read.next };
  }
  if (tokens[at] === 'the') return readSigned(tokens, at + 1, depth + 1);
  if (tokens[at] === '-') {
    const read = readSigned(tokens, at + 1, depth + 1);
    return read && { ...read, value: negate(read.value) };
  }
  if (tokens[at] === 'square' && tokens[at + 1] === 'of') return raised(readSigned(tokens, at + 2, depth + 1), 2n);
  const degree = tokens[at] === 'square' ? 2n : tokens[at] === 'cube' || tokens[at] === 'cubic' ? 3n : undefined;
  if (degree !== undefined && tokens[at + 1] === 'root') {
    const read = readSigned(tokens, tokens[at + 2] === 'of' ? at + 3 : at + 2, depth + 1);
    return read && { value: root(read.value, degree), next: read.next };
  }
  return readPower(tokens, at, depth);
}

function raised(read: Read | undefined, exponent: bigint): Read | undefined {
  return read && { value: power(read.value, rational(exponent)), next: read.next };
}

function readPower(tokens: readonly string[], at: number, depth: number): Read | undefined {
  let base = readOperand(tokens, at, depth);
  for (;;) {
    if (base === undefined) return undefined;
    const word = tokens[base.next];
    if (word === 'squared') base = raised({ ...base, next: base.next + 1 }, 2n);
    else if (word === 'cubed') base = raised({ ...base, next: base.next + 1 }, 3n);
    else if (word === '^') {
      const exponent = readSigned(tokens, base.next + 1, depth + 1);
      return exponent && { value: power(base.value, exponent.value), next: exponent.next };
    } else if (word === 'to' && tokens[base.next + 1] === 'the') {
      // "2 to the tenth power"
      const ordinal = readOrdinal(tokens, base.next + 2);
      if (ordinal === undefined) return undefined;
      const next = tokens[ordinal.next] === 'power' ? ordinal.next + 1 : ordinal.next;
      base = { value: power(base.value, fromNumber(ordinal.value)), next };
    } else return base;
  }
}

function readOperand(tokens: readonly string[], at: number, depth: number): Read | undefined {
  if (tokens[at] === '(') {
    const inner = readSum(tokens, at + 1, depth + 1);
    return inner !== undefined && tokens[inner.next] === ')' ? { value: inner.value, next: inner.next + 1 } : undefined;
  }
  const number = readNumber(tokens, at);
  if (number === undefined) return undefined;
  const value = fromNumber(number.value);
  return tokens[number.next] === '%'
    ? { value: multiply(value, HUNDREDTH), next: number.next + 1, percent: true }
    : { value, next: number.next };
}
