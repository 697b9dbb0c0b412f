/** A microphone's claim to the wake word. */
export interface Claim {
  /** Loudness in dBFS. */
  readonly energyDb: number;
  /** 0 to 1. */
  readonly score: number;
}

/** Satellites hear one word within this time of each other: their frames are 80 ms, and the rest is the network's. */
const GATHER_MS = 120;
/** A claim that comes later than the others is of the same word. */
const AFTERMATH_MS = 1_000;
/** Microphones this close in loudness are equally near; then the clearer one is chosen. */
const EQUAL_DB = 1.5;

interface Held<K> {
  readonly from: K;
  readonly claim: Claim;
  readonly answer: (won: boolean) => void;
}

/** Chooses, per area, one of the microphones that heard the same wake word. `K` tells microphones apart. */
export class WakeArbiter<K> {
  readonly #gathering = new Map<string, Held<K>[]>();
  readonly #lately = new Map<string, K>();

  /** Resolves when the choice is made. Who won a moment ago wins again: somebody says the word twice. */
  claim(from: K, area: string, claim: Claim): Promise<boolean> {
    if (this.#lately.has(area)) return Promise.resolve(this.#lately.get(area) === from);
    return new Promise((answer) => {
      const held = this.#gathering.get(area);
      if (held) {
        held.push({ from, claim, answer });
        return;
      }
      this.#gathering.set(area, [{ from, claim, answer }]);
      setTimeout(() => this.#decide(area), GATHER_MS).unref();
    });
  }

  #decide(area: string): void {
    const held = this.#gathering.get(area) ?? [];
    this.#gathering.delete(area);
    const winner = nearest(held);
    if (winner === undefined) return;
    this.#lately.set(area, winner.from);
    setTimeout(() => this.#lately.delete(area), AFTERMATH_MS).unref();
    for (const one of held) one.answer(one === winner);
  }
}

/** The loudest; among equally loud ones the one with the best score, then the first. */
function nearest<K>(held: readonly Held<K>[]): Held<K> | undefined {
  const loudest = Math.max(...held.map(({ claim }) => claim.energyDb));
  let best: Held<K> | undefined;
  for (const one of held) {
    if (one.claim.energyDb < loudest - EQUAL_DB) continue;
    if (best === undefined || one.claim.score > best.claim.score) best = one;
  }
  return best;
}
