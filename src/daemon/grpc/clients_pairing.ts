import { timingSafeEqual } from 'node:crypto';
import { clientProof, newCode, pairingKey, readCode } from '../../wire/proof.ts';
import { Fault } from '../model/fault.ts';
import type { Log } from '../model/service.ts';
import type { Admission } from './clients.ts';

/**
 * How long a code opens, and how many wrong tries it outlives, of one machine and of all: of 2^40 codes, so many may be guessed. One
 * machine alone cannot make a code worth nothing to others.
 */
export const PAIRING = { openMs: 300_000, tries: 5, triesOfAll: 20 };
/** Tries that wait to be looked at, each of which takes some 0.1 s of a core. */
const MOST_WAITING = { ofOne: 2, all: 8 };

interface Open {
  readonly code: string;
  readonly wanted: Admission;
  readonly by: string;
  /** Monotonic milliseconds. */
  readonly until: number;
  readonly over: (outcome: Outcome) => void;
  /** By machine. */
  readonly tries: Map<string, number>;
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
  readonly #log: Log;
  readonly #monotonic: () => number;
  #open: Open | undefined;
  /** The machines of those that wait. */
  readonly #waiting: string[] = [];
  #trying: Promise<unknown> = Promise.resolve();

  /** @param binding who the daemon is to those who connect: `bindingOf`; empty without TLS */
  constructor(binding: string, log: Log, monotonic: () => number = () => performance.now()) {
    this.#binding = binding;
    this.#log = log;
    this.#monotonic = monotonic;
  }

  open(wanted: Admission, by: string): OpenedPairing {
    this.#close(new Fault('CANCELLED', 'Another code was asked for, so this one is worth nothing.'));
    const shown = newCode();
    let settle: (outcome: Outcome) => void = () => undefined;
    const outcome = new Promise<Outcome>((resolve) => (settle = resolve));
    const timer = setTimeout(() => this.#expire(open), PAIRING.openMs).unref();
    const open: Open = {
      ...{ code: readCode(shown) ?? '', wanted, by, tries: new Map(), until: this.#monotonic() + PAIRING.openMs },
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

  /**
   * One try at a time.
   * @param machine from where, as in `192.168.1.20`
   * @throws Fault UNAUTHENTICATED with the same words whatever was wrong, RESOURCE_EXHAUSTED
   */
  async prove({ nonce, proof }: Shown, machine: string): Promise<Proved> {
    const { ofOne, all } = MOST_WAITING;
    if (this.#waiting.length >= all || this.#waiting.filter((one) => one === machine).length >= ofOne)
      throw new Fault('RESOURCE_EXHAUSTED', 'Codes are being tried; try again in a moment.', { retryAfterMs: 1_000 });
    this.#waiting.push(machine);
    const tried = this.#trying.then(() => this.#prove(nonce, proof, machine));
    this.#trying = tried.catch(() => undefined);
    try {
      return await tried;
    } finally {
      this.#waiting.splice(this.#waiting.indexOf(machine), 1);
    }
  }

  async #prove(nonce: Uint8Array, proof: Uint8Array, machine: string): Promise<Proved> {
    const open = this.#open;
    if (open === undefined || this.#expire(open)) throw wrong();
    const tries = (open.tries.get(machine) ?? 0) + 1;
    // It is not even looked at: that would take the time of those who may still try.
    if (tries > PAIRING.tries) throw wrong();
    // Counted before it is looked at.
    open.tries.set(machine, tries);
    const key = await pairingKey(open.code, nonce, this.#binding);
    const right = timingSafeEqual(clientProof(key), proof);
    if (this.#open !== open || this.#expire(open)) throw wrong();
    if (right) {
      this.#open = undefined;
      return { wanted: open.wanted, by: open.by, key, told: open.over };
    }
    this.#log('A wrong code was tried.', { from: machine, tries });
    const all = [...open.tries.values()].reduce((sum, one) => sum + one, 0);
    if (all >= PAIRING.triesOfAll)
      this.#close(
        new Fault(
          'RESOURCE_EXHAUSTED',
          `${all} wrong codes were tried, from ${open.tries.size} machines, so this one is worth nothing. Somebody in your network is trying to get in.`,
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
    `That code opens nothing: it is wrong, was used, or is more than 5 minutes old; or ${PAIRING.tries} wrong ones came from this machine; or the connection is not to the daemon that showed it. For another: agentos pair.`,
  );
}
