/** What the main thread tells the watchdog's without a message: it counts its beats in shared memory. */
export class Pulse {
  /** To be handed to the other thread. */
  readonly shared: SharedArrayBuffer;
  readonly #beats: Int32Array;

  constructor(shared = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) {
    this.shared = shared;
    this.#beats = new Int32Array(shared);
  }

  /** One more turn of the main thread's event loop. */
  beat(): void {
    Atomics.add(this.#beats, 0, 1);
  }

  /** How often it has beaten. */
  get beats(): number {
    return Atomics.load(this.#beats, 0);
  }
}

/** Counts looks between which it has not beaten. It has been seen to beat before it can be missed. */
export class Missed {
  readonly #pulse: Pulse;
  #seen = 0;
  #count = 0;

  constructor(pulse: Pulse) {
    this.#pulse = pulse;
  }

  /** @returns how many looks in a row it has been missed, with this one */
  look(): number {
    const { beats } = this.#pulse;
    this.#count = beats === this.#seen && beats !== 0 ? this.#count + 1 : 0;
    this.#seen = beats;
    return this.#count;
  }
}
