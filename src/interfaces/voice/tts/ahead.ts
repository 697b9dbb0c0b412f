import type { Speech } from '../tts.ts';

/** Samples of a sentence that are kept before they are taken: two minutes at 24 kHz. More, and its engine has to wait. */
const mostAhead = 120 * 24_000;

/**
 * Begins the next sentence while the one before is taken, for engines that give a sentence piece by piece. What was begun is
 * stopped when the reader leaves or the signal aborts, which ends it with the signal's reason.
 */
export async function* streamedAhead(
  texts: AsyncGenerator<string>,
  say: (text: string, signal: AbortSignal) => AsyncIterable<Speech>,
  signal?: AbortSignal,
): AsyncGenerator<Speech> {
  const leaving = new AbortController();
  const until = signal === undefined ? leaving.signal : AbortSignal.any([signal, leaving.signal]);
  const begin = async (): Promise<Ahead | undefined> => {
    until.throwIfAborted();
    const text = await texts.next();
    return text.done === true ? undefined : new Ahead(say(text.value, until), until);
  };
  let next: Promise<Ahead | undefined> | undefined;
  try {
    for (let made = await begin(); made !== undefined; made = await next) {
      const first = await made.next();
      next = begin();
      next.catch(() => undefined); // seen when it is awaited, or not wanted any more
      for (let piece = first; piece !== undefined; piece = await made.next()) {
        until.throwIfAborted();
        yield piece;
      }
    }
    until.throwIfAborted();
  } finally {
    leaving.abort(new Error('Nobody listens any more.'));
    void texts.return(undefined);
  }
}

/** Takes pieces as they are made, up to a bound, whether or not they are wanted yet. */
class Ahead {
  readonly #made: Speech[] = [];
  #held = 0;
  #over = false;
  #failure: { readonly reason: unknown } | undefined;
  readonly #waiting: (() => void)[] = [];

  constructor(source: AsyncIterable<Speech>, signal: AbortSignal) {
    signal.addEventListener('abort', () => this.#change(), { once: true });
    this.#fill(source, signal).catch((reason: unknown) => {
      this.#failure = { reason };
      this.#change();
    });
  }

  async #fill(source: AsyncIterable<Speech>, signal: AbortSignal): Promise<void> {
    for await (const piece of source) {
      this.#made.push(piece);
      this.#held += piece.samples.length;
      this.#change();
      while (this.#held > mostAhead && !signal.aborted) await this.#changed();
      signal.throwIfAborted();
    }
    this.#over = true;
    this.#change();
  }

  async next(): Promise<Speech | undefined> {
    while (true) {
      const piece = this.#made.shift();
      if (piece !== undefined) {
        this.#held -= piece.samples.length;
        this.#change();
        return piece;
      }
      if (this.#failure !== undefined) throw this.#failure.reason;
      if (this.#over) return undefined;
      await this.#changed();
    }
  }

  #change(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }

  #changed(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
