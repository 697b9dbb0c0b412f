import type { Json } from './home.ts';

export type Context = Readonly<Record<string, Json>>;

export interface ContextCheck {
  readonly fits: boolean;
  /** Slots that the context fills (`slot: true`). */
  readonly slots: Readonly<Record<string, Json>>;
  /** Keys that are required and that the context does not have at all. */
  readonly missing: readonly string[];
}

/**
 * Home Assistant's conditions. A condition is a value, a list of values of which one must fit, null (any value), or an object
 * `{value, slot}`; `slot: true` copies the value into the slot of that name.
 */
export function checkContext(requires: Context, excludes: Context, context: Context): ContextCheck {
  const slots: Record<string, Json> = {};
  const missing: string[] = [];
  let fits = true;
  for (const [key, condition] of Object.entries(requires)) {
    const { wanted, slot } = readCondition(condition);
    const have = context[key];
    if (have === undefined || have === null) {
      missing.push(key);
      continue;
    }
    if (wanted !== null && !overlaps(wanted, have)) fits = false;
    if (slot) slots[key] = have;
  }
  for (const [key, condition] of Object.entries(excludes)) {
    const have = context[key];
    const { wanted } = readCondition(condition);
    if (have !== undefined && have !== null && (wanted === null || overlaps(wanted, have))) fits = false;
  }
  return { fits: fits && missing.length === 0, slots, missing: fits ? missing : [] };
}

function readCondition(condition: Json): { wanted: Json; slot: boolean } {
  if (typeof condition !== 'object' || condition === null || Array.isArray(condition))
    return { wanted: condition, slot: false };
  return { wanted: condition.value ?? null, slot: condition.slot === true };
}

function overlaps(wanted: Json, have: Json): boolean {
  const one = Array.isArray(wanted) ? wanted : [wanted];
  const other = Array.isArray(have) ? have : [have];
  return one.some((value) => other.includes(value));
}
