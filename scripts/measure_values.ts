/**
 * How many values of public test sets our own parsers read, and how many they read wrong.
 * Usage: node scripts/run.mjs scripts/measure_values.ts [folder with duckling.jsonl and recognizers-*.jsonl]
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseClockTime } from '../src/language/values/clock_time.ts';
import { parseDuration, secondsOf } from '../src/language/values/duration.ts';
import { parseNumber, readNumber } from '../src/language/values/number.ts';
import { parseOrdinal, readOrdinal } from '../src/language/values/ordinal.ts';
import { readPercent } from '../src/language/values/percent.ts';
import { parseQuantity, readQuantity } from '../src/language/values/quantity.ts';
import { parseTemperature, readTemperature } from '../src/language/values/temperature.ts';
import { type Reader, tokensOf } from '../src/language/values/tokens.ts';
import { unitNamed } from '../src/language/values/units.ts';

interface Tally {
  right: number;
  wrong: number;
  refused: number;
  readonly examples: string[];
}

const tallies = new Map<string, Tally>();

function count(set: string, text: string, expected: string, found: string | undefined): void {
  const tally = tallies.get(set) ?? { right: 0, wrong: 0, refused: 0, examples: [] };
  tallies.set(set, tally);
  if (found === expected) tally.right += 1;
  else if (found === undefined || found === '') tally.refused += 1;
  else tally.wrong += 1;
  if (found !== expected) tally.examples.push(`${text} → ${found ?? 'refused'}, wanted ${expected}`);
}

function rowsOf(folder: string, name: string): Record<string, unknown>[] {
  const path = join(folder, name);
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const written = (value: number | undefined): string | undefined =>
  value === undefined ? undefined : String(Number(value.toPrecision(12)));

/** `(simple Celsius 37)`, `(DurationData 90 Minute)`, `(NumeralValue 1.2e6)`: the last number and the word beside it. */
function duckling(folder: string): void {
  for (const row of rowsOf(folder, 'duckling.jsonl')) {
    const [text, value, dimension] = [String(row.text), String(row.value), String(row.dim)];
    const number = Number(/\(?(-?[\d.]+(?:e\d+)?)\)*/u.exec(value.replace(/^[^\d-]*/u, ''))?.[1]);
    const word = /(?:simple (\w+)|DurationData \S+ (\w+))/u.exec(value);
    const unit = (word?.[1] ?? word?.[2] ?? '').toLowerCase();
    if (value !== 'None' && /between|under|above|Just|Unnamed/u.test(value)) continue;
    if (value === 'None' && dimension !== 'Duration') continue;
    const set = `duckling ${dimension}`;
    if (dimension === 'Numeral') count(set, text, String(number), written(parseNumber(text)?.value));
    else if (dimension === 'Ordinal') count(set, text, String(number), written(parseOrdinal(text)?.value));
    else if (dimension === 'Temperature') {
      const found = parseTemperature(text)?.value;
      count(set, text, `${number} ${unit}`, found && `${found.degrees} ${found.unit ?? 'degree'}`);
    } else if (dimension === 'Duration') {
      const found = parseDuration(text)?.value;
      const wanted = value === 'None' ? undefined : parseDuration(`${number} ${unit}`)?.value;
      const length = (duration: typeof found): string | undefined =>
        duration && String(secondsOf(duration) ?? `${(duration.years ?? 0) * 12 + (duration.months ?? 0)} months`);
      count(set, text, length(wanted) ?? '', length(found) ?? '');
    } else if (['Volume', 'Distance', 'Quantity'].includes(dimension)) {
      const found = parseQuantity(text)?.value;
      const wanted = unitNamed(unit);
      if (wanted?.size === undefined) continue;
      const size = found?.unit.dimension === wanted.dimension ? found.amount * (found.unit.size ?? 0) : undefined;
      count(set, text, written(number * wanted.size) ?? '', found && (written(size) ?? 'another dimension'));
    }
  }
}

/** Every value that stands in a sentence, from the left, none overlapping. */
function scan<T>(read: Reader<T>, text: string): T[] {
  const tokens = tokensOf(text);
  const found: T[] = [];
  for (let at = 0; at < tokens.length; ) {
    const reading = read(tokens, at);
    if (reading !== undefined) found.push(reading.value);
    at = reading?.next ?? at + 1;
  }
  return found;
}

function recognizers(folder: string): void {
  for (const row of [...rowsOf(folder, 'recognizers-number.jsonl'), ...rowsOf(folder, 'recognizers-unit.jsonl')]) {
    const text = String(row.text);
    const spec = String(row.spec);
    const results = Array.isArray(row.results) ? row.results : [];
    const wanted = results
      .map(({ Resolution: found }: { Resolution?: { value?: string; unit?: string } }) => ({
        value: found?.value,
        unit: found?.unit,
      }))
      .filter(({ value }) => typeof value === 'string');
    const plain = wanted.map(({ value }) => written(Number(String(value).replace('%', '')))).join(' ');
    const set = `recognizers ${spec.replace('Model', '')}`;
    const say = (values: readonly (number | undefined)[]): string => values.map((value) => written(value)).join(' ');
    if (spec === 'NumberModel') count(set, text, plain, say(scan(readNumber, text)));
    else if (spec === 'OrdinalModel' && !/NaN/u.test(plain)) count(set, text, plain, say(scan(readOrdinal, text)));
    else if (spec === 'PercentModel') count(set, text, plain, say(scan(readPercent, text)));
    else if (spec === 'TemperatureModel') {
      const found = scan(readTemperature, text).filter(({ unit }) => unit !== undefined);
      const named = wanted
        .filter(({ unit }) => unit === 'C' || unit === 'F')
        .map(({ value }) => written(Number(value)));
      count(set, text, named.join(' '), say(found.map(({ degrees }) => degrees)));
    } else if (spec === 'DimensionModel') {
      const found = scan(readQuantity, text).filter(({ unit }) => unit.dimension !== 'package');
      count(set, text, plain, say(found.map(({ amount }) => amount)));
    }
  }
}

function datetimes(folder: string): void {
  for (const row of rowsOf(folder, 'recognizers-datetime.jsonl')) {
    const results = Array.isArray(row.results) ? row.results : [];
    for (const result of results) {
      const { Text: text = '', TypeName: type, Resolution: resolution } = result;
      const value = String(resolution?.values?.[0]?.value ?? '');
      if (type === 'datetimeV2.duration' && resolution?.values?.[0]?.Mod === undefined) {
        const found = parseDuration(text)?.value;
        count('recognizers duration', text, value, found && String(secondsOf(found) ?? ''));
      } else if (type === 'datetimeV2.time' && resolution?.values?.[0]?.Mod === undefined) {
        const time = parseClockTime(String(text).replace(/^at /u, ''))?.value;
        const options = new Set(resolution.values.map((each: { value: string }) => each.value));
        const two = (part: number): string => String(part).padStart(2, '0');
        const hours = time && (time.ambiguous ? [time.hour, time.hour + 12] : [time.hour]);
        const said = hours?.map((hour) => `${two(hour)}:${two(time?.minute ?? 0)}:${two(time?.second ?? 0)}`);
        count('recognizers time', text, [...options].sort().join(' '), said?.sort().join(' '));
      }
    }
  }
}

const folder = process.argv[2] ?? join(import.meta.dirname, '../../shared/data/text');
duckling(folder);
recognizers(folder);
datetimes(folder);
if (tallies.size === 0) console.log(`No test data in ${folder}: give the folder that holds duckling.jsonl.`);
for (const [set, { right, wrong, refused, examples }] of tallies) {
  const all = right + wrong + refused;
  console.log(
    `${set}: ${right} of ${all} right (${Math.round((right / all) * 100)} %), ${refused} refused, ${wrong} otherwise`,
  );
  if (process.argv.includes('--examples')) for (const example of examples) console.log(`    ${example}`);
}
