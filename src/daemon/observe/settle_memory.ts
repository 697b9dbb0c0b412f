import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** After the first turns that wait at the door, before anybody wonders. */
const AFTER_MS = 2_000;

/**
 * Lets go of what the start left behind, once. V8 collects when it allocates, and a house at night allocates nothing: without
 * this the daemon keeps some 15 MB that nobody uses. Returns the release.
 */
export function settleMemory(): () => void {
  const timer = setTimeout(() => {
    setFlagsFromString('--expose-gc');
    const collect: unknown = runInNewContext('gc');
    if (typeof collect === 'function') collect();
    setFlagsFromString('--no-expose-gc');
  }, AFTER_MS);
  timer.unref();
  return () => clearTimeout(timer);
}
