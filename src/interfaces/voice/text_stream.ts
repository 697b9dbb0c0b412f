/**
 * An answer as it is put together: pieces while it is written, then the whole. What is read from it is each word once,
 * even where the whole differs from the pieces. One reader.
 */
export class TextStream implements AsyncIterable<string> {
  readonly #pieces: string[] = [];
  #said = '';
  #attempt = 0;
  #closed = false;
  #question: string | undefined;
  #wake: () => void = () => undefined;
  #start: () => void = () => undefined;
  /** Resolves with its first words, or when it is over without any. */
  readonly started = new Promise<void>((resolve) => {
    this.#start = resolve;
  });

  /** What is asked in the end. It is no part of what is read from this. */
  get question(): string | undefined {
    return this.#question;
  }

  /** True once there was anything to say. */
  get begun(): boolean {
    return this.#said !== '' || this.#question !== undefined;
  }

  /** True once it has words, or is over without any. */
  get settled(): boolean {
    return this.begun || this.#closed;
  }

  /** A piece that stands at `offset` of the answer; a higher attempt begins the answer anew. */
  piece(text: string, offset: number, attempt: number): void {
    if (attempt > this.#attempt) {
      this.#attempt = attempt;
      this.#said = '';
    }
    if (attempt < this.#attempt || offset + text.length <= this.#said.length) return;
    // A gap: pieces were dropped on the way. The whole will bring what is missing.
    if (offset > this.#said.length) return;
    this.#push(text.slice(this.#said.length - offset));
  }

  /** The whole answer: what of it was not said yet is said now, and nothing after it. */
  end(whole: string): void {
    this.#push(whole.startsWith(this.#said) ? whole.slice(this.#said.length) : ` ${whole}`);
    this.close();
  }

  /** A question in the place of the rest. */
  ask(question: string): void {
    this.#question = question;
    this.close();
  }

  close(): void {
    this.#closed = true;
    this.#start();
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string> {
    while (true) {
      const piece = this.#pieces.shift();
      if (piece !== undefined) yield piece;
      else if (this.#closed) return;
      else
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
    }
  }

  #push(text: string): void {
    if (text === '' || this.#closed) return;
    this.#said += text;
    this.#pieces.push(text);
    this.#start();
    this.#wake();
  }
}
