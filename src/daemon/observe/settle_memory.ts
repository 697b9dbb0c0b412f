import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * When memory is collected after the start, in milliseconds: after the first turns that wait at the door; then, when the start is
 * further back than the five seconds that V8 looks at to tell whether much is allocated, so that it gives its young generation back
 * too; and once more, since pages are let go only by the collection after the one that empties them.
 */
const AFTER_MS = [2_000, 7_000, 7_500];

/**
 * Lets go of what the start left behind. V8 collects when it allocates, and a house at night allocates nothing: without this the daemon
 * keeps some 25 MB that nobody uses. Returns the release.
 */
export function settleMemory(): () => void {
  const timers = AFTER_MS.map((afterMs) => setTimeout(collect, afterMs).unref());
  return () => {
    for (const timer of timers) clearTimeout(timer);
  };
}

function collect(): void {
  setFlagsFromString('--expose-gc');
  const run: unknown = runInNewContext('gc');
  if (typeof run === 'function') run();
  setFlagsFromString('--no-expose-gc');
}
