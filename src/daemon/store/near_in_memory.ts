import type { Near, NearIndex } from '../model/near.ts';

interface Held {
  readonly group: string;
  readonly vector: Int8Array;
  readonly length: number;
}

/** Where sqlite-vec cannot be loaded: every vector is compared, by a loop over its bytes. */
export class NearInMemory implements NearIndex {
  readonly #held = new Map<string, Held>();

  put(name: string, group: string, vector: Int8Array): void {
    this.delete(name);
    const length = Math.sqrt(dot(vector, vector));
    if (length > 0) this.#held.set(name, { group, vector, length });
  }

  delete(name: string): void {
    this.#held.delete(name);
  }

  near(
    vector: Int8Array,
    { groups, least, limit }: { groups: readonly string[]; least: number; limit: number },
  ): readonly Near[] {
    const length = Math.sqrt(dot(vector, vector));
    const found: Near[] = [];
    if (length === 0) return found;
    const wanted = new Set(groups);
    for (const [name, held] of this.#held) {
      if (held.vector.length !== vector.length || !wanted.has(held.group)) continue;
      const nearness = dot(vector, held.vector) / (length * held.length);
      if (nearness >= least) found.push({ name, nearness });
    }
    return found.sort((a, b) => b.nearness - a.nearness).slice(0, limit);
  }

  get size(): number {
    return this.#held.size;
  }

  close(): void {
    this.#held.clear();
  }
}

function dot(a: Int8Array, b: Int8Array): number {
  let sum = 0;
  for (let place = 0; place < a.length; place += 1) sum += (a[place] ?? 0) * (b[place] ?? 0);
  return sum;
}
