import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { packageRoot } from '../../settings/package_root.ts';
import { type Row, readHomes, readRows, readWritten, withSetup } from './batch_rows.ts';
import { CliError } from './cli_error.ts';
import { EXIT } from './exit_code.ts';
import { aside, json } from './output.ts';
import type { UnderstandOptions } from './understand.ts';
import { TrialHouse, writeHome } from './understand_home.ts';

/** Homes that are tried side by side: a daemon that starts keeps a processor busy. */
const SIDE_BY_SIDE = Math.min(8, availableParallelism());

interface Numbered extends Row {
  readonly index: number;
}

/** Prints one line per row, in their order. Rows of one home share a daemon. Exit 65 where a row could not be tried. */
export async function understandBatch(file: string, options: UnderstandOptions): Promise<number> {
  const read = await readRows(file);
  const homes = options.homes === undefined ? {} : await readHomes(options.homes);
  const printer = new InOrder();
  let failed = false;
  const rows: Numbered[] = [];
  for (const [index, row] of read.entries()) {
    if (!('error' in row)) rows.push({ ...row, index });
    else failed = printer.put(index, row) || failed;
  }
  const groups = groupsOf(rows, options.act === true);
  const warned = new Set<string>();
  const warn = (text: string): void => {
    if (!warned.has(text)) aside(text);
    warned.add(text);
  };
  const lanes = Array.from({ length: SIDE_BY_SIDE }, async () => {
    for (let group = groups.shift(); group !== undefined; group = groups.shift())
      if (!(await tryGroup(group, homes, options, printer, warn))) failed = true;
  });
  await Promise.all(lanes);
  return failed ? EXIT.data : EXIT.ok;
}

/** Rows of one home, and where it is acted in of one state before. */
function groupsOf(rows: readonly Numbered[], act: boolean): (readonly Numbered[])[] {
  const groups = new Map<string, Numbered[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.home ?? null, act ? (row.setup ?? null) : null]);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}

/** @returns false where a row could not be tried */
async function tryGroup(
  rows: readonly Numbered[],
  homes: { readonly [name: string]: unknown },
  options: UnderstandOptions,
  printer: InOrder,
  warn: (text: string) => void,
): Promise<boolean> {
  const [first] = rows;
  if (first === undefined) return true;
  let house: TrialHouse | undefined;
  let written: string | undefined;
  let fine = true;
  try {
    const made = await homeFile(first, homes, options);
    if (made?.written) written = made.file;
    house = new TrialHouse({ ...(made === undefined ? {} : { home: made.file }), act: options.act === true, warn });
    for (const { index, text, area, home } of rows) {
      try {
        const result = await house.tried(text, area ?? options.area);
        printer.put(index, { ...result, ...(home === undefined ? {} : { home }) });
      } catch (thrown) {
        // A home that is wrong is so for every row.
        if (thrown instanceof CliError) throw thrown;
        printer.put(index, { text, home, error: messageOf(thrown) });
        fine = false;
        await house.close();
      }
    }
  } catch (thrown) {
    const error = messageOf(thrown);
    for (const { index, text, home } of rows) fine = !printer.put(index, { text, home, error }) && fine;
  } finally {
    await house?.close();
    if (written !== undefined) await rm(written, { force: true });
  }
  return fine;
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** The home of a row as a file; undefined for the demo home as it is. */
async function homeFile(
  { home, setup, index }: Numbered,
  homes: { readonly [name: string]: unknown },
  options: UnderstandOptions,
): Promise<{ readonly file: string; readonly written: boolean } | undefined> {
  const changed = options.act === true ? setup : undefined;
  if (home === undefined && changed === undefined)
    return options.home === undefined ? undefined : { file: resolve(options.home), written: false };
  if (home !== undefined && !Object.hasOwn(homes, home))
    throw new CliError(`There is no home "${home}" in ${options.homes ?? 'the map of homes: give one with --homes'}.`);
  const given =
    home === undefined
      ? await readWritten(options.home ?? join(packageRoot(), 'data/homes/demo.yaml'), '--home')
      : homes[home];
  return {
    file: await writeHome(changed === undefined ? given : withSetup(given, changed), String(index)),
    written: true,
  };
}

/** Prints objects in the order of their numbers, each as soon as those before it are there. */
class InOrder {
  readonly #waiting = new Map<number, object>();
  #next = 0;

  /** The first that is put under a number counts. @returns whether this was it */
  put(index: number, value: object): boolean {
    if (index < this.#next || this.#waiting.has(index)) return false;
    this.#waiting.set(index, value);
    for (let ready = this.#waiting.get(this.#next); ready !== undefined; ready = this.#waiting.get(this.#next)) {
      this.#waiting.delete(this.#next);
      this.#next += 1;
      json(ready);
    }
    return true;
  }
}
