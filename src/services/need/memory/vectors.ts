import type { CollectionDefinition, NearIndex, ProviderContext } from 'agentos/service';
import { z } from 'zod';
import { packVector, unpackVector } from '../../../language/packed_vector.ts';

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

type Doors = Pick<ProviderContext<unknown>, 'storage' | 'watchStorage' | 'nearIndex' | 'log'>;

/**
 * The vectors of all memories, in memory: comparing reads no record, so an answer carries the labels of what it tells of and not
 * those of everything there is. Those of one model and one owner are a group of their own, so nothing of others is even compared.
 */
export class VectorIndex {
  readonly #doors: Doors;
  readonly #index: NearIndex;
  /** Names in the order they came, the oldest first. */
  readonly #order = new Set<string>();
  #release: () => void = () => undefined;

  private constructor(doors: Doors) {
    this.#doors = doors;
    this.#index = doors.nearIndex();
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
    const groups = owners.map((owner) => groupOf(model, owner));
    const found = this.#index.near(unpackVector(packVector(values)), { groups, least, limit });
    return found.map(({ name, nearness }) => ({ id: name, nearness }));
  }

  close(): void {
    this.#release();
    this.#index.close();
    this.#order.clear();
  }

  async #take(key: string): Promise<void> {
    try {
      const stored = await this.#doors.storage.collection(vectors).get(key);
      if (stored === undefined) this.#drop(key);
      else this.#hold(key, stored.value);
    } catch (thrown) {
      // It is found by its words all the same.
      this.#doors.log('A vector could not be read.', { error: String(thrown) });
    }
  }

  #drop(id: string): void {
    this.#order.delete(id);
    this.#index.delete(id);
  }

  #hold(id: string, { model, owner, packed }: KeptVector): void {
    this.#index.put(id, groupOf(model, owner), unpackVector(packed));
    this.#order.add(id);
    if (this.#order.size <= MAX_VECTORS) return;
    const [oldest] = this.#order;
    if (oldest !== undefined) this.#drop(oldest);
  }
}

function groupOf(model: string, owner: string | undefined): string {
  return JSON.stringify([model, owner ?? null]);
}
