import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Clock } from '../model/service.ts';
import { WallWaits } from './wall_waits.ts';

/** setTimeout counts in 32 bits: a longer delay would fire at once, so it is taken in steps. */
const LONGEST_STEP_MS = 2 ** 30;

/** What a clock reads. All in milliseconds. */
export interface ClockSources {
  /** The clock on the wall, since the epoch; it may be set. */
  readonly wall: () => number;
  /** Never set; it may stand still while the machine sleeps. */
  readonly steady: () => number;
  /** Since the machine started, sleep included; undefined where the system does not tell. */
  readonly uptime: () => number | undefined;
  /** Names this run of the machine. */
  readonly boot: string;
}

export function systemClock(zone: string, sources: Partial<ClockSources> = {}): Clock {
  const wall = sources.wall ?? (() => Date.now());
  const steady = sources.steady ?? (() => performance.now());
  const uptime = sources.uptime ?? readUptime;
  let sleptMs = (uptime() ?? steady()) - steady();
  const waits = new WallWaits(wall, steady, () => {
    const up = uptime();
    // Only sleep brings the two apart, and it never takes anything back.
    if (up !== undefined) sleptMs = Math.max(sleptMs, up - steady());
  });
  return {
    zone,
    boot: sources.boot ?? readBoot(),
    now: wall,
    monotonic: steady,
    elapsed: () => steady() + sleptMs,
    after(delayMs, run) {
      const due = steady() + delayMs;
      let timer: NodeJS.Timeout;
      const step = (): void => {
        const leftMs = due - steady();
        timer = leftMs <= LONGEST_STEP_MS ? setTimeout(run, Math.max(0, leftMs)) : setTimeout(step, LONGEST_STEP_MS);
      };
      step();
      return () => clearTimeout(timer);
    },
    at: (epochMs, run) => waits.add(epochMs, run),
    onSet: (heard) => waits.onSet(heard),
  };
}

function readUptime(): number | undefined {
  try {
    const [seconds] = readFileSync('/proc/uptime', 'utf8').split(' ');
    const ms = Number(seconds) * 1_000;
    return Number.isFinite(ms) ? ms : undefined;
  } catch {
    return undefined;
  }
}

/** Where the system has no name for its run, each process counts for one of its own. */
function readBoot(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return randomUUID();
  }
}
