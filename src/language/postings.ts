import type { Postings, PreparedData } from './prepared_data.ts';
import type { NodePool } from './templates/node_pool.ts';
import { toInts } from './templates/word_graph.ts';

/** A sentence by its place among all, and its first node. */
export interface Finding {
  readonly sentence: number;
  readonly start: number;
}

/** Where sentences of a pool are found by their words, added to where those of `base` are. */
export function addPostings(
  pool: NodePool,
  findings: readonly Finding[],
  base: PreparedData | undefined,
): Pick<PreparedData, 'starting' | 'having' | 'startingLists'> {
  const starting: number[][] = [];
  const having: number[][] = [];
  const lists = new Map(Object.entries(base?.startingLists ?? {}).map(([key, sentences]) => [key, [...sentences]]));
  const add = (to: number[][], word: number, sentence: number): void => {
    const known = to[word];
    if (known === undefined) to[word] = [sentence];
    else if (known.at(-1) !== sentence) known.push(sentence);
  };
  for (const { sentence, start } of findings) {
    const node = pool.node(start);
    for (let step = 0; node !== undefined && step < node.words.length; step += 2)
      add(starting, node.words[step] ?? 0, sentence);
    for (const { list } of node?.lists ?? []) {
      const known = lists.get(list);
      if (known === undefined) lists.set(list, [sentence]);
      else if (known.at(-1) !== sentence) known.push(sentence);
    }
    for (const word of wordsFrom(pool, start)) add(having, word, sentence);
  }
  const words = pool.vocabulary.size;
  return {
    starting: merged(base?.starting, starting, words),
    having: merged(base?.having, having, words),
    startingLists: Object.fromEntries(lists),
  };
}

function merged(base: Postings | undefined, own: readonly (readonly number[] | undefined)[], keys: number): Postings {
  const from = [0];
  const items: number[] = [];
  for (let key = 0; key < keys; key++) {
    for (let at = base?.from[key] ?? 0; at < (base?.from[key + 1] ?? 0); at++) items.push(base?.items[at] ?? 0);
    for (const item of own[key] ?? []) items.push(item);
    from.push(items.length);
  }
  return { from: toInts(from), items: toInts(items) };
}

/** Ids of the words on any way from a node. */
function wordsFrom(pool: NodePool, start: number): Set<number> {
  const words = new Set<number>();
  const seen = new Set([start]);
  const open = [start];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const node = pool.node(at);
    if (node === undefined) continue;
    const next = node.lists.map((list) => list.to);
    for (let step = 0; step < node.words.length; step += 2) {
      words.add(node.words[step] ?? -1);
      next.push(node.words[step + 1] ?? 0);
    }
    for (const to of next) {
      if (!seen.has(to)) open.push(to);
      seen.add(to);
    }
  }
  return words;
}
