/** Things by the words that name them. */
export class WordTrie<T> {
  readonly #root: Branch<T> = { next: undefined, found: [] };
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(words: readonly string[], thing: T): void {
    if (words.length === 0) return;
    let at = this.#root;
    for (const word of words) {
      at.next ??= new Map();
      let next = at.next.get(word);
      if (next === undefined) {
        next = { next: undefined, found: [] };
        at.next.set(word, next);
      }
      at = next;
    }
    if (at.found.includes(thing)) return;
    at.found.push(thing);
    this.#size += 1;
  }

  /** Calls `see` for each thing that words from `from` on name, with the index after its last word. Shorter names come first. */
  each(words: readonly string[], from: number, see: (thing: T, next: number) => void): void {
    let at: Branch<T> | undefined = this.#root;
    for (let index = from; ; index++) {
      for (const thing of at.found) see(thing, index);
      at = at.next?.get(words[index] ?? '');
      if (at === undefined) return;
    }
  }

  /** Every word of the names. */
  words(): Set<string> {
    const found = new Set<string>();
    const open = [this.#root];
    for (let branch = open.pop(); branch !== undefined; branch = open.pop()) {
      for (const [word, next] of branch.next ?? []) {
        found.add(word);
        open.push(next);
      }
    }
    return found;
  }

  /** Every name with what it names. */
  *entries(): Generator<{ words: readonly string[]; things: readonly T[] }> {
    const open: { branch: Branch<T>; words: readonly string[] }[] = [{ branch: this.#root, words: [] }];
    for (let item = open.pop(); item !== undefined; item = open.pop()) {
      if (item.branch.found.length > 0) yield { words: item.words, things: item.branch.found };
      for (const [word, branch] of [...(item.branch.next ?? [])].reverse())
        open.push({ branch, words: [...item.words, word] });
    }
  }
}

interface Branch<T> {
  next: Map<string, Branch<T>> | undefined;
  readonly found: T[];
}
