/**
 * What the main thread and the store's thread tell each other without a message: each counts its beats in shared memory, so that
 * neither has to answer the other, and one that hangs is seen by the one that does not.
 */
export class Pulse {
  /** To be handed to the other thread. */
  readonly shared: SharedArrayBuffer;
  readonly #beats: Int32Array;

  constructor(shared = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)) {
    this.shared = shared;
    this.#beats = new Int32Array(shared);
  }

  /** One more turn of this thread's event loop. */
  beat(thread: PulseThread): void {
    Atomics.add(this.#beats, PLACES[thread], 1);
  }

  /** How often a thread has beaten. */
  beats(thread: PulseThread): number {
    return Atomics.load(this.#beats, PLACES[thread]);
  }
}

export type PulseThread = 'main' | 'store';
const PLACES: { readonly [T in PulseThread]: number } = { main: 0, store: 1 };

/** Counts looks at a thread that has not beaten in between. It has been seen to beat before it can be missed. */
export class Missed {
  readonly #pulse: Pulse;
  readonly #thread: PulseThread;
  #seen = 0;
  #count = 0;

  constructor(pulse: Pulse, thread: PulseThread) {
    this.#pulse = pulse;
    this.#thread = thread;
  }

  /** @returns how many looks in a row it has been missed, with this one */
  look(): number {
    const beats = this.#pulse.beats(this.#thread);
    this.#count = beats === this.#seen && beats !== 0 ? this.#count + 1 : 0;
    this.#seen = beats;
    return this.#count;
  }
}
