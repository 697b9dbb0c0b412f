import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { PIN_LENGTH } from '../../../language/values/spoken_digits.ts';
import { Fault } from '../../model/fault.ts';
import type { PinState } from './gate.ts';

/** Where the PIN's hash rests: a file of the owner's alone, beside the database and never in it, so that no backup has it. */
export interface PinFile {
  /** Undefined where there is none. @throws Fault DATA_LOSS where it cannot be read: then nothing is let in by it. */
  read(): string | undefined;
  /** Durable when it returns. */
  write(text: string): void;
  remove(): void;
}

const kept = z.object({
  format: z.literal(1),
  /** Of scrypt, as in RFC 7914. */
  cost: z.object({ N: z.int(), r: z.int(), p: z.int() }),
  salt: z.string(),
  hash: z.string(),
  /** Wrong ones since the last right one, or since the lock. */
  wrong: z.int(),
  /** Wall-clock milliseconds since the epoch. */
  lockedUntil: z.number(),
});
type Kept = z.infer<typeof kept>;

/** 16 MiB and some 50 ms a try. */
const COST = { N: 16_384, r: 8, p: 1 } as const;
const HASH_BYTES = 32;
const MOST_WRONG = 3;
const LOCK_MS = 300_000;

export type PinVerdict = 'right' | 'wrong' | 'locked';

/** The one PIN of the house. What is wrong counts before it is told, over restarts too. */
export class Pins {
  readonly #file: PinFile;
  readonly #now: () => number;
  #kept: Kept | undefined;
  /** It could not be read: it is there, and lets nobody in. */
  #broken = false;
  /** One try at a time, so that none is not counted. */
  #trying: Promise<unknown> = Promise.resolve();

  constructor(file: PinFile, now: () => number) {
    this.#file = file;
    this.#now = now;
    this.#read();
  }

  get state(): PinState {
    if (this.#broken) return 'locked';
    if (!this.#kept) return 'none';
    return this.#kept.lockedUntil > this.#now() ? 'locked' : 'set';
  }

  get isSet(): boolean {
    return this.#broken || this.#kept !== undefined;
  }

  /** Milliseconds until it is taken again; 0 where it is. */
  get lockedForMs(): number {
    return Math.max(0, (this.#kept?.lockedUntil ?? 0) - this.#now());
  }

  /** @throws Fault INVALID_ARGUMENT */
  async set(pin: string): Promise<void> {
    const { least, most } = PIN_LENGTH;
    if (!/^\d+$/.test(pin) || pin.length < least || pin.length > most)
      throw new Fault('INVALID_ARGUMENT', `A PIN has ${least} to ${most} digits and nothing else.`);
    const salt = randomBytes(16);
    const hash = await hashOf(pin, salt, COST);
    await this.#inTurn(async () =>
      this.#keep({
        format: 1,
        cost: COST,
        salt: salt.toString('hex'),
        hash: hash.toString('hex'),
        wrong: 0,
        lockedUntil: 0,
      }),
    );
  }

  /** @returns whether there was one */
  async remove(): Promise<boolean> {
    return this.#inTurn(async () => {
      const was = this.isSet;
      this.#file.remove();
      this.#kept = undefined;
      this.#broken = false;
      return was;
    });
  }

  verify(pin: string): Promise<PinVerdict> {
    return this.#inTurn(async () => {
      const now = this.#kept;
      if (!now || this.state !== 'set') return 'locked';
      // Counted before it is looked at: a crash in between gives no try for nothing.
      const wrong = now.wrong + 1;
      this.#keep({ ...now, wrong });
      const hash = await hashOf(pin, Buffer.from(now.salt, 'hex'), now.cost);
      const right = timingSafeEqual(hash, Buffer.from(now.hash, 'hex'));
      if (right) this.#keep({ ...now, wrong: 0, lockedUntil: 0 });
      else if (wrong >= MOST_WRONG) this.#keep({ ...now, wrong: 0, lockedUntil: this.#now() + LOCK_MS });
      return right ? 'right' : wrong >= MOST_WRONG ? 'locked' : 'wrong';
    });
  }

  /** Whether a text that was said for something else is the PIN. Lets nobody in, so it counts nothing; whoever asks must not tell. */
  is(pin: string): Promise<boolean> {
    const { least, most } = PIN_LENGTH;
    return this.#inTurn(async () => {
      const now = this.#kept;
      if (!now || pin.length < least || pin.length > most) return false;
      return timingSafeEqual(await hashOf(pin, Buffer.from(now.salt, 'hex'), now.cost), Buffer.from(now.hash, 'hex'));
    });
  }

  #read(): void {
    try {
      const text = this.#file.read();
      this.#kept = text === undefined ? undefined : kept.parse(JSON.parse(text));
      // A clock that was set back must not make a lock last for years.
      if (this.#kept && this.#kept.lockedUntil > this.#now() + LOCK_MS)
        this.#kept = { ...this.#kept, lockedUntil: this.#now() + LOCK_MS };
    } catch {
      this.#broken = true;
    }
  }

  #keep(next: Kept): void {
    this.#file.write(`${JSON.stringify(next)}\n`);
    this.#kept = next;
    this.#broken = false;
  }

  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const result = this.#trying.then(run);
    this.#trying = result.catch(() => undefined);
    return result;
  }
}

function hashOf(pin: string, salt: Buffer, cost: Kept['cost']): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    scrypt(pin, salt, HASH_BYTES, cost, (error, hash) => (error ? reject(error) : resolve(hash))),
  );
}

/** A house without a PIN. */
export function noPins(): Pins {
  return new Pins({ read: () => undefined, write: () => undefined, remove: () => undefined }, Date.now);
}
