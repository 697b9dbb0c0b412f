import type { Fault } from '../model/fault.ts';

/** Utterances of one stream that are begun in one turn of the event loop: a turn costs far more than to say that there is no room for it. */
const AT_ONCE = 2;
/** What finds no room costs little as well: for so long, more are begun. */
const FOR_MS = 1;
/** So long after there was no room for one utterance, none is tried: all are refused as that one was. */
const FULL_MS = 50;

interface Waiting {
  readonly begin: () => void;
  readonly refuse: (fault: Fault) => void;
}

/** Utterances of one stream that wait to be begun, in their order. */
export class Beginning {
  readonly #closed: AbortSignal;
  #waiting: Waiting[] = [];
  #begun = 0;
  #full: { readonly fault: Fault; readonly until: number } | undefined;

  /** @param closed after which nothing is begun: what was not begun was not acknowledged, so whoever comes back says it again */
  constructor(closed: AbortSignal) {
    this.#closed = closed;
  }

  /** Why nothing is begun now, if so. */
  get refusal(): Fault | undefined {
    if (this.#full !== undefined && performance.now() >= this.#full.until) this.#full = undefined;
    return this.#full?.fault;
  }

  add(waiting: Waiting): void {
    if (this.#begun < AT_ONCE) this.#begin(waiting);
    else this.#waiting.push(waiting);
  }

  /** There was no room for one; who waits behind it need not wait to hear the same. */
  noRoom(fault: Fault): void {
    // Whoever comes back when it was told to is not turned away by what is remembered here.
    this.#full ??= { fault, until: performance.now() + Math.min(FULL_MS, fault.retryAfterMs ?? 0) };
    this.refuseWaiting(fault);
  }

  /** Begins none of those that wait. */
  refuseWaiting(fault: Fault): void {
    const refused = this.#waiting;
    this.#waiting = [];
    for (const { refuse } of refused) refuse(fault);
  }

  #begin({ begin }: Waiting): void {
    if (this.#begun === 0) setImmediate(() => this.#goOn());
    this.#begun += 1;
    begin();
  }

  #goOn(): void {
    this.#begun = 0;
    if (this.#closed.aborted) this.#waiting.length = 0;
    const until = performance.now() + FOR_MS;
    while (this.#begun < AT_ONCE || performance.now() < until) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#begin(next);
    }
  }
}
