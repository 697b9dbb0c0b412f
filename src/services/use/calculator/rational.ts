/** What cannot be worked out, in words for a person. */
export class ArithmeticFault extends Error {
  override readonly name = 'ArithmeticFault';
}

/** An exact fraction in lowest terms, the denominator above zero; `exact` is false once a root or power had to be rounded. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
  readonly exact: boolean;
}

/** Nobody says longer numbers, and working with them would take its time. */
const MAX_DIGITS = 400;
/** Digits behind the point that rounded roots are worked out to. */
const ROOT_SCALE = 10n ** 30n;

export function rational(numerator: bigint, denominator = 1n, exact = true): Rational {
  if (denominator === 0n) throw new ArithmeticFault('Nothing can be divided by zero.');
  const sign = denominator < 0n ? -1n : 1n;
  const shared = divisorOf(abs(numerator), abs(denominator)) || 1n;
  const reduced = { numerator: (sign * numerator) / shared, denominator: (sign * denominator) / shared, exact };
  if (String(reduced.numerator).length > MAX_DIGITS || String(reduced.denominator).length > MAX_DIGITS) {
    throw new ArithmeticFault('That number is too long for me.');
  }
  return reduced;
}

export function add(a: Rational, b: Rational): Rational {
  return rational(
    a.numerator * b.denominator + b.numerator * a.denominator,
    a.denominator * b.denominator,
    a.exact && b.exact,
  );
}

export function multiply(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.numerator, a.denominator * b.denominator, a.exact && b.exact);
}

export function divide(a: Rational, b: Rational): Rational {
  return rational(a.numerator * b.denominator, a.denominator * b.numerator, a.exact && b.exact);
}

export function negate(a: Rational): Rational {
  return { ...a, numerator: -a.numerator };
}

/** What is left after dividing, with the sign of the divisor. */
export function modulo(a: Rational, b: Rational): Rational {
  const quotient = divide(a, b);
  const floor = quotient.numerator / quotient.denominator - (quotient.numerator % quotient.denominator < 0n ? 1n : 0n);
  return add(a, negate(multiply(b, rational(floor))));
}

/** @throws ArithmeticFault for an even root of a negative number. */
export function root(a: Rational, degree: bigint): Rational {
  if (a.numerator < 0n && degree % 2n === 0n)
    throw new ArithmeticFault('A negative number has no real root of that kind.');
  const sign = a.numerator < 0n ? -1n : 1n;
  const top = integerRoot(abs(a.numerator), degree);
  const bottom = integerRoot(a.denominator, degree);
  if (top ** degree === abs(a.numerator) && bottom ** degree === a.denominator)
    return rational(sign * top, bottom, a.exact);
  const scaled = (abs(a.numerator) * ROOT_SCALE ** degree) / a.denominator;
  return rational(sign * integerRoot(scaled, degree), ROOT_SCALE, false);
}

export function power(base: Rational, exponent: Rational): Rational {
  const whole = abs(exponent.numerator);
  if (whole > 10_000n || exponent.denominator > 20n) throw new ArithmeticFault('That power is too much for me.');
  const digits = Math.max(String(abs(base.numerator)).length, String(base.denominator).length) - 1;
  if (BigInt(digits) * whole > BigInt(MAX_DIGITS)) throw new ArithmeticFault('That number is too long for me.');
  if (base.numerator === 0n && exponent.numerator < 0n) throw new ArithmeticFault('Nothing can be divided by zero.');
  const raised = rational(base.numerator ** whole, base.denominator ** whole, base.exact && exponent.exact);
  const turned = exponent.numerator < 0n ? divide(rational(1n), raised) : raised;
  return exponent.denominator === 1n ? turned : root(turned, exponent.denominator);
}

/** A number that was read as binary floating point, as the decimal or the simple fraction that was said. */
export function fromNumber(value: number): Rational {
  const [mantissa = '0', exponent = '0'] = String(Math.abs(value)).split('e');
  const [whole = '0', decimals = ''] = mantissa.split('.');
  const sign = value < 0 ? -1n : 1n;
  if (decimals.length > 12) {
    // Thirds and the like have no short decimal: 0.333333333333333 was said as "a third".
    for (let denominator = 3; denominator <= 1_000; denominator += 1) {
      const numerator = Math.round(Math.abs(value) * denominator);
      if (Math.abs(numerator / denominator - Math.abs(value)) < 1e-14 * Math.abs(value))
        return rational(sign * BigInt(numerator), BigInt(denominator));
    }
  }
  const shift = Number(exponent) - decimals.length;
  const digits = sign * BigInt(whole + decimals);
  return shift >= 0 ? rational(digits * 10n ** BigInt(shift)) : rational(digits, 10n ** BigInt(-shift));
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function divisorOf(a: bigint, b: bigint): bigint {
  let [high, low] = [a, b];
  while (low !== 0n) [high, low] = [low, high % low];
  return high;
}

/** Newton's method from above; the largest whole number whose power is not above `value`. */
function integerRoot(value: bigint, degree: bigint): bigint {
  if (value < 2n) return value;
  const bits = BigInt(value.toString(2).length);
  let guess = 1n << (bits / degree + 1n);
  for (;;) {
    const next = ((degree - 1n) * guess + value / guess ** (degree - 1n)) / degree;
    if (next >= guess) return guess;
    guess = next;
  }
}
