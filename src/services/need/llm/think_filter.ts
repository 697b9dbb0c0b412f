const OPEN = '<think>';
const CLOSE = '</think>';

/** Leaves out what a model thinks before it answers, where its endpoint does not: a first block of `<think>`. Fed piece by piece. */
export class ThinkFilter {
  #state: 'before' | 'thinking' | 'answering' = 'before';
  #held = '';

  /** What of the answer is known with this piece. */
  take(piece: string): string {
    if (this.#state === 'answering') return piece;
    this.#held += piece;
    if (this.#state === 'before') {
      const start = this.#held.trimStart();
      if (start.length < OPEN.length && OPEN.startsWith(start)) return '';
      if (!start.startsWith(OPEN)) return this.#answer(this.#held);
      this.#state = 'thinking';
    }
    const end = this.#held.indexOf(CLOSE);
    if (end >= 0) return this.#answer(this.#held.slice(end + CLOSE.length).trimStart());
    // The end may come in two pieces; the thought itself is not kept.
    this.#held = this.#held.slice(-CLOSE.length);
    return '';
  }

  /** What was held back until it was clear that it is no thought. */
  end(): string {
    const held = this.#state === 'before' ? this.#held : '';
    this.#held = '';
    return held;
  }

  #answer(text: string): string {
    this.#state = 'answering';
    this.#held = '';
    return text;
  }
}
