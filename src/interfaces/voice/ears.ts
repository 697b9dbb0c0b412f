import type { SoundReader } from './audio.ts';
import type { VadEngine } from './vad.ts';
import { type WakeEngine, type Woken, waitForWake } from './wake.ts';

export interface Ears {
  readonly reader: SoundReader;
  readonly wake: WakeEngine;
  readonly vad: VadEngine;
  /** The sound goes on by itself, as a microphone's does: what is not read now is not to be heard later. */
  readonly live: boolean;
}

/**
 * Does some work during which nobody is listened to: what the microphone hears meanwhile, our own voice above all, is dropped.
 * Only the wake word is heard; it aborts the work's signal and is returned, for it opens the next turn.
 */
export async function deafDuring<T>(
  ears: Ears,
  work: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
): Promise<{ done: T; woken?: Woken }> {
  if (!ears.live) return { done: await work(signal) };
  const over = new AbortController();
  const barge = new AbortController();
  ears.wake.reset();
  const listening = waitForWake(ears.reader, ears.wake, AbortSignal.any([signal, over.signal])).then(
    (woken) => {
      if (woken !== undefined) barge.abort(new Error('The wake word was said.'));
      return woken;
    },
    () => undefined, // the work is over, or everything is
  );
  try {
    const done = await work(AbortSignal.any([signal, barge.signal]));
    over.abort();
    const woken = await listening;
    return woken === undefined ? { done } : { done, woken };
  } finally {
    over.abort();
    await listening;
    ears.wake.reset();
  }
}
