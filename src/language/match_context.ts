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
  let slots: Record<string, Json> | undefined;
  let missing: string[] | undefined;
  let fits = true;
  for (const key of Object.keys(requires)) {
    const condition = requires[key] ?? null;
    const have = context[key];
    if (have === undefined || have === null) {
      missing ??= [];
      missing.push(key);
      continue;
    }
    const wanted = wantedBy(condition);
    if (wanted !== null && !overlaps(wanted, have)) fits = false;
    if (fillsSlot(condition)) {
      slots ??= {};
      slots[key] = have;
    }
  }
  for (const key of Object.keys(excludes)) {
    const have = context[key];
    if (have === undefined || have === null) continue;
    const wanted = wantedBy(excludes[key] ?? null);
    if (wanted === null || overlaps(wanted, have)) fits = false;
  }
  return {
    fits: fits && missing === undefined,
    slots: slots ?? NO_SLOTS,
    missing: fits ? (missing ?? NOTHING) : NOTHING,
  };
}

const NO_SLOTS: ContextCheck['slots'] = {};
const NOTHING: readonly string[] = [];

function wantedBy(condition: Json): Json {
  return isPlain(condition) ? condition : (condition.value ?? null);
}

function fillsSlot(condition: Json): boolean {
  return !isPlain(condition) && condition.slot === true;
}

function isPlain(condition: Json): condition is string | number | boolean | null | Json[] {
  return typeof condition !== 'object' || condition === null || Array.isArray(condition);
}

function overlaps(wanted: Json, have: Json): boolean {
  if (!Array.isArray(have)) return Array.isArray(wanted) ? wanted.includes(have) : wanted === have;
  return Array.isArray(wanted) ? wanted.some((value) => have.includes(value)) : have.includes(wanted);
}
