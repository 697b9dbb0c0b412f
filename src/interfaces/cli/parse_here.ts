import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Here } from '../../language/parse_time.ts';
import { parseValue, VALUE_TYPES, type ValueType } from '../../language/parse_value.ts';
import { paths } from '../../settings/paths.ts';
import { loadSettings } from '../../settings/settings.ts';
import { isZone, localZone } from '../../settings/zone.ts';
import { readText } from './batch_rows.ts';
import { CliError } from './cli_error.ts';
import { colours } from './colours.ts';
import { EXIT } from './exit_code.ts';
import { json, line } from './output.ts';
import type { ParseOptions } from './parse.ts';
import { onOneLine } from './terminal_text.ts';

/** Exit 0 where it could be tried, whether or not it was read; 65 where a line of a batch is wrong. */
export async function parseHere(text: string, options: ParseOptions): Promise<number> {
  const { type, batch } = options;
  if (batch !== undefined && text !== '') throw new CliError('Give a text or --batch, not both.');
  if (batch === undefined && text.trim() === '') throw new CliError('Give a text, or a file of them with --batch.');
  if (type !== undefined && !isType(type)) throw new CliError(`--type: ${notType(type)}`);
  if (batch === undefined && type === undefined)
    throw new CliError(`Say with --type what it should be: ${VALUE_TYPES.join(', ')}.`);
  // What is wrong in an option is so for every line.
  const now = hereOf(options.now, options.zone);
  if (typeof now === 'string') throw new CliError(`--${now}`);
  if (batch !== undefined) return parseBatch(await readText(batch, '--batch'), options);
  if (type !== undefined && isType(type)) (options.json ? json : tell)(resultOf(text, type, now));
  return EXIT.ok;
}

type Result = ReturnType<typeof resultOf>;

function resultOf(text: string, type: ValueType, now: Here) {
  const parsed = parseValue(type, text, now);
  if ('refused' in parsed) return { text, type, refused: parsed.refused, left: parsed.left.join(' ') };
  return { text, type, ...parsed, left: '' };
}

function tell(result: Result): void {
  if ('refused' in result) {
    line(`Not read: ${result.refused}${result.left === '' ? '' : ` Left over: ${onOneLine(result.left)}`}`);
    return;
  }
  const { text: _text, type: _type, left: _left, value, ...more } = result;
  const said = Object.entries(more).map(([name, part]) => `${name}=${part}`);
  line([colours.bold(typeof value === 'object' ? JSON.stringify(value) : String(value)), ...said].join('  '));
}

function isType(type: string): type is ValueType {
  return VALUE_TYPES.some((known) => known === type);
}

function notType(type: string): string {
  return `"${type}" is none of ${VALUE_TYPES.join(', ')}.`;
}

/** The user's zone: that of the settings; of the machine where they name none or cannot be read. */
function ownZone(): string {
  try {
    return loadSettings(paths().settingsFile).home.zone ?? localZone();
  } catch {
    return localZone();
  }
}

/** When and where; or which of the two is wrong, and why: `now: …`. */
function hereOf(now: string | undefined, zone: string | undefined): Here | string {
  if (zone !== undefined && !isZone(zone)) return `zone: "${zone}" is not an IANA time zone, as in "Europe/Berlin".`;
  if (now === undefined) return Temporal.Now.zonedDateTimeISO(zone ?? ownZone());
  const wrong = `now: "${now}" is not a date and time in ISO 8601, as in "2026-11-24T10:00:00+01:00".`;
  try {
    const [, offset] = /(Z|[+-]\d\d(?::?\d\d)?)(?:\[.*\])?$/u.exec(now.includes('T') ? now : '') ?? [];
    if (offset === undefined) return Temporal.PlainDateTime.from(now).toZonedDateTime(zone ?? ownZone());
    return Temporal.Instant.from(now).toZonedDateTimeISO(zone ?? (offset === 'Z' ? 'UTC' : offset));
  } catch {
    return wrong;
  }
}

const row = z.looseObject({
  text: z.string(),
  type: z.string().optional(),
  now: z.string().nullish(),
  zone: z.string().nullish(),
});

function parseBatch(text: string, options: ParseOptions): number {
  let wrong = false;
  for (const [index, written] of text.split('\n').entries()) {
    if (written.trim() === '') continue;
    const result = rowResult(written, options);
    if (typeof result !== 'string') json(result);
    else {
      wrong = true;
      const said = row.safeParse(parsedJson(written)).data;
      json({ ...(said === undefined ? {} : { text: said.text }), error: `line ${index + 1}: ${result}` });
    }
  }
  return wrong ? EXIT.data : EXIT.ok;
}

/** What a line comes to, or what is wrong with it. */
function rowResult(written: string, options: ParseOptions): Result | string {
  const read = row.safeParse(parsedJson(written));
  if (!read.success)
    return 'it is not an object as {"text":"half an hour","type":"duration"}; "text", "type", "now" and "zone" are in quotes.';
  const { text, type = options.type, now, zone } = read.data;
  if (text.trim() === '') return '"text" is empty.';
  if (type === undefined) return `"type" is missing: it is one of ${VALUE_TYPES.join(', ')}.`;
  if (!isType(type)) return `"type": ${notType(type)}`;
  const here = hereOf(now ?? options.now, zone ?? options.zone);
  return typeof here === 'string' ? here.replace(/^(\w+):/u, '"$1":') : resultOf(text, type, here);
}

/** Undefined where it is no JSON. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
