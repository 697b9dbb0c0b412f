/** A place in the word graph. It has no empty steps: every step takes at least one token. */
export interface GraphNode {
  /** A sentence may end here. */
  readonly end: boolean;
  /** Steps over a word: word id, target node, word id, target node, … */
  readonly words: readonly number[];
  /** Steps over a value of a list. */
  readonly lists: readonly ListStep[];
  /** Fewest tokens from here to the end of a sentence, and most where every value of a list has at most {@link LONGEST_VALUE}. */
  readonly shortest: number;
  readonly longest: number;
}

/** Tokens in the longest value of a list that is not a wildcard; a name of more is not found. */
export const LONGEST_VALUE = 16;

export interface ListStep {
  /** Key of the list in the grammar. */
  readonly list: string;
  readonly slot: string;
  /** A capture serves the response and is no slot. */
  readonly capture: boolean;
  readonly to: number;
}

/**
 * The word graphs of all sentences in one pool. Nodes with the same continuations are one node, so what sentences share at their
 * ends is stored, and later matched, once. The graph has no cycles: a step leads to a node with a smaller index.
 */
export class NodePool {
  readonly nodes: GraphNode[] = [];
  readonly vocabulary: Map<string, number>;
  readonly #first: number;
  readonly #byContent = new Map<string, number>();

  /** `first` is the index of its first node, and `vocabulary` the words that have an id, where the pool goes on another. */
  constructor(first = 0, vocabulary: ReadonlyMap<string, number> = new Map()) {
    this.#first = first;
    this.vocabulary = new Map(vocabulary);
  }

  node(index: number): GraphNode | undefined {
    return this.nodes[index - this.#first];
  }

  wordId(word: string): number {
    const known = this.vocabulary.get(word);
    if (known !== undefined) return known;
    const id = this.vocabulary.size;
    this.vocabulary.set(word, id);
    return id;
  }

  /** `isOpen` tells whether a list takes any number of tokens. */
  add(
    end: boolean,
    words: ReadonlyMap<string, readonly [number, number]>,
    lists: ReadonlyMap<string, ListStep>,
    isOpen: (list: string) => boolean,
  ): number {
    const wordKeys = [...words.keys()].sort();
    const listKeys = [...lists.keys()].sort();
    const content = `${end ? '!' : ''}${wordKeys.join(' ')}|${listKeys.join(' ')}`;
    const known = this.#byContent.get(content);
    if (known !== undefined) return known;
    const index = this.#first + this.nodes.length;
    let shortest = end ? 0 : Number.POSITIVE_INFINITY;
    let longest = 0;
    const reach = (to: number, most: number): void => {
      const target = this.node(to);
      if (target === undefined) return;
      shortest = Math.min(shortest, target.shortest + 1);
      longest = Math.max(longest, target.longest + most);
    };
    for (const [, to] of words.values()) reach(to, 1);
    for (const { list, to } of lists.values()) reach(to, isOpen(list) ? Number.POSITIVE_INFINITY : LONGEST_VALUE);
    this.nodes.push({
      end,
      words: wordKeys.flatMap((key) => words.get(key) ?? []),
      lists: [...lists.values()],
      shortest,
      longest,
    });
    this.#byContent.set(content, index);
    return index;
  }
}
