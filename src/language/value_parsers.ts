import type { Json } from './home.ts';
import { readClockTime } from './values/clock_time.ts';
import { readColour } from './values/colour.ts';
import { readDuration } from './values/duration.ts';
import { readNumber } from './values/number.ts';
import { readOrdinal } from './values/ordinal.ts';
import { readPercent } from './values/percent.ts';
import { readStretch } from './values/stretch.ts';
import { readTemperature } from './values/temperature.ts';
import type { Reader } from './values/tokens.ts';
import { readWhen } from './values/when.ts';

/** What a list with `value: NAME` reads: the value as plain JSON, from the folded words of an utterance. */
export type ValueParsers = { readonly [name: string]: Reader<Json> };

function plain<T extends object>(read: Reader<T>): Reader<Json> {
  return (words, at) => {
    const found = read(words, at);
    return found === undefined ? undefined : { value: toJson(found.value), next: found.next };
  };
}

function toJson(value: object): Json {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]): [string, Json][] => {
      if (typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean') return [[key, item]];
      if (Array.isArray(item)) return [[key, item.map(Number)]];
      return [];
    }),
  );
}

/** The values that people say in every house, by the name that sentence files give them. */
export const valueParsers: ValueParsers = {
  number: readNumber,
  ordinal: readOrdinal,
  percent: readPercent,
  temperature: plain(readTemperature),
  duration: plain(readDuration),
  time: plain(readClockTime),
  when: plain(readWhen),
  stretch: plain(readStretch),
  color: plain(readColour),
};
