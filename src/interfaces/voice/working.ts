import { setTimeout as delay } from 'node:timers/promises';
import type { TextStream } from './text_stream.ts';

/** Nobody should wonder for a second whether they were heard; the sound itself takes a moment to begin. */
const QUIET_MS = 800;

/** Plays a sound, once, where a turn was accepted and its answer has no word yet by then. Resolves when the answer may be spoken. */
export async function soundWorking(
  text: Pick<TextStream, 'started' | 'settled'>,
  accepted: Promise<unknown>,
  play: () => Promise<unknown>,
  signal: AbortSignal,
  quietMs = QUIET_MS,
): Promise<void> {
  const over = new AbortController();
  const quiet = accepted
    .then(() => delay(quietMs, undefined, { signal: over.signal }))
    // One that was not accepted says so in its text.
    .catch(() => text.started);
  const aborted = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true, signal: over.signal });
  });
  if (!signal.aborted) await Promise.race([text.started, quiet, aborted]);
  over.abort();
  if (!text.settled && !signal.aborted) await play();
}
