import type { Condition } from '../model/condition.ts';
import { Fault } from '../model/fault.ts';
import type { Log } from '../model/service.ts';
import type { Watchdog } from '../watchdog/watchdog.ts';
import { ClockWatch } from './clock_watch.ts';
import type { Supervisor } from './supervisor.ts';
export interface VitalSignsOptions {
  /** Absent where it is off. */
  readonly watchdog?: Pick<Watchdog, 'beat' | 'stuckAfterMs'>;
  /** For how many milliseconds the disk has not answered. */
  readonly waitingMs: () => number;
  /** Why nothing new is to be begun. */
  readonly hindrance: () => Fault | undefined;
  readonly supervisor: Supervisor;
  /** Hears of every change. The first is from `serving`. */
  readonly changed: (condition: Condition) => void;
  readonly log: Log;
  readonly clock?: ClockWatch;
}

/** What is only looked at is looked at so often; each look takes some microseconds. */
const LOOK_MS = 2_000;
/** A disk that has not answered for so long does not answer; one that spins up takes some 10 s. With a watchdog, twice its time. */
const SILENT_AFTER_MS = 20_000;
/** Beats of this thread in the time after which it counts as hung. */
const BEATS = 10;

/**
 * Feels the daemon's pulse: beats for the watchdog; looks whether the disk answers, whether it takes anything, and whether the clock was set; and tells health and supervisor. One timer for all of it.
 */
export class VitalSigns {
  readonly clock: ClockWatch;
  readonly #options: VitalSignsOptions;
  readonly #timer: NodeJS.Timeout;
  #condition: Condition = 'serving';
  #serves = false;
  #silent: Fault | undefined;
  #failed: Fault | undefined;
  #toldAt = performance.now();

  constructor(options: VitalSignsOptions) {
    this.#options = options;
    this.clock = options.clock ?? new ClockWatch();
    const stuckAfterMs = options.watchdog?.stuckAfterMs ?? Number.POSITIVE_INFINITY;
    const everyMs = Math.min(LOOK_MS, stuckAfterMs / BEATS, options.supervisor.everyMs ?? LOOK_MS);
    this.#timer = setInterval(() => this.#look(), everyMs).unref();
    options.watchdog?.beat();
  }

  /** From now on turns are taken: health and supervisor are told how it is. */
  serve(): void {
    this.#serves = true;
    this.#options.supervisor.ready(this.#status());
    this.#judge();
  }

  /** The store has stopped for good. */
  fail(fault: Fault): void {
    this.#failed = fault;
    this.#judge();
  }

  facts(): { readonly [name: string]: string } {
    const why = this.#hindrance();
    return { ...(why === undefined ? {} : { hindrance: why.message }), ...this.clock.facts() };
  }

  release(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const { watchdog, waitingMs } = this.#options;
    watchdog?.beat();
    const patienceMs = watchdog === undefined ? SILENT_AFTER_MS : 2 * watchdog.stuckAfterMs;
    if (waitingMs() < patienceMs) this.#silent = undefined;
    else this.#silent ??= silentDisk();
    const setMs = this.clock.look();
    if (setMs !== undefined) this.#options.log('the clock was set', { byMs: setMs });
    this.#judge();
    this.#tellAlive();
  }

  #judge(): void {
    if (!this.#serves) return;
    const why = this.#hindrance();
    const isDown = this.#failed !== undefined || this.#silent !== undefined;
    const condition: Condition = isDown ? 'down' : why === undefined ? 'serving' : 'reading';
    if (condition === this.#condition) return;
    this.#condition = condition;
    this.#options.log(why === undefined ? 'turns are taken again' : 'no new turns are taken', {
      ...(why === undefined ? {} : { why: why.message }),
    });
    this.#options.changed(condition);
    this.#options.supervisor.status(this.#status());
  }

  #hindrance(): Fault | undefined {
    return this.#failed ?? this.#silent ?? this.#options.hindrance();
  }

  #status(): string {
    return this.#hindrance()?.message ?? 'Ready.';
  }

  /** A daemon whose disk does not answer is not alive, whatever else is. A full disk is no reason to be started again. */
  #tellAlive(): void {
    const { everyMs } = this.#options.supervisor;
    if (everyMs === undefined || !this.#serves || this.#silent !== undefined || this.#failed !== undefined) return;
    const now = performance.now();
    // A look may come a little early.
    if (now - this.#toldAt < everyMs - 50) return;
    this.#toldAt = now;
    this.#options.supervisor.alive();
  }
}

function silentDisk(): Fault {
  return new Fault(
    'UNAVAILABLE',
    'The disk does not answer: what is to be written waits for it. Look at the disk; the log of the system may say more.',
  );
}
