import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { CliError } from './cli_error.ts';
import { EXIT } from './exit_code.ts';

const situation = z.object({
  state: z.union([z.string(), z.number(), z.boolean()]).transform(String).optional(),
  attributes: z.record(z.string(), z.json()).optional(),
});
/** States of devices before, by id. */
export type Setup = { readonly [entity: string]: z.infer<typeof situation> };

const row = z.looseObject({
  text: z.string(),
  home: z.string().nullish(),
  area: z.string().nullish(),
  setup: z.record(z.string(), situation).nullish(),
});

export interface Row {
  readonly text: string;
  /** Name of a home in the map of homes. */
  readonly home?: string;
  readonly area?: string;
  readonly setup?: Setup;
}

/** A home as written, or as far as it has to be known to give its devices other states. */
const home = z.looseObject({
  entities: z
    .array(z.looseObject({ id: z.string().optional(), attributes: z.record(z.string(), z.json()).nullish() }))
    .nullish(),
});
export type WrittenHome = z.infer<typeof home>;

/** A line that is no row. */
export interface WrongRow {
  /** Where it could be made out. */
  readonly text?: string;
  /** With the number of the line. */
  readonly error: string;
}

/** What each field has to be, in the words of an error. */
const HAS_TO_BE: { readonly [field: string]: string } = {
  text: '"text" has to be the sentence, in quotes.',
  home: '"home" has to be the name of a home, in quotes.',
  area: '"area" has to be the name of an area, in quotes.',
  setup: '"setup" has to say how devices are before, as in {"light.hall":{"state":"on"}}.',
};
const NO_OBJECT = 'it is not a JSON object, as in {"text":"turn on the light"}.';

/** The lines that are not empty, in order. @throws CliError where the file cannot be read */
export async function readRows(file: string): Promise<readonly (Row | WrongRow)[]> {
  const text = await readText(file, '--batch');
  return text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : [rowOf(line, `line ${index + 1}`)]));
}

function rowOf(line: string, where: string): Row | WrongRow {
  const written = parsedJson(line);
  const parsed = row.safeParse(written);
  if (!parsed.success) {
    const said = z.object({ text: z.string() }).safeParse(written);
    const wrong = new Set(parsed.error.issues.map(({ path }) => HAS_TO_BE[String(path[0])] ?? NO_OBJECT));
    return { ...(said.success ? { text: said.data.text } : {}), error: `${where}: ${[...wrong].join(' ')}` };
  }
  const { text, home: name, area, setup } = parsed.data;
  if (text.trim() === '') return { text, error: `${where}: "text" is empty.` };
  return {
    text,
    ...(name == null ? {} : { home: name }),
    ...(area == null ? {} : { area }),
    ...(setup == null || Object.keys(setup).length === 0 ? {} : { setup }),
  };
}

/** Undefined where it is no JSON. */
function parsedJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Homes by name. @throws CliError */
export async function readHomes(file: string): Promise<{ readonly [name: string]: unknown }> {
  const homes = z.record(z.string(), z.unknown()).safeParse(await readWritten(file, '--homes'));
  if (!homes.success) throw new CliError(`${file}: it is not a map from a name to a home.`, EXIT.data);
  return homes.data;
}

/** YAML, of which JSON is a part. @throws CliError */
export async function readWritten(file: string, option: string): Promise<unknown> {
  const text = await readText(file, option);
  try {
    return /^\s*[{[]/.test(text) ? JSON.parse(text) : parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    throw new CliError(`${file}: ${why}`, EXIT.data, { cause });
  }
}

/** The home with other states of devices. @throws CliError where there is no such device */
export function withSetup(written: unknown, setup: Setup): WrittenHome {
  const parsed = home.safeParse(written);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join('.') || 'its beginning';
    throw new CliError(`The home is not written as a home is: look at ${where}.`, EXIT.data);
  }
  const entities = parsed.data.entities ?? [];
  const ids = new Set(entities.map(({ id }) => id));
  const strange = Object.keys(setup).find((id) => !ids.has(id));
  if (strange !== undefined)
    throw new CliError(`"setup" names ${strange}, but no device of the home has that id.`, EXIT.data);
  const changed = entities.map((entity) => {
    const before = entity.id === undefined ? undefined : setup[entity.id];
    if (before === undefined) return entity;
    const { state, attributes } = before;
    return {
      ...entity,
      ...(state === undefined ? {} : { state }),
      attributes: { ...entity.attributes, ...attributes },
    };
  });
  return { ...parsed.data, entities: changed };
}

/** The file, or the standard input for `-`. @throws CliError where it cannot be read */
export async function readText(file: string, option: string): Promise<string> {
  try {
    if (file !== '-') return await readFile(file, 'utf8');
    let text = '';
    for await (const part of process.stdin.setEncoding('utf8')) text += String(part);
    return text;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CliError(`${option}: ${file} cannot be read: ${why}`, EXIT.noInput, { cause });
  }
}
