import type { Json } from './home.ts';
import { parseRecurrence } from './parse_recurrence.ts';
import { type Here, parseInstant, parseInterval } from './parse_time.ts';
import type { Parsed } from './parsed.ts';
import { type Colour, readColour } from './values/colour.ts';
import { type ColourChange, readColourChange } from './values/colour_change.ts';
import { type Duration, readDuration, secondsOf } from './values/duration.ts';
import { readNumber } from './values/number.ts';
import { readOrdinal } from './values/ordinal.ts';
import { readPercent } from './values/percent.ts';
import { type Quantity, readAmountOf } from './values/quantity.ts';
import { readTemperature } from './values/temperature.ts';
import { type Reader, tokensOf } from './values/tokens.ts';
import { parseRange } from './values/value_range.ts';

export const VALUE_TYPES = [
  'number',
  'ordinal',
  'duration',
  'instant',
  'interval',
  'recurrence',
  'percent',
  'temperature',
  'colour',
  'quantity',
] as const;
export type ValueType = (typeof VALUE_TYPES)[number];

/** The value that all words of a text say, said then and there. */
export function parseValue(type: ValueType, text: string, now: Here): Parsed {
  switch (type) {
    case 'number':
      return plain(readNumber, text, 'It is not one number.', (value) => value, inOrder);
    case 'ordinal':
      return plain(placeInRow, text, 'It is not a place in a row.', (value) => value);
    case 'duration':
      return duration(text);
    case 'instant':
      return parseInstant(text, now);
    case 'interval':
      return parseInterval(text, now);
    case 'recurrence':
      return parseRecurrence(text);
    case 'percent':
      return plain(readPercent, text, 'It is not so many percent.', (value) => value, inOrder);
    case 'temperature':
      return plain(
        readTemperature,
        text,
        'It is not one temperature.',
        (value) => ({ ...value }),
        (from, to) => from.degrees < to.degrees && (from.unit === undefined || from.unit === to.unit),
      );
    case 'colour':
      return plain(colourOrChange, text, 'It is not a colour.', colour);
    case 'quantity':
      return plain(readAmountOf, text, 'It is not so much of a unit.', quantity, sameUnit);
  }
}

/** `the third`, `the third one`. */
const placeInRow: Reader<number> = (tokens, at) => {
  const found = readOrdinal(tokens, tokens[at] === 'the' ? at + 1 : at);
  return found !== undefined && tokens[at] === 'the' && /^ones?$/u.test(tokens[found.next] ?? '')
    ? { value: found.value, next: found.next + 1 }
    : found;
};

const inOrder = (from: number, to: number): boolean => from < to;

const sameUnit = (from: Quantity, to: Quantity): boolean =>
  from.unit.name === to.unit.name && from.amount < to.amount && from.of === to.of;

function quantity({ amount, unit, of }: Quantity): Json {
  return { amount, unit: unit.name, ...(of === undefined ? {} : { of }) };
}

const colourOrChange: Reader<Colour | ColourChange> = (tokens, at) =>
  readColour(tokens, at) ?? readColourChange(tokens, at);

function colour(value: Colour | ColourChange): Json {
  return value.kind === 'rgb' ? { ...value, rgb: [...value.rgb] } : { ...value };
}

/** One value; or where its type has an order, from one to another. */
function plain<T>(
  read: Reader<T>,
  text: string,
  refused: string,
  json: (value: T) => Json,
  ordered?: (from: T, to: T) => boolean,
): Parsed {
  const tokens = tokensOf(text);
  const found = read(tokens, 0);
  if (found !== undefined && found.next === tokens.length) return { value: json(found.value) };
  const range = ordered && parseRange(read, text, ordered);
  if (range !== undefined) return { value: { from: json(range.from), to: json(range.to) } };
  return { refused, left: tokens.slice(found?.next ?? 0) };
}

const DAY = 86_400;
const MONTH = 30 * DAY;
const YEAR = 365 * DAY;

/** In seconds: a month counts 30 days, a year 365; `iso` has it as it was said. */
function duration(text: string): Parsed {
  const tokens = lengthSaid(tokensOf(text));
  const found = readDuration(tokens, 0);
  if (found !== undefined && found.next === tokens.length)
    return { value: lengthOf(found.value, tokens), iso: isoDuration(found.value) };
  const range = parseRange(readDuration, text, (from, to) => lengthOf(from, []) < lengthOf(to, []));
  if (range !== undefined) return { value: { from: lengthOf(range.from, []), to: lengthOf(range.to, []) } };
  return { refused: 'It is not a length of time.', left: tokens.slice(found?.next ?? 0) };
}

function lengthOf({ years = 0, months = 0, ...rest }: Duration, said: readonly string[]): number {
  // The months of half a year were not counted in months.
  const month =
    months % 6 === 0 && said.some((word) => /^y(?:ea)?rs?$/u.test(word)) && !said.some(saysMonths) ? YEAR / 12 : MONTH;
  return years * YEAR + months * month + (secondsOf(rest) ?? 0);
}

function saysMonths(word: string): boolean {
  return word.startsWith('month');
}

/** Without what says nothing of how long: `about an hour`, `another month`, `the whole day`, `an hour or so`. */
function lengthSaid(tokens: readonly string[]): readonly string[] {
  const said = tokens.slice(-2).join(' ') === 'or so' ? tokens.slice(0, -2) : tokens;
  const start = /^(?:for|about|around|approximately|exactly|roughly)$/u.test(said[0] ?? '') ? 1 : 0;
  const rest = said.slice(start);
  const words = rest.slice(0, 2).join(' ');
  if (/^(?:an?|the) (?:full|whole|entire|additional|extra|single)$/u.test(words)) return ['a', ...rest.slice(2)];
  if (/^(?:full|whole|entire|another|all)$/u.test(rest[0] ?? '')) return ['a', ...rest.slice(1)];
  return /^(?:couple|hour|minute)$/u.test(rest[0] ?? '') && rest.length > 1 ? ['a', ...rest] : rest;
}

function isoDuration({ years, months, weeks, days, hours, minutes, seconds }: Duration): string {
  const write = (amount: number | undefined, letter: string): string =>
    amount === undefined ? '' : `${amount}${letter}`;
  const date = write(years, 'Y') + write(months, 'M') + write(weeks, 'W') + write(days, 'D');
  const time = write(hours, 'H') + write(minutes, 'M') + write(seconds, 'S');
  return `P${date}${time === '' ? '' : `T${time}`}`;
}
