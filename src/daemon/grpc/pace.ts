/**
 * Requests of one stream that are read in one turn of the event loop: then others come first. What is refused at once is not counted: it
 * costs little, is bounded by the client's account, and has to be told soon.
 */
const READ_AT_ONCE = 32;
/** What is refused leaves when the turn of the event loop ends: so it ends after so many milliseconds, however little each of them costs. */
const READ_MS = 4;

/** How much of one stream is read before others have their turn. */
export class Pace {
  readonly #rest: (rested: () => void) => void;
  readonly #now: () => number;
  #read = 0;
  /** While nothing was read in this turn of the event loop: none. */
  #until: number | undefined;
  #rests = false;
  #taken = 0;
  #behindSince: number | undefined;

  /** @param rest reads nothing more from the stream before others had their turn @param now monotonic milliseconds */
  constructor(rest: (rested: () => void) => void, now: () => number = () => performance.now()) {
    this.#rest = rest;
    this.#now = now;
  }

  /** For how many milliseconds more of the stream has been waiting in every turn of the event loop than was read in it; 0 where all of it is read. */
  get behindMs(): number {
    return this.#behindSince === undefined ? 0 : this.#now() - this.#behindSince;
  }

  /** To be called with each request that was taken; `refused` where that was all that came of it. */
  taken(refused: boolean): void {
    const now = this.#now();
    this.#taken += 1;
    if (this.#until === undefined) {
      this.#until = now + READ_MS;
      setImmediate(() => {
        this.#until = undefined;
        this.#read = 0;
        if (!this.#rests) this.#behindSince = undefined;
      });
    }
    if (!refused) this.#read += 1;
    if (this.#rests || (this.#read < READ_AT_ONCE && now < this.#until)) return;
    this.#rests = true;
    this.#behindSince ??= this.#until - READ_MS;
    this.#rest(() => {
      this.#rests = false;
      const taken = this.#taken;
      setImmediate(() => {
        if (this.#taken === taken) this.#behindSince = undefined;
      });
    });
  }
}
