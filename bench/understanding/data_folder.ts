import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';

/** The rows of `NAME.jsonl`, or undefined where the folder has none. Throws where a row is not of that shape. */
export function readRows<S extends z.ZodType>(folder: string, name: string, shape: S): z.output<S>[] | undefined {
  const path = join(folder, `${name}.jsonl`);
  if (!existsSync(path)) return undefined;
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => shape.parse(JSON.parse(line)));
}

/** `NAME.json`, or undefined where the folder has none. */
export function readJson<S extends z.ZodType>(folder: string, name: string, shape: S): z.output<S> | undefined {
  const path = join(folder, `${name}.json`);
  return existsSync(path) ? shape.parse(JSON.parse(readFileSync(path, 'utf8'))) : undefined;
}
