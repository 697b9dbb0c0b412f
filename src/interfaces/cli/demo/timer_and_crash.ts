import type { Client, Notice } from '../../client/api.ts';
import type { ThrowawayDaemon } from '../throwaway_daemon.ts';

/** A timer that is missed this long after it was due does not ring any more. */
const PATIENCE_MS = 15_000;
/** Long enough to notice one that rings twice. */
const QUIET_MS = 1_500;

export interface Rung {
  readonly said: string;
  readonly thread: string;
  /** Process ids of the daemon that took the timer and of the one that rang it. */
  readonly pids: readonly [number | undefined, number | undefined];
  /** Milliseconds from the answer to the ring. */
  readonly afterMs: number;
}

/** Sets a timer, kills the daemon as a crash would, starts it again, and waits for the ring. Undefined where it did not ring once. */
export async function timerAndCrash(
  client: Client,
  daemon: ThrowawayDaemon,
  tell: (text: string) => void,
): Promise<Rung | undefined> {
  const rings: Notice[] = [];
  let wake: () => void = () => {};
  const collecting = (async () => {
    for await (const notice of client.notices()) {
      rings.push(notice);
      wake();
    }
  })();
  collecting.catch(() => undefined);

  for await (const update of client.utter({ text: 'set a timer for 3 seconds' }).updates)
    if (update.type === 'end') tell(update.text);
  const set = performance.now();
  const first = daemon.pid;
  await daemon.kill9();
  tell(`Process ${first} was killed with -9.`);
  await daemon.start();
  tell(`Process ${daemon.pid} goes on with what the first had written.`);

  await within(PATIENCE_MS, (resolve) => {
    wake = resolve;
    if (rings.length > 0) resolve();
  });
  const afterMs = performance.now() - set;
  await within(QUIET_MS, () => undefined);
  const [ring, ...more] = rings;
  if (ring === undefined || more.length > 0 || ring.kind !== 'notice') return undefined;
  client.heard(ring.mailOffset);
  return { said: ring.text, thread: ring.thread, pids: [first, daemon.pid], afterMs };
}

function within(ms: number, start: (resolve: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    start(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
