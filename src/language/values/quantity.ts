import { round } from './cardinal.ts';
import { readFraction } from './fraction.ts';
import { readNumber } from './number.ts';
import { type Reading, readWhole } from './tokens.ts';
import { type Unit, unitNamed } from './units.ts';

/** So much of a unit: `{ amount: 0.5, unit: litre }`. */
export interface Quantity {
  readonly amount: number;
  readonly unit: Unit;
}

const longestUnit = 3;

function readUnit(tokens: readonly string[], at: number): Reading<Unit> | undefined {
  for (let length = longestUnit; length > 0; length -= 1) {
    const words = tokens.slice(at, at + length);
    const unit = words.length === length ? unitNamed(words.join(' ')) : undefined;
    if (unit !== undefined) return { value: unit, next: at + length };
  }
  return undefined;
}

/** `two litres`, `250ml`, `half a pound`, `a bag`, `a tenth of a gallon`. */
function readOne(tokens: readonly string[], at: number): Reading<Quantity> | undefined {
  const article = tokens[at] === 'a' || tokens[at] === 'an';
  const bare = article ? readUnit(tokens, at + 1) : undefined;
  if (bare !== undefined) return { value: { amount: 1, unit: bare.value }, next: bare.next };
  const number = readNumber(tokens, at) ?? readFraction(tokens, article ? at + 1 : at);
  if (number === undefined || number.value < 0) return undefined;
  let next = number.next;
  if (number.value < 1) {
    if (tokens[next] === 'of') next += 1;
    if (tokens[next] === 'a' || tokens[next] === 'an') next += 1;
  }
  const unit = readUnit(tokens, next);
  return unit === undefined ? undefined : { value: { amount: number.value, unit: unit.value }, next: unit.next };
}

/** An amount with its unit, longest match; mixed units of one dimension come in the smallest: `5 feet 2 inches` is 62 inches. */
export function readQuantity(tokens: readonly string[], at: number): Reading<Quantity> | undefined {
  let whole = readOne(tokens, at);
  while (whole !== undefined) {
    const next = readOne(tokens, tokens[whole.next] === 'and' ? whole.next + 1 : whole.next);
    const [large, small] = [whole.value.unit, next?.value.unit];
    if (next === undefined || small === undefined || small.dimension !== large.dimension) return whole;
    if (large.size === undefined || small.size === undefined || small.size >= large.size) return whole;
    const amount = round((whole.value.amount * large.size) / small.size + next.value.amount);
    whole = { value: { amount: Number(amount.toPrecision(12)), unit: small }, next: next.next };
  }
  return undefined;
}

export function parseQuantity(text: string): { readonly value: Quantity } | undefined {
  const value = readWhole(readQuantity, text);
  return value === undefined ? undefined : { value };
}

/** The same quantity in another unit of its dimension; nothing where they do not convert. */
export function convertQuantity(quantity: Quantity, to: Unit): Quantity | undefined {
  const from = quantity.unit;
  if (from.dimension !== to.dimension || from.size === undefined || to.size === undefined) return undefined;
  return { amount: Number(((quantity.amount * from.size) / to.size).toPrecision(12)), unit: to };
}
