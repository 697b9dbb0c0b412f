import type { Rational } from './rational.ts';

/** Places behind the point that are said of a number that does not end. */
const PLACES = 4;
/** A number of more places is said rounded, though it ends. */
const MOST_PLACES = 10;
/** Longer numbers are said by their length. */
const MOST_DIGITS = 30;

/** `42`, `minus 1,234.5`, `about 3.3333`: exact where it can be said exactly. */
export function sayNumber({ numerator, denominator, exact }: Rational): string {
  const negative = numerator < 0n;
  const size = negative ? -numerator : numerator;
  const whole = String(size / denominator);
  if (whole.length > MOST_DIGITS) return `a number of ${whole.length} digits that begins with ${whole.slice(0, 4)}`;
  const places = placesOf(denominator);
  const ends = exact && places !== undefined && places <= MOST_PLACES;
  const shown = ends ? places : smallPlaces(size, denominator);
  const scaled = (size * 10n ** BigInt(shown) * 2n + denominator) / (denominator * 2n);
  const text = withPoint(scaled, shown);
  return `${ends ? '' : 'about '}${negative && /[1-9]/.test(text) ? 'minus ' : ''}${text}`;
}

/** Digits behind the point of a fraction in lowest terms; undefined where they never end. */
function placesOf(denominator: bigint): number | undefined {
  let [rest, twos, fives] = [denominator, 0, 0];
  for (; rest % 2n === 0n; rest /= 2n) twos += 1;
  for (; rest % 5n === 0n; rest /= 5n) fives += 1;
  return rest === 1n ? Math.max(twos, fives) : undefined;
}

/** Enough places for a number below one to show its first digits. */
function smallPlaces(size: bigint, denominator: bigint): number {
  let places = PLACES;
  while (places < 40 && size > 0n && size * 10n ** BigInt(places) < denominator * 1_000n) places += 1;
  return places;
}

function withPoint(scaled: bigint, places: number): string {
  const digits = String(scaled).padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places).replace(/\B(?=(?:\d{3})+$)/g, ',');
  const decimals = places === 0 ? '' : digits.slice(-places).replace(/0+$/, '');
  return decimals === '' ? whole : `${whole}.${decimals}`;
}
