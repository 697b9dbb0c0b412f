import type { Json } from './home.ts';

/** One thing that a list can stand for: what goes into the slot, and what is known of it. */
export interface SlotValue {
  readonly out: Json;
  /** Merged into the context that `requires_context` and `excludes_context` look at. */
  readonly context: Readonly<Record<string, Json>>;
  readonly metadata: Readonly<Record<string, Json>>;
  /** Ids of what it names in the home. More than one where several carry the same name. */
  readonly ids: readonly string[];
}

export function plainValue(out: Json): SlotValue {
  return { out, context: NO_CONTEXT, metadata: NO_CONTEXT, ids: NO_IDS };
}

const NO_CONTEXT: Readonly<Record<string, Json>> = {};
const NO_IDS: readonly string[] = [];
