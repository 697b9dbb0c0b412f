import { readBelowHundred, round } from './cardinal.ts';
import { readFraction } from './fraction.ts';
import { readNumber } from './number.ts';
import { type Reading, readWhole } from './tokens.ts';
import { type Unit, unitNamed } from './units.ts';

/** So much of a unit: `{ amount: 0.5, unit: litre }`; `of` is what, in the words that were said: `milk`. */
export interface Quantity {
  readonly amount: number;
  readonly unit: Unit;
  readonly of?: string;
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

/** `two litres`, `250ml`, `half a pound`, `a bag`, `a tenth of a gallon`, `a cup and a half`. */
function readOne(tokens: readonly string[], at: number): Reading<Quantity> | undefined {
  const article = tokens[at] === 'a' || tokens[at] === 'an';
  const bare = article ? readUnit(tokens, at + 1) : undefined;
  if (bare !== undefined) return andPart(tokens, { amount: 1, unit: bare.value }, bare.next);
  const number = readNumber(tokens, at) ?? readFraction(tokens, article ? at + 1 : at);
  if (number === undefined || number.value < 0) return undefined;
  let next = number.next;
  if (number.value < 1) {
    if (tokens[next] === 'of') next += 1;
    if (tokens[next] === 'a' || tokens[next] === 'an') next += 1;
  }
  const unit = readUnit(tokens, next);
  return unit === undefined ? undefined : andPart(tokens, { amount: number.value, unit: unit.value }, unit.next);
}

/** `and a half` behind a whole number of a unit, where no unit of its own follows. */
function andPart(tokens: readonly string[], whole: Quantity, next: number): Reading<Quantity> {
  const part = tokens[next] === 'and' && Number.isInteger(whole.amount) ? readFraction(tokens, next + 1) : undefined;
  const own = part && readUnit(tokens, /^(?:of|an?)$/u.test(tokens[part.next] ?? '') ? part.next + 1 : part.next);
  if (part === undefined || part.value >= 1 || own !== undefined) return { value: whole, next };
  return { value: { ...whole, amount: round(whole.amount + part.value) }, next: part.next };
}

/** An amount with its unit, longest match; mixed units of one dimension come in the smallest: `5 feet 2 inches` is 62 inches. */
export function readQuantity(tokens: readonly string[], at: number): Reading<Quantity> | undefined {
  let whole = readOne(tokens, at);
  while (whole !== undefined) {
    const next = readOne(tokens, tokens[whole.next] === 'and' ? whole.next + 1 : whole.next);
    const [large, small] = [whole.value.unit, next?.value.unit];
    if (next === undefined || small === undefined || small.dimension !== large.dimension) return inches(tokens, whole);
    if (large.size === undefined || small.size === undefined || small.size >= large.size) return whole;
    const amount = round((whole.value.amount * large.size) / small.size + next.value.amount);
    whole = { value: { amount: Number(amount.toPrecision(12)), unit: small }, next: next.next };
  }
  return undefined;
}

/** `six foot two` */
function inches(tokens: readonly string[], feet: Reading<Quantity>): Reading<Quantity> {
  const inch = unitNamed('inch');
  if (feet.value.unit.name !== 'foot' || !Number.isInteger(feet.value.amount) || inch === undefined) return feet;
  const token = tokens[feet.next] ?? '';
  const more = /^\d{1,2}$/u.test(token)
    ? { value: Number(token), next: feet.next + 1 }
    : readBelowHundred(tokens, feet.next);
  if (more === undefined || more.value > 11 || more.next < tokens.length) return feet;
  return { value: { amount: feet.value.amount * 12 + more.value, unit: inch }, next: more.next };
}

/** A thing is named in few words, none of which leads on to something else. */
const MOST_WORDS = 4;
const NO_THING =
  /^(?:an?|the|and|or|to|for|at|on|in|by|with|from|until|is|are|it|them|me|my|please|now|then|each|more|less|than|per|of|today|tomorrow|tonight|degrees?|percent|o'clock|am|pm|.*[^\p{L}'].*)$/u;

/** What an amount is of: all words from `at` on. */
function readThing(tokens: readonly string[], at: number): string | undefined {
  const words = tokens.slice(at);
  const named = words.length > 0 && words.length <= MOST_WORDS && !words.some((word) => NO_THING.test(word));
  return named && readNumber(tokens, at) === undefined ? words.join(' ') : undefined;
}

/** `two pounds of flour`, `250g butter`, `a dozen eggs`: an amount and, where something is left, what it is of. Takes all tokens. */
export function readAmountOf(tokens: readonly string[], at: number): Reading<Quantity> | undefined {
  const measured = readQuantity(tokens, at);
  if (measured !== undefined) {
    const of = tokens[measured.next] === 'of' ? measured.next + 1 : measured.next;
    const thing = readThing(tokens, of);
    return thing === undefined ? measured : { value: { ...measured.value, of: thing }, next: tokens.length };
  }
  const count = readNumber(tokens, at);
  const piece = unitNamed('piece');
  if (count === undefined || piece === undefined || !Number.isInteger(count.value) || count.value < 1) return undefined;
  const thing = readThing(tokens, count.next);
  // More than one is said in the plural, and what is counted in hours or turns is no thing.
  if (thing === undefined || (count.value > 1 && !/(?:s|en|ish|eep|ice|eet)$/u.test(thing)) || TIMES.test(thing))
    return undefined;
  return { value: { amount: count.value, unit: piece, of: thing }, next: tokens.length };
}

const TIMES =
  /^(?:(?:mill?i?)?seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|weekends?|fortnights?|months?|years?|decades?|times?|percents?|kelvins?|points?|dollars?|euros?|cents?|pence|halves|thirds|quarters)$/u;

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
