import { uptime } from 'node:os';

/** A clock that is put right slowly, as it should be, moves less than this at once. */
const SET_MS = 10_000;
/** Less behind what was written last is nothing that anybody would notice. */
const BEHIND_MS = 60_000;

/** What the clocks read, in milliseconds. */
export interface Clocks {
  /** Since the epoch; it may be set. */
  readonly wall: () => number;
  /** Never set; it stands still while the machine sleeps. */
  readonly steady: () => number;
  /** Since the machine started, sleep included. */
  readonly uptime: () => number;
}

const CLOCKS: Clocks = {
  wall: () => Date.now(),
  steady: () => performance.now(),
  uptime: () => uptimeMs(),
};

/** Where the system does not tell (a unit that sees its own processes only), sleep counts as a jump of the clock. */
function uptimeMs(): number {
  try {
    return uptime() * 1_000;
  } catch {
    return performance.now();
  }
}

/** Compares the clock on the wall with the steady one, and with the newest of what was written: for who looks for what is wrong. */
export class ClockWatch {
  readonly #clocks: Clocks;
  #apart: number;
  #slept: number;
  #newest = 0;
  #set: { readonly byMs: number; readonly at: number } | undefined;

  constructor(clocks: Clocks = CLOCKS) {
    this.#clocks = clocks;
    this.#apart = clocks.wall() - clocks.steady();
    this.#slept = clocks.uptime() - clocks.steady();
  }

  /** The newest time that stands on anything, in wall-clock milliseconds: a clock that is right is not before it. */
  written(newest: number): void {
    this.#newest = Math.max(this.#newest, newest);
  }

  /** To be called every few seconds. @returns by how many milliseconds the clock was set since, where it was */
  look(): number | undefined {
    const { wall, steady, uptime: sinceBoot } = this.#clocks;
    const apart = wall() - steady();
    const byMs = apart - this.#apart;
    if (Math.abs(byMs) < SET_MS) {
      this.#apart = apart;
      return undefined;
    }
    const slept = sinceBoot() - steady();
    const setMs = Math.round(byMs - (slept - this.#slept));
    this.#apart = apart;
    this.#slept = slept;
    if (Math.abs(setMs) < SET_MS) return undefined;
    // What was written until now was written at the time that it was before.
    if (setMs < 0) this.written(wall() - setMs);
    this.#set = { byMs: setMs, at: wall() };
    return setMs;
  }

  /** What a person should know of the clock, by name; nothing where all is well. */
  facts(): { readonly [name: string]: string } {
    const behindMs = this.#newest - this.#clocks.wall();
    return {
      ...(this.#set === undefined
        ? {}
        : { clock_set_by_ms: String(this.#set.byMs), clock_set_at: new Date(this.#set.at).toISOString() }),
      ...(behindMs > BEHIND_MS ? { clock_behind_ms: String(Math.round(behindMs)) } : {}),
    };
  }
}
