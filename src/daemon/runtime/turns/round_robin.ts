/** Lines, one for each key: of the keys that may, each gives its first in its turn. */
export class RoundRobin<K, V> {
  readonly #lines = new Map<K, V[]>();

  /** To the end of the key's line. */
  add(key: K, value: V): void {
    const line = this.#lines.get(key);
    if (line) line.push(value);
    else this.#lines.set(key, [value]);
  }

  remove(key: K, value: V): void {
    const line = this.#lines.get(key);
    const at = line?.indexOf(value) ?? -1;
    if (!line || at < 0) return;
    line.splice(at, 1);
    if (line.length === 0) this.#lines.delete(key);
  }

  /** Takes the first of the next line whose key may; that line is the last to be asked again. */
  next(may: (key: K) => boolean): V | undefined {
    for (const [key, line] of this.#lines) {
      if (!may(key)) continue;
      const value = line.shift();
      this.#lines.delete(key);
      if (line.length > 0) this.#lines.set(key, line);
      return value;
    }
    return undefined;
  }
}
