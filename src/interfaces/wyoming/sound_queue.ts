import { sampleRate } from '../voice/audio.ts';

/** Sound that nobody reads is lost after so long, the oldest first, as at a microphone. */
const mostSamples = 10 * sampleRate;

/** Sound as it comes over the network, read as that of a microphone. One reader. */
export class SoundQueue implements AsyncIterable<Int16Array> {
  readonly #waiting: Int16Array[] = [];
  #samples = 0;
  #closed = false;
  #wake: () => void = () => undefined;

  push(samples: Int16Array): void {
    if (this.#closed || samples.length === 0) return;
    this.#waiting.push(samples);
    this.#samples += samples.length;
    while (this.#samples > mostSamples && this.#waiting.length > 1) this.#samples -= this.#waiting.shift()?.length ?? 0;
    this.#wake();
  }

  close(): void {
    this.#closed = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Int16Array> {
    while (true) {
      const next = this.#waiting.shift();
      if (next !== undefined) {
        this.#samples -= next.length;
        yield next;
      } else if (this.#closed) return;
      else
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
    }
  }
}
