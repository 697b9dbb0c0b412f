/** How often a client may be refused: at once, and as a second goes by. Who heeds the time that it is told is refused far less often. */
export const REFUSALS = { atOnce: 384, perSecond: 128, toAttach: 64, heeded: 64 };
/** Clients that are remembered before those are looked for that have been quiet since. */
const REMEMBERED = 256;

interface Account {
  left: number;
  at: number;
}

/**
 * What refusing may cost. Every refusal takes one from its client's account, which fills up again as time goes by. Who has used it up goes
 * on although it was told to wait: it is cut off, however often it attaches, and others come first.
 */
export class Refusals {
  readonly #accounts = new Map<string, Account>();
  readonly #now: () => number;

  /** @param now monotonic milliseconds */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Counts one. @returns false where it was one too many */
  count(client: string): boolean {
    if (this.#accounts.size >= REMEMBERED) this.#forgetQuiet();
    const account = this.#accounts.get(client) ?? { left: REFUSALS.atOnce, at: this.#now() };
    this.#accounts.set(client, account);
    this.#fill(account);
    account.left -= 1;
    return account.left >= 0;
  }

  /** Takes all that is left: it is cut off before it has used that up. */
  useUp(client: string): void {
    this.#accounts.set(client, { left: 0, at: this.#now() });
  }

  /** Whether a client has been refused seldom enough to be taken for one that waits when it is told to. */
  heeds(client: string): boolean {
    const account = this.#accounts.get(client);
    if (account === undefined) return true;
    this.#fill(account);
    return account.left >= REFUSALS.atOnce - REFUSALS.heeded;
  }

  /** Whether a client that attaches has been quiet for long enough. */
  mayAttach(client: string): boolean {
    const account = this.#accounts.get(client);
    if (account === undefined) return true;
    this.#fill(account);
    return account.left >= REFUSALS.toAttach;
  }

  #fill(account: Account): void {
    const now = this.#now();
    account.left = Math.min(REFUSALS.atOnce, account.left + ((now - account.at) * REFUSALS.perSecond) / 1_000);
    account.at = now;
  }

  #forgetQuiet(): void {
    for (const [client, account] of this.#accounts) {
      this.#fill(account);
      if (account.left >= REFUSALS.atOnce) this.#accounts.delete(client);
    }
  }
}
