import { timingSafeEqual } from 'node:crypto';
import { clientProof, newCode, pairingKey, readCode } from '../../wire/proof.ts';
import { Fault } from '../model/fault.ts';
import type { Admission } from './clients.ts';

/** How long a code opens, and how many wrong tries it outlives: of 2^40 codes, so many may be guessed. */
export const PAIRING = { openMs: 300_000, tries: 5 };
/** Tries that wait to be looked at, each of which takes some 0.1 s of a core. */
const MOST_WAITING = 4;

interface Open {
  readonly code: string;
  readonly wanted: Admission;
  readonly by: string;
  /** Monotonic milliseconds. */
  readonly until: number;
  readonly over: (outcome: Outcome) => void;
  tries: number;
}

/** Who came in, as the one who let them in hears it. */
type Outcome = { readonly name: string } | { readonly fault: Fault };

export interface OpenedPairing {
  /** As it is shown. */
  readonly code: string;
  /** Resolves with the name when somebody came in with it. @throws Fault DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, CANCELLED */
  readonly paired: Promise<string>;
  /** Takes the code back. */
  withdraw(): void;
}

/** What a machine shows: 32 random bytes, and what it made of them and the code. */
interface Shown {
  readonly nonce: Uint8Array;
  readonly proof: Uint8Array;
}

/** Whoever has shown that it knows the code. */
export interface Proved {
  readonly wanted: Admission;
  readonly by: string;
  /** What both sides made of the code. */
  readonly key: Buffer;
  /** To be called when it is let in, or could not be. */
  readonly told: (outcome: Outcome) => void;
}

/** The one code that is open: it opens once, for a while, and not after a few wrong ones. A new one takes its place. */
export class Pairing {
  readonly #binding: string;
  readonly #monotonic: () => number;
  #open: Open | undefined;
  #waiting = 0;
  #trying: Promise<unknown> = Promise.resolve();

  /** @param binding who the daemon is to those who connect: `bindingOf`; empty without TLS */
  constructor(binding: string, monotonic: () => number = () => performance.now()) {
    this.#binding = binding;
    this.#monotonic = monotonic;
  }

  open(wanted: Admission, by: string): OpenedPairing {
    this.#close(new Fault('CANCELLED', 'Another code was asked for, so this one is worth nothing.'));
    const shown = newCode();
    let settle: (outcome: Outcome) => void = () => undefined;
    const outcome = new Promise<Outcome>((resolve) => (settle = resolve));
    const timer = setTimeout(() => this.#expire(open), PAIRING.openMs).unref();
    const open: Open = {
      ...{ code: readCode(shown) ?? '', wanted, by, tries: 0, until: this.#monotonic() + PAIRING.openMs },
      over: (how) => {
        clearTimeout(timer);
        settle(how);
      },
    };
    this.#open = open;
    const paired = outcome.then((how) => {
      if ('fault' in how) throw how.fault;
      return how.name;
    });
    paired.catch(() => undefined);
    return {
      code: shown,
      paired,
      withdraw: () => {
        if (this.#open === open) this.#close(new Fault('CANCELLED', 'The code was taken back.'));
      },
    };
  }

  /** One try at a time. @throws Fault UNAUTHENTICATED with the same words whatever was wrong, RESOURCE_EXHAUSTED */
  async prove({ nonce, proof }: Shown): Promise<Proved> {
    if (this.#waiting >= MOST_WAITING)
      throw new Fault('RESOURCE_EXHAUSTED', 'Others are trying codes; try again in a moment.');
    this.#waiting += 1;
    const tried = this.#trying.then(() => this.#prove(nonce, proof));
    this.#trying = tried.catch(() => undefined);
    try {
      return await tried;
    } finally {
      this.#waiting -= 1;
    }
  }

  async #prove(nonce: Uint8Array, proof: Uint8Array): Promise<Proved> {
    const open = this.#open;
    if (open === undefined || this.#expire(open)) throw wrong();
    // Counted before it is looked at.
    open.tries += 1;
    const key = await pairingKey(open.code, nonce, this.#binding);
    const right = timingSafeEqual(clientProof(key), proof);
    if (this.#open !== open || this.#expire(open)) throw wrong();
    if (right) {
      this.#open = undefined;
      return { wanted: open.wanted, by: open.by, key, told: open.over };
    }
    if (open.tries >= PAIRING.tries)
      this.#close(
        new Fault(
          'RESOURCE_EXHAUSTED',
          `${PAIRING.tries} wrong codes were tried, so this one is worth nothing. If that was you, ask for another; if not, somebody in your network is trying to get in.`,
          { retryable: false },
        ),
      );
    throw wrong();
  }

  /** @returns whether its time is over */
  #expire(open: Open): boolean {
    if (this.#monotonic() < open.until) return false;
    if (this.#open === open) this.#close(new Fault('DEADLINE_EXCEEDED', 'Nobody came in with the code in 5 minutes.'));
    return true;
  }

  #close(fault: Fault): void {
    const open = this.#open;
    this.#open = undefined;
    open?.over({ fault });
  }
}

function wrong(): Fault {
  return new Fault(
    'UNAUTHENTICATED',
    'That code opens nothing: it is wrong, was used, or is more than 5 minutes old; or the connection is not to the daemon that showed it. For another: agentos pair.',
  );
}
