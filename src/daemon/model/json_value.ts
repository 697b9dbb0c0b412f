import { z } from 'zod';
import type { Json } from './json.ts';

/** Values within each other; deeper ones, and those that hold themselves, are refused. */
const MAX_DEPTH = 1_000;

/**
 * Any JSON in a contract, as `z.json()` takes it. That one is a schema which holds itself, and for every schema around such a one zod
 * keeps book of each object that it reads: with it, what a model is asked took longer to check than to store.
 */
export const jsonValue: z.ZodType<Json, Json> = z.any().refine((value) => isJson(value, 0));

function isJson(value: unknown, depth: number): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || depth >= MAX_DEPTH) return false;
  if (!Array.isArray(value) && !z.core.util.isPlainObject(value)) return false;
  return Object.values(value).every((inner) => isJson(inner, depth + 1));
}
