import type { ListStep, NodePool } from './node_pool.ts';

/** Numbers side by side, in as few bytes as hold the largest. */
export type Ints = Uint16Array | Uint32Array;

/** A step over a value of a list, without where it leads. */
export type ListKind = Omit<ListStep, 'to'>;

/**
 * The word graphs of sentences, laid flat. Steps of node `n` are at `from[n]` up to, not with, `from[n + 1]`. It has no cycles: a step leads
 * to a node with a smaller index.
 */
export interface WordGraph {
  /** Nodes. */
  readonly size: number;
  /** 1 where a sentence may end. */
  readonly ends: Ints;
  /** Fewest and most tokens to the end of a sentence; {@link OPEN} for no bound. */
  readonly shortest: Ints;
  readonly longest: Ints;
  readonly wordFrom: Ints;
  readonly wordIds: Ints;
  readonly wordTo: Ints;
  readonly listFrom: Ints;
  /** Into `kinds`. */
  readonly listKinds: Ints;
  readonly listTo: Ints;
  readonly kinds: readonly ListKind[];
}

/** Longer than any text that is read. */
export const OPEN = 65_535;

export function toInts(numbers: readonly number[]): Ints {
  return numbers.every((number) => number <= 65_535) ? Uint16Array.from(numbers) : Uint32Array.from(numbers);
}

/** Lays the pool's nodes flat, behind those of `base` where there is one. */
export function layFlat(pool: NodePool, base?: WordGraph): WordGraph {
  if (base !== undefined && pool.nodes.length === 0) return base;
  const kinds: ListKind[] = [...(base?.kinds ?? [])];
  const known = new Map(kinds.map((kind, index) => [keyOf(kind), index]));
  const kindOf = (step: ListStep): number => {
    const key = keyOf(step);
    const found = known.get(key);
    if (found !== undefined) return found;
    known.set(key, kinds.length);
    return kinds.push({ list: step.list, slot: step.slot, capture: step.capture }) - 1;
  };
  const { nodes } = pool;
  const words = nodes.map((node) => node.words);
  const lists = nodes.map((node) => node.lists);
  const bound = (tokens: number): number => Math.min(tokens, OPEN);
  const behind = (
    part: 'ends' | 'shortest' | 'longest' | 'wordIds' | 'wordTo' | 'listKinds' | 'listTo',
    own: number[],
  ) => (base === undefined ? toInts(own) : joined(base[part], own));
  const offsets = (part: 'wordFrom' | 'listFrom', counts: readonly number[]): Ints => {
    const all = base === undefined ? [0] : Array.from(base[part]);
    let at = all.at(-1) ?? 0;
    for (const count of counts) {
      at += count;
      all.push(at);
    }
    return toInts(all);
  };
  return {
    size: (base?.size ?? 0) + nodes.length,
    ends: behind(
      'ends',
      nodes.map((node) => (node.end ? 1 : 0)),
    ),
    shortest: behind(
      'shortest',
      nodes.map((node) => bound(node.shortest)),
    ),
    longest: behind(
      'longest',
      nodes.map((node) => bound(node.longest)),
    ),
    wordFrom: offsets(
      'wordFrom',
      words.map((steps) => steps.length / 2),
    ),
    wordIds: behind(
      'wordIds',
      words.flatMap((steps) => steps.filter((_, index) => index % 2 === 0)),
    ),
    wordTo: behind(
      'wordTo',
      words.flatMap((steps) => steps.filter((_, index) => index % 2 === 1)),
    ),
    listFrom: offsets(
      'listFrom',
      lists.map((steps) => steps.length),
    ),
    listKinds: behind(
      'listKinds',
      lists.flatMap((steps) => steps.map(kindOf)),
    ),
    listTo: behind(
      'listTo',
      lists.flatMap((steps) => steps.map(({ to }) => to)),
    ),
    kinds,
  };
}

/** Numbers behind others. */
export function joined(before: Ints, behind: readonly number[]): Ints {
  const wide = before instanceof Uint32Array || behind.some((number) => number > 65_535);
  const all = wide ? new Uint32Array(before.length + behind.length) : new Uint16Array(before.length + behind.length);
  all.set(before);
  all.set(behind, before.length);
  return all;
}

function keyOf({ list, slot, capture }: ListKind): string {
  return `${list}:${slot}:${capture}`;
}
