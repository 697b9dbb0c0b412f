import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * When memory is collected after the start, in milliseconds: after the first turns that wait at the door; then, when the start is
 * further back than the five seconds that V8 looks at to tell whether much is allocated, so that it gives its young generation back
 * too; and once more, since pages are let go only by the collection after the one that empties them.
 */
const AFTER_MS = [2_000, 7_000, 7_500];
/** What the last of them lets go of is tidied up by then. */
const SETTLED_MS = 8_500;

/**
 * Lets go of what the start left behind. V8 collects when it allocates, and a house at night allocates nothing: without this the daemon
 * keeps some 25 MB that nobody uses. Returns the release.
 *
 * After each collection V8 would plan up to three more, eight seconds apart, in case something is left. For these here it need not: that
 * is 0.4 % of a processor in the first minute. After all that come later it does.
 */
export function settleMemory(): () => void {
  const planMore = (): void => setFlagsFromString('--memory-reducer');
  setFlagsFromString('--no-memory-reducer');
  const timers = [
    ...AFTER_MS.map((afterMs) => setTimeout(collect, afterMs).unref()),
    setTimeout(planMore, SETTLED_MS).unref(),
  ];
  return () => {
    for (const timer of timers) clearTimeout(timer);
    planMore();
  };
}

function collect(): void {
  setFlagsFromString('--expose-gc');
  const run: unknown = runInNewContext('gc');
  if (typeof run === 'function') run();
  setFlagsFromString('--no-expose-gc');
}
