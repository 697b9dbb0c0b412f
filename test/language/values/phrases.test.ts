import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { parseValue, type ValueType } from '../../../src/language/parse_value.ts';
import * as amounts from './phrases_amounts.ts';
import * as times from './phrases_times.ts';

const NOW = Temporal.PlainDateTime.from('2026-11-25T10:20:00').toZonedDateTime('Europe/Berlin');

/** What a text comes to, written as the tables have it. */
function written(type: ValueType, text: string): string {
  const parsed = parseValue(type, text, NOW);
  if ('refused' in parsed) return '-';
  switch (type) {
    case 'instant':
      return [parsed.value, parsed.or].flatMap((at) => (at === undefined ? [] : [local(String(at))])).join(' | ');
    case 'interval':
      return [parsed.value, parsed.or]
        .flatMap((ends) => (ends === undefined ? [] : [String(ends).split('/').map(local).join(' / ')]))
        .join(' | ');
    case 'recurrence': {
      const time = parsed.time?.slice(0, 5);
      const at =
        time === undefined
          ? ''
          : ` @${[time, ...(parsed.or === undefined ? [] : [parsed.or.slice(0, 5)])].join(' | ')}`;
      return `${String(parsed.value).slice('FREQ='.length)}${at}`;
    }
    case 'colour':
      return colour(parsed.value);
    default:
      return JSON.stringify(parsed.value);
  }
}

/** Without seconds and, at midnight, without a time. */
function local(iso: string): string {
  return iso === '..' ? iso : iso.slice(0, 16).replace(/T00:00$/u, '');
}

function colour(value: unknown): string {
  const { kind, name, kelvin, of, percent } = Object(value);
  if (kind === 'change') return `${of} ${percent}`;
  return kind === 'white' ? String(kelvin) : String(name);
}

const tables: readonly (readonly [ValueType, string])[] = [
  ['number', amounts.numbers],
  ['ordinal', amounts.ordinals],
  ['duration', amounts.durations],
  ['percent', amounts.percents],
  ['temperature', amounts.temperatures],
  ['colour', amounts.colours],
  ['quantity', amounts.quantities],
  ['instant', times.instants],
  ['interval', times.intervals],
  ['recurrence', times.recurrences],
];

describe.each(tables)('%s', (type, table) => {
  const rows = table
    .trim()
    .split('\n')
    .map((row) => row.split(' = '));
  test.each(rows)('%s', (text = '', wanted = '') => expect(written(type, text)).toBe(wanted));
});
