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

/** @throws CliError with the line of the first row that is none */
export async function readRows(file: string): Promise<readonly Row[]> {
  const text = await readText(file, '--batch');
  return text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : [rowOf(line, `${file}:${index + 1}`)]));
}

function rowOf(line: string, where: string): Row {
  let written: unknown;
  try {
    written = JSON.parse(line);
  } catch (cause) {
    throw new CliError(`${where}: it is not a JSON object: ${line.slice(0, 60)}`, EXIT.data, { cause });
  }
  const parsed = row.safeParse(written);
  if (!parsed.success) throw new CliError(`${where}: ${z.prettifyError(parsed.error)}`, EXIT.data);
  const { text, home: name, area, setup } = parsed.data;
  return {
    text,
    ...(name == null ? {} : { home: name }),
    ...(area == null ? {} : { area }),
    ...(setup == null || Object.keys(setup).length === 0 ? {} : { setup }),
  };
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
  if (!parsed.success) throw new CliError(`The home is not one: ${z.prettifyError(parsed.error)}`, EXIT.data);
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

async function readText(file: string, option: string): Promise<string> {
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
