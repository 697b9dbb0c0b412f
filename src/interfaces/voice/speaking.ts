import type { Speaker } from './speaker.ts';
import type { Speech, Synthesiser } from './tts.ts';

/** What became of something that was to be spoken. */
export interface Spoke {
  readonly text: string;
  readonly seconds: number;
  /** `performance.now()` of the first sound; undefined where there was none. */
  readonly startedAtMs?: number;
  readonly interrupted: boolean;
}

/** Speaks while the text still comes. An abort silences it at once and is no error. */
export async function speak(
  text: AsyncIterable<string> | readonly string[],
  synthesiser: Synthesiser,
  speaker: Speaker,
  signal: AbortSignal,
): Promise<Spoke> {
  let said = '';
  let seconds = 0;
  let startedAtMs: number | undefined;
  const told = async function* (): AsyncGenerator<Speech> {
    let last = '';
    for await (const piece of synthesiser.speak(untilAborted(text, signal), signal)) {
      if (piece.text !== last) said += said === '' ? piece.text : ` ${piece.text}`;
      last = piece.text;
      seconds += piece.samples.length / piece.rate;
      yield piece;
    }
  };
  try {
    await speaker.play(told(), {
      signal,
      onStart: () => {
        startedAtMs = performance.now();
      },
    });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return { text: said, seconds, interrupted: signal.aborted, ...(startedAtMs !== undefined && { startedAtMs }) };
}

/** The text as it comes, no longer than until the signal aborts: nobody waits for words that will not be spoken. */
async function* untilAborted(
  text: AsyncIterable<string> | readonly string[],
  signal: AbortSignal,
): AsyncGenerator<string> {
  let stop: () => void = () => undefined;
  const aborted = new Promise<undefined>((resolve) => {
    stop = () => resolve(undefined);
    signal.addEventListener('abort', stop, { once: true });
  });
  const pieces = Symbol.asyncIterator in text ? text[Symbol.asyncIterator]() : text[Symbol.iterator]();
  try {
    while (!signal.aborted) {
      const next = await Promise.race([pieces.next(), aborted]);
      if (next === undefined || next.done === true) return;
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
