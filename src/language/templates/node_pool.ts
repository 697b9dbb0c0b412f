/** A place in the word graph. It has no empty steps: every step takes at least one token. */
export interface GraphNode {
  /** A sentence may end here. */
  readonly end: boolean;
  /** Steps over a word: word id, target node, word id, target node, … */
  readonly words: readonly number[];
  /** Steps over a value of a list. */
  readonly lists: readonly ListStep[];
}

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
  readonly vocabulary = new Map<string, number>();
  readonly #byContent = new Map<string, number>();

  wordId(word: string): number {
    const known = this.vocabulary.get(word);
    if (known !== undefined) return known;
    const id = this.vocabulary.size;
    this.vocabulary.set(word, id);
    return id;
  }

  add(
    end: boolean,
    words: ReadonlyMap<string, readonly [number, number]>,
    lists: ReadonlyMap<string, ListStep>,
  ): number {
    const wordKeys = [...words.keys()].sort();
    const listKeys = [...lists.keys()].sort();
    const content = `${end ? '!' : ''}${wordKeys.join(' ')}|${listKeys.join(' ')}`;
    const known = this.#byContent.get(content);
    if (known !== undefined) return known;
    const index = this.nodes.length;
    this.nodes.push({ end, words: wordKeys.flatMap((key) => words.get(key) ?? []), lists: [...lists.values()] });
    this.#byContent.set(content, index);
    return index;
  }
}
