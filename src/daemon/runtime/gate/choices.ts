import { z } from 'zod';
import type { Contract } from '../../model/contract.ts';
import { isJsonObject, type Json } from '../../model/json.ts';

const known = new WeakMap<z.ZodType, ReadonlySet<string>>();

/** The words that a contract lets be chosen from: its enums and literals. */
export function choicesOf({ input }: Pick<Contract, 'input'>): ReadonlySet<string> {
  const before = known.get(input);
  if (before !== undefined) return before;
  const found = new Set<string>();
  collect(z.json().parse(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' })), found);
  known.set(input, found);
  return found;
}

function collect(schema: Json, into: Set<string>): void {
  if (Array.isArray(schema)) for (const one of schema) collect(one, into);
  if (!isJsonObject(schema)) return;
  const { enum: several, const: one } = schema;
  for (const choice of [one, ...(Array.isArray(several) ? several : [])])
    if (typeof choice === 'string') into.add(choice);
  for (const inner of Object.values(schema)) collect(inner, into);
}
