import type { Hearing } from './stt.ts';

/** Reads what was said so far. */
export type Look = (soFar: Int16Array, signal: AbortSignal) => Promise<Hearing>;

/**
 * How much silence ends an utterance, in seconds, by what was said. It is looked at in every pause: early, for most commands are
 * then known to be whole, and once more when a soft last consonant, which no voice detector hears, is surely in it.
 */
export const silences = {
  firstLook: 0.16,
  secondLook: 0.32,
  /** A whole command, and nothing in the grammar goes on from it. */
  none: 0.3,
  /** It may go on ("… in the kitchen"), or its last word is doubtful. */
  possible: 0.55,
  /** "Set a timer for …". Nor is anything over while it is still looked at. */
  needed: 1.5,
} as const;

/** Tells how long a pause must be to be the end, by what was said before it. */
export class EarlyEnd {
  readonly #look: Look;
  readonly #ordinary: number;
  #looking = new AbortController();
  #pending: Promise<void> | undefined;
  #looks = 0;
  #voiced = -1;
  #hearing: Hearing | undefined;
  #knownAt = 0;

  /** `ordinary` is the silence that ends what tells nothing, in seconds. */
  constructor(look: Look, ordinary: number) {
    this.#look = look;
    this.#ordinary = ordinary;
  }

  /** How long silence must last from now on. */
  get silenceSeconds(): number {
    if (this.#pending !== undefined) return silences.needed;
    const more = this.#hearing?.more;
    return more === undefined ? this.#ordinary : silences[more];
  }

  /** What was said, where a look saw all of it. */
  get hearing(): Hearing | undefined {
    return this.#looks > 1 || this.#hearing?.more === 'none' ? this.#hearing : undefined;
  }

  /** After how much silence that was known, in seconds, had the sound gone on meanwhile. */
  get knownAt(): number {
    return this.#knownAt;
  }

  /** Resolves when nothing is looked at any more. */
  async settled(): Promise<void> {
    await this.#pending;
  }

  /** Told after each frame: the last one with voice, and how long it is silent since. */
  pause(voiced: number, silent: number, soFar: () => Int16Array): void {
    if (voiced !== this.#voiced) this.#forget(voiced);
    if (this.#pending !== undefined || this.#hearing?.more === 'none') return;
    const after = [silences.firstLook, silences.secondLook][this.#looks];
    if (after === undefined || silent < after) return;
    this.#looks += 1;
    const { signal } = this.#looking;
    const began = performance.now();
    this.#pending = this.#look(soFar(), signal).then(
      (hearing) => {
        if (signal.aborted) return;
        this.#hearing = hearing;
        this.#knownAt = silent + (performance.now() - began) / 1000;
        this.#pending = undefined;
      },
      () => {
        // What is wrong is told when it is recognised as a whole.
        if (signal.aborted) return;
        this.#hearing = undefined;
        this.#pending = undefined;
      },
    );
  }

  /** Leaves off: what is looked at does not matter any more. */
  close(): void {
    this.#looking.abort(new Error('Somebody speaks on.'));
  }

  #forget(voiced: number): void {
    this.close();
    this.#looking = new AbortController();
    this.#pending = undefined;
    this.#looks = 0;
    this.#voiced = voiced;
    this.#hearing = undefined;
    this.#knownAt = 0;
  }
}
