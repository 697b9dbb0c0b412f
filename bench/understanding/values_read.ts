import { performance } from 'node:perf_hooks';
import { Temporal } from 'temporal-polyfill';
import { parseValue, type ValueType } from '../../src/language/parse_value.ts';
import type { Outcome } from './outcome.ts';

/** What was read, for comparing: values as text; undefined where it was refused. */
export interface Got {
  readonly value: unknown;
  readonly or?: string;
  readonly time?: string;
  readonly grain?: string;
}

/**
 * One row: reads the text and has it judged. Without `wanted` nothing should be read. A text is read once before, so that what is
 * measured is not the compiler.
 */
export function outcomeOf(
  text: string,
  type: ValueType,
  now: Temporal.ZonedDateTime,
  wanted: string | undefined,
  isRight: (got: Got) => boolean,
): Outcome {
  parseValue(type, text, now);
  const before = performance.now();
  const got = parseValue(type, text, now);
  const ms = performance.now() - before;
  const said = 'refused' in got ? 'refused' : JSON.stringify(got);
  const row = { text, ms, wanted: wanted ?? 'nothing', got: `${type}: ${said}` };
  if ('refused' in got) return { ...row, verdict: wanted === undefined ? 'right' : 'refused' };
  if (wanted === undefined) return { ...row, verdict: 'accepted' };
  return { ...row, verdict: isRight(got) ? 'right' : 'wrong' };
}

/** To the twelfth digit. */
export function sameNumber(one: unknown, other: number): boolean {
  return typeof one === 'number' && Number(one.toPrecision(12)) === Number(other.toPrecision(12));
}

export function at(local: string, zone = 'UTC'): Temporal.ZonedDateTime {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zone);
}

/** The beginning and the end of an interval as a clock shows them; empty where it is open. */
export function endsOf(value: unknown): readonly [from: string, to: string] {
  const [from = '', to = ''] = String(value).split('/');
  return [localOf(from), localOf(to)];
}

export function localOf(iso: string): string {
  return iso === '..' ? '' : iso.slice(0, 19);
}

/**
 * Whether a part of a day is the same one: where a morning begins and an evening ends differs between the sets, so the middle of
 * theirs has to lie in ours, and ours be no longer than half a day.
 */
export function samePartOfDay(got: readonly [string, string], wanted: readonly [string, string]): boolean {
  const [from = 0, to = 0, theirFrom = 0, theirTo = 0] = [...got, ...wanted].map((local) => Date.parse(`${local}Z`));
  const middle = (theirFrom + theirTo) / 2;
  return from <= middle && middle < to && to - from <= 12 * 3_600_000;
}

export const PART_OF_DAY = /morning|afternoon|evening|night|tonite|lunchtime|\b[ap]m$/iu;
