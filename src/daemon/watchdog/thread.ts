import { writeSync } from 'node:fs';
import { isMainThread, workerData } from 'node:worker_threads';
import { addDeath, type Death } from './deaths.ts';
import { Missed, Pulse } from './pulse.ts';

/** How the main thread is watched over. */
export interface WatchOrder {
  /** The state folder, in which a death is noted. */
  readonly folder: string;
  /** {@link Pulse.shared} */
  readonly pulse: SharedArrayBuffer;
  /** The main thread hangs when it has not beaten for so long. */
  readonly stuckAfterMs: number;
  /** More memory than this is a leak. */
  readonly mostBytes: number;
}

/** Looks at the main thread in the time after which it counts as hung. */
const LOOKS = 4;

// The body of the watchdog's thread: started as a worker.
if (!isMainThread) watchMain(workerData);

/**
 * Watches over the main thread, from one that goes on when that one hangs or has no memory left: it alone can end the process then,
 * so that whoever supervises it starts it anew and what was open goes on. It kills, since nothing else ends a process whose main
 * thread turns in a circle; nothing acknowledged is lost by it.
 *
 * Looks are counted, not time: a machine that slept, or a process that was held, stops both threads.
 */
function watchMain({ folder, pulse, stuckAfterMs, mostBytes }: WatchOrder): void {
  const missed = new Missed(new Pulse(pulse));
  const timer = setInterval(async () => {
    const isStuck = missed.look() >= LOOKS;
    if (!isStuck && process.memoryUsage.rss() <= mostBytes) return;
    clearInterval(timer);
    // What tells it may be gone or beyond reach by now (a newer version, no file descriptor left): it has to end all the same.
    const where = await import('./where_main_is.ts').then(
      ({ whereMainIs }) => whereMainIs(),
      () => [],
    );
    end(folder, { why: isStuck ? 'stuck' : 'memory', at: Date.now(), where });
  }, stuckAfterMs / LOOKS);
}

const MESSAGES: { readonly [W in Death['why']]: string } = {
  stuck: 'the daemon hangs: something turns in a circle, so it ends and has to be started again',
  memory: 'the daemon has taken more memory than it may, so it ends and has to be started again',
};

function end(folder: string, death: Death): never {
  try {
    addDeath(folder, death);
  } catch {
    // On a full disk there is no note of it; it has to end all the same.
  }
  const line = { level: 50, time: new Date(death.at).toISOString(), part: 'watchdog', where: death.where };
  try {
    // The main thread would pass on what this one writes to its own standard error, and it does nothing any more.
    writeSync(2, `${JSON.stringify({ ...line, msg: MESSAGES[death.why] })}\n`);
  } catch {
    // Nobody reads it.
  }
  process.kill(process.pid, 'SIGKILL');
  throw new Error('killed');
}
