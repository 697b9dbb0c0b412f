/**
 * How far the mail is heard. What is told covers all mail up to an offset, so mail that nobody need be shown is passed over
 * only where all before it was heard.
 */
export class Heard {
  readonly #tell: (offset: number) => void;
  readonly #moot = new Set<number>();
  #upTo: number | undefined;

  constructor(tell: (offset: number) => void) {
    this.#tell = tell;
  }

  /** Mail up to this offset is not sent to this process. Counts once, and again where the mailbox has begun anew. */
  attached(offset: number): void {
    if (this.#upTo !== undefined && this.#upTo <= offset) return;
    this.#upTo = offset;
    this.#moot.clear();
  }

  upTo(offset: number): void {
    const heard = this.#past(offset);
    this.#upTo = Math.max(heard, this.#upTo ?? 0);
    this.#tell(heard);
  }

  /** Nobody need be shown this mail. */
  moot(offset: number): void {
    this.#moot.add(offset);
    if (this.#upTo !== undefined && offset === this.#upTo + 1) this.upTo(offset);
  }

  #past(heard: number): number {
    let offset = heard;
    while (this.#moot.delete(offset + 1)) offset += 1;
    for (const old of this.#moot) if (old <= offset) this.#moot.delete(old);
    return offset;
  }
}
