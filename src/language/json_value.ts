import { z } from 'zod';
import type { Json } from './home.ts';

/** Values within each other; deeper ones, and those that hold themselves, are refused. */
const MAX_DEPTH = 1_000;

/**
 * Any JSON, as `z.json()` takes it. That one is a schema which holds itself, and for every schema around such a one zod keeps book
 * of each object that it reads, so that values which hold themselves come to an end: more work than all the rest of a command.
 */
export const jsonValue: z.ZodType<Json, Json> = z.any().refine((value) => isJson(value, 0));

function isJson(value: unknown, depth: number): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value);
    case 'object':
      if (value === null) return true;
      if (depth >= MAX_DEPTH || !(Array.isArray(value) || z.core.util.isPlainObject(value))) return false;
      return Object.values(value).every((one) => isJson(one, depth + 1));
    default:
      return false;
  }
}
