import type { CollectionDefinition, ProviderContext } from 'agentos/service';
import { z } from 'zod';
import { packedCosine, packVector, unpackVector } from '../../../language/packed_vector.ts';

/** So many of the newest are compared; what is older is found by its words. */
const MAX_VECTORS = 20_000;

const kept = z.object({
  model: z.string(),
  /** Whose it is; the house's where absent. */
  owner: z.string().optional(),
  packed: z.string(),
  at: z.number(),
});
type KeptVector = z.infer<typeof kept>;

export const vectors = { name: 'vectors', schema: kept, indexes: ['at'] } satisfies CollectionDefinition<typeof kept>;

export function keptVector(values: readonly number[], facts: Omit<KeptVector, 'packed'>): KeptVector {
  return { ...facts, packed: packVector(values) };
}

interface Held {
  readonly model: string;
  readonly owner: string | undefined;
  readonly values: Int8Array;
}

type Doors = Pick<ProviderContext<unknown>, 'storage' | 'watchStorage' | 'log'>;

/**
 * The vectors of all memories, in memory: comparing reads no record, so an answer carries the labels of what it tells of and not
 * those of everything there is.
 */
export class VectorIndex {
  readonly #held = new Map<string, Held>();
  readonly #doors: Doors;
  #release: () => void = () => undefined;

  private constructor(doors: Doors) {
    this.#doors = doors;
  }

  static async open(doors: Doors): Promise<VectorIndex> {
    const index = new VectorIndex(doors);
    index.#release = doors.watchStorage((collection, key) => {
      if (collection === vectors.name) void index.#take(key);
    });
    const stored = await doors.storage
      .collection(vectors)
      .query({ orderBy: 'at', descending: true, limit: MAX_VECTORS });
    for (const { key, value } of stored.toReversed()) index.#hold(key, value);
    return index;
  }

  /** Memories of these owners by their nearness to a vector of the same model, the nearest first, none below `least`. */
  near(
    model: string,
    values: readonly number[],
    { owners, least, limit }: { owners: readonly (string | undefined)[]; least: number; limit: number },
  ): readonly { id: string; nearness: number }[] {
    const to = unpackVector(packVector(values));
    const found: { id: string; nearness: number }[] = [];
    for (const [id, held] of this.#held) {
      if (held.model !== model || !owners.includes(held.owner)) continue;
      const nearness = packedCosine(to, held.values);
      if (nearness >= least) found.push({ id, nearness });
    }
    return found.sort((a, b) => b.nearness - a.nearness).slice(0, limit);
  }

  close(): void {
    this.#release();
    this.#held.clear();
  }

  async #take(key: string): Promise<void> {
    try {
      const stored = await this.#doors.storage.collection(vectors).get(key);
      if (stored === undefined) this.#held.delete(key);
      else this.#hold(key, stored.value);
    } catch (thrown) {
      // It is found by its words all the same.
      this.#doors.log('A vector could not be read.', { error: String(thrown) });
    }
  }

  #hold(id: string, { model, owner, packed }: KeptVector): void {
    this.#held.set(id, { model, owner, values: unpackVector(packed) });
    if (this.#held.size <= MAX_VECTORS) return;
    const [oldest] = this.#held.keys();
    if (oldest !== undefined) this.#held.delete(oldest);
  }
}
