import { z } from 'zod';
import { parseValue } from '../../src/language/parse_value.ts';
import { parseQuantity } from '../../src/language/values/quantity.ts';
import { unitNamed } from '../../src/language/values/units.ts';
import type { Outcome } from './outcome.ts';
import { at, endsOf, type Got, localOf, outcomeOf, PART_OF_DAY, sameNumber, samePartOfDay } from './values_read.ts';

export const ducklingRow = z.object({
  text: z.string(),
  dim: z.string(),
  value: z.string().nullish(),
});
export type DucklingRow = z.infer<typeof ducklingRow>;

/** When and where the set is said. */
const NOW = at('2013-02-12T04:30:00', '-02:00');

export type DucklingSet =
  | 'instants'
  | 'intervals'
  | 'durations'
  | 'numbers'
  | 'ordinals'
  | 'temperatures'
  | 'quantities'
  | 'nothing';

interface Judged {
  readonly set: DucklingSet;
  readonly outcome: Outcome;
}

/** Undefined for what we have no type for (money), and for what has no one value (`at least 5 inches`). */
export function judged({ text, dim, value }: DucklingRow): Judged | undefined {
  const said = value ?? 'None';
  if (dim === 'Time') return time(text, said);
  if (said === 'None')
    return dim === 'Duration'
      ? { set: 'nothing', outcome: outcomeOf(text, 'duration', NOW, undefined, () => false) }
      : undefined;
  if (dim === 'Numeral' || dim === 'Ordinal') {
    const wanted = Number(/(-?[\d.]+(?:e\d+)?)\)*$/u.exec(said)?.[1]);
    const [set, type] = dim === 'Numeral' ? (['numbers', 'number'] as const) : (['ordinals', 'ordinal'] as const);
    return { set, outcome: outcomeOf(text, type, NOW, String(wanted), (got) => sameNumber(got.value, wanted)) };
  }
  if (dim === 'Duration') return duration(text, said);
  if (dim === 'Temperature') return temperature(text, said);
  return ['Volume', 'Distance', 'Quantity'].includes(dim) ? quantity(text, said) : undefined;
}

const local = (parts: string): string => {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.split(',').map(Number);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}`;
};

function time(text: string, said: string): Judged | undefined {
  if (said === 'None') return { set: 'nothing', outcome: outcomeOf(text, 'instant', NOW, undefined, () => false) };
  const found = [...said.matchAll(/\((\d{4}, ?[\d, ]+)\)/gu)].map(([, parts = '']) => local(parts));
  const [first, second] = found;
  if (first === undefined) return undefined;
  const grain = /\) (\w+)(?: ".*")?\)$/u.exec(said)?.[1]?.toLowerCase() ?? '';
  if (!said.includes('Interval')) {
    const isRight = (got: Got): boolean => localOf(String(got.value)) === first;
    return { set: 'instants', outcome: outcomeOf(text, 'instant', NOW, `${first} ${grain}`, isRight) };
  }
  if (said.includes('Open')) {
    const after = said.includes('After');
    const isRight = (got: Got): boolean => endsOf(got.value)[after ? 0 : 1] === first;
    return {
      set: 'intervals',
      outcome: outcomeOf(text, 'interval', NOW, `${after ? 'from' : 'to'} ${first}`, isRight),
    };
  }
  if (second === undefined) return undefined;
  return {
    set: 'intervals',
    outcome: outcomeOf(text, 'interval', NOW, `${first}/${second}`, (got) =>
      sameInterval(text, grain, endsOf(got.value), [first, second]),
    ),
  };
}

const GRAINS: Readonly<Record<string, number>> = { second: 1_000, minute: 60_000, hour: 3_600_000 };

/** The set counts the last minute or hour that is named as part of it: `3 to 4 pm` ends at five there, a weekend begins on Friday. */
function sameInterval(
  text: string,
  grain: string,
  got: readonly [string, string],
  wanted: readonly [string, string],
): boolean {
  if (got[0] === wanted[0] && got[1] === wanted[1]) return true;
  if (PART_OF_DAY.test(text) && !/\d/u.test(text)) return samePartOfDay(got, wanted);
  if (/week-?end|wkend/iu.test(text)) return got[1] === wanted[1];
  const end = Date.parse(`${got[1]}Z`) + (GRAINS[grain] ?? 0);
  return got[0] === wanted[0] && end === Date.parse(`${wanted[1]}Z`);
}

function duration(text: string, said: string): Judged | undefined {
  const [, amount, unit] = /DurationData (\S+) (\w+)/u.exec(said) ?? [];
  const wanted = amount === undefined ? undefined : parseValue('duration', `${amount} ${unit?.toLowerCase()}`, NOW);
  if (wanted === undefined || 'refused' in wanted || typeof wanted.value !== 'number') return undefined;
  // Years and months at once: twelve months to the year.
  const months = unit === 'Month' ? Number(amount) : undefined;
  const isRight = (got: Got): boolean =>
    got.value === wanted.value || (months !== undefined && monthsOf(got) === months);
  return { set: 'durations', outcome: outcomeOf(text, 'duration', NOW, `${amount} ${unit}`, isRight) };
}

function monthsOf(got: Got): number | undefined {
  const [, years = '0', months = '0'] = /^P(?:(\d+)Y)?(?:(\d+)M)?$/u.exec('iso' in got ? String(got.iso) : '') ?? [];
  return Number(years) * 12 + Number(months);
}

function temperature(text: string, said: string): Judged | undefined {
  const [, unit = '', degrees = ''] = /simple (\w+) \(?(-?[\d.]+)/u.exec(said) ?? [];
  const [, both = '', from = '', to = ''] = /between (\w+) \((\d+), ?(\d+)\)/u.exec(said) ?? [];
  if (degrees === '' && from === '') return undefined;
  const scale = unit || both;
  const one = (number: string): object => ({
    degrees: Number(number),
    ...(scale === 'Degree' ? {} : { unit: scale.toLowerCase() }),
  });
  const wanted = JSON.stringify(from === '' ? one(degrees) : { from: one(from), to: one(to) });
  return {
    set: 'temperatures',
    outcome: outcomeOf(text, 'temperature', NOW, wanted, (got) => JSON.stringify(got.value) === wanted),
  };
}

/** Units convert: the set has what people said in the base unit of another (`2/1000 kilograms` is 2 grams). */
function quantity(text: string, said: string): Judged | undefined {
  if (/Unnamed|under|above|Just/u.test(said)) return undefined;
  const [, name = '', amount = ''] = /simple (\w+) (-?[\d.]+)/u.exec(said) ?? [];
  const unit = unitNamed(name.toLowerCase());
  if (unit?.size === undefined || amount === '') return undefined;
  const { dimension, size } = unit;
  const isRight = (): boolean => {
    const found = parseQuantity(text)?.value;
    return (
      found?.unit.dimension === dimension && sameNumber(found.amount * (found.unit.size ?? 0), Number(amount) * size)
    );
  };
  return { set: 'quantities', outcome: outcomeOf(text, 'quantity', NOW, `${amount} ${name}`, isRight) };
}
