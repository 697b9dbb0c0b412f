import type { Bus } from '../bus/bus.ts';
import type { Assistant } from '../runtime/assistant.ts';
import type { Care } from '../store/care.ts';
import type { Store } from '../store/store.ts';
import type { Upkeep } from '../store/upkeep.ts';

/** Where the daemon's parts meet, and something may be put between them. */
export interface Seams {
  readonly store: (store: Store) => Store;
  readonly bus: (bus: Bus) => Bus;
  readonly assistant: (assistant: Assistant) => Assistant;
  readonly care: (care: Care) => Care;
  readonly upkeep: (upkeep: Upkeep) => Upkeep;
}

function asItIs<T>(part: T): T {
  return part;
}

/** Nothing is between them, so that nobody pays for it. */
export const PLAIN: Seams = { store: asItIs, bus: asItIs, assistant: asItIs, care: asItIs, upkeep: asItIs };
