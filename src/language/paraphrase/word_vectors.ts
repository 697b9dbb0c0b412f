/**
 * Vectors of common words, a signed byte for each place: `data/models/<language>/words.bin`, made by scripts/train_words.ts from GloVe
 * (Pennington, Socher, Manning 2014; public domain). Each is of length 1 before it is rounded.
 */
export class WordVectors {
  readonly dimensions: number;
  /** The most frequent first. */
  readonly words: readonly string[];
  readonly #rows: ReadonlyMap<string, number>;
  readonly #bytes: Int8Array;
  readonly #scale: number;

  /** @param spread what a place was multiplied by before it was rounded */
  constructor(words: readonly string[], dimensions: number, spread: number, bytes: Int8Array) {
    if (bytes.length !== words.length * dimensions)
      throw new RangeError(`${words.length} words of ${dimensions} places are not ${bytes.length} bytes`);
    this.dimensions = dimensions;
    this.words = words;
    this.#scale = 1 / spread;
    this.#rows = new Map(words.map((word, row) => [word, row]));
    this.#bytes = bytes;
  }

  rowOf(word: string): number | undefined {
    return this.#rows.get(word);
  }

  at(row: number, place: number): number {
    return (this.#bytes[row * this.dimensions + place] ?? 0) * this.#scale;
  }
}
