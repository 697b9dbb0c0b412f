/**
 * Moments at which a test can have the daemon killed, as by `kill -9`. `before`: it has not been handed to the store, or has not
 * been done · `applied`: it stands in the store's open transaction · `durable`: it has been synced, and nobody has been told.
 *
 * `turn` is the row that opens one, `start` the FORWARD of a call with an effect, `run` the call itself, `outcome` its answer, `ask`
 * a question to a person, `end` the END, `ring` the thread that a rule opens for an occurrence, `record` what services keep
 * (alarms, lists), `heard` what a client has heard, `ack` the word that an utterance is taken, `backup` and `forget` the care of
 * the store.
 */
export const POINTS = [
  ...rows('turn', 'start', 'outcome', 'ask', 'end', 'ring', 'record'),
  ...both('run', 'heard', 'ack', 'backup.copy', 'backup', 'forget', 'retention'),
] as const;

function rows<const N extends string>(...names: readonly N[]) {
  return names.flatMap((name) => [`${name}.before`, `${name}.applied`, `${name}.durable`] as const);
}

function both<const N extends string>(...names: readonly N[]) {
  return names.flatMap((name) => [`${name}.before`, `${name}.after`] as const);
}

export type Point = (typeof POINTS)[number];

/**
 * The one moment that is waited for: `start.durable`, `start.durable@need.device.set` for one subject or namespace alone, and
 * with `#2` the second time that it comes.
 */
export class Failpoint {
  readonly #point: string;
  readonly #of: string | undefined;
  #left: number;

  /** @throws TypeError for a moment that there is not */
  constructor(wanted: string) {
    const [, point = '', of, time = '1'] = /^([^@#]*)(?:@([^#]*))?(?:#([1-9]\d*))?$/.exec(wanted) ?? [];
    if (!POINTS.some((known) => known === point))
      throw new TypeError(`AGENTOS_KILL_AT: "${wanted}" is no moment; there are ${POINTS.join(', ')}.`);
    this.#point = point;
    this.#of = of;
    this.#left = Number(time);
  }

  /** Comes back where another moment is waited for. */
  reach(point: Point, of: string): void {
    if (point !== this.#point || (this.#of !== undefined && this.#of !== of)) return;
    this.#left -= 1;
    if (this.#left > 0) return;
    process.kill(process.pid, 'SIGKILL');
    // Another thread may be the one that takes the signal: this one goes no further.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }
}
