import { Breaker } from '../breaker.ts';
import { sentences } from '../sentences.ts';
import type { Synthesiser } from '../tts.ts';

/**
 * The first of these that can be reached. Where one fails, the next goes on with the sentence that was not heard yet; one that
 * broke off in the middle of a sentence is not begun again. That one is away, and that it is back, is told once; with none
 * left, the words are not spoken, and nothing fails.
 */
export function speakingFallbacks(
  engines: readonly [Synthesiser, ...Synthesiser[]],
  tell: (text: string) => void,
  now?: () => number,
): Synthesiser {
  const tried = engines.map((engine) => ({ engine, breaker: new Breaker(now) }));
  return {
    name: engines[0].name,
    sentTo: [...new Set(engines.flatMap(({ sentTo = [] }) => sentTo))],
    async *speak(text, signal) {
      const left = new Sentences(sentences(text));
      const awake = tried.filter(({ breaker }) => breaker.mayTry);
      for (const { engine, breaker } of awake.length > 0 ? awake : tried) {
        try {
          for await (const piece of engine.speak(left.unspoken(), signal)) {
            left.spoken(piece.text);
            if (breaker.succeeded()) tell(`${engine.name} is back, and speaks again.`);
            yield piece;
          }
          return;
        } catch (thrown) {
          signal?.throwIfAborted();
          const why = thrown instanceof Error ? thrown.message : String(thrown);
          const next = engines[engines.indexOf(engine) + 1];
          const then = next === undefined ? 'Nothing is spoken meanwhile.' : `${next.name} speaks meanwhile.`;
          if (breaker.failed()) tell(`${why} ${then}`);
        }
      }
    },
    async close() {
      await Promise.all(engines.map((engine) => engine.close?.()));
    },
  };
}

/** Sentences, read once whoever asks for them, and known by whether any of them was heard. */
class Sentences {
  readonly #source: AsyncGenerator<string>;
  readonly #read: string[] = [];
  #heard = 0;
  #reading: Promise<boolean> | undefined;

  constructor(source: AsyncGenerator<string>) {
    this.#source = source;
  }

  /** Those of which nothing was heard. Each ends its line, so that nobody puts two together. */
  async *unspoken(): AsyncGenerator<string> {
    for (let at = this.#heard; at < this.#read.length || (await this.#more()); at += 1) yield `${this.#read[at]}\n`;
  }

  spoken(text: string): void {
    const at = this.#read.indexOf(text, this.#heard);
    if (at >= 0) this.#heard = at + 1;
  }

  /** Reads one more; shared by those who wait for it, for one of them may have given up. */
  #more(): Promise<boolean> {
    this.#reading ??= this.#source.next().then((next) => {
      this.#reading = undefined;
      if (next.done !== true) this.#read.push(next.value);
      return next.done !== true;
    });
    return this.#reading;
  }
}
