import { createHash } from 'node:crypto';
import type { PairRequest } from '../../wire/request.ts';
import type { Scope } from '../../wire/rights.ts';
import { Fault } from '../model/fault.ts';
import { canonicalJson, jsonCopy } from '../model/json.ts';
import type { Log } from '../model/service.ts';
import type { Store } from '../store/store.ts';
import type { DeadTokens } from './clients_dead.ts';
import { type ClientRecord, clientRecord, newToken, tokenHash } from './clients_record.ts';
import type { Visit } from './door.ts';
import type { PairedIdentity } from './identity.ts';

const NAMESPACE = 'daemon/clients';
const COLLECTION = 'clients';
/** The longest that a timer can be. */
const LONGEST_MS = 2_147_483_647;

export interface ClientsOptions {
  readonly store: Pick<Store, 'append' | 'records'>;
  readonly dead: DeadTokens;
  /** Wall-clock milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: Log;
}

/** Who is to be let in, checked against who lets them in. */
export type Admission = Omit<PairRequest, 'scopes'> & { readonly scopes: readonly Scope[] };

/** One stream or call of a client that goes on. */
interface Live {
  readonly token: string;
  readonly hear: (why: Fault) => void;
}

/**
 * Clients on other machines: who they are, by their tokens' hashes. All of it is held here and rests in the store. Whose right ends is cut
 * off at once, and only then is it written; whoever is let in hears of it when it is written.
 */
export class Clients {
  readonly #options: ClientsOptions;
  readonly #byName = new Map<string, ClientRecord>();
  readonly #byToken = new Map<string, string>();
  readonly #live = new Map<string, Set<Live>>();
  readonly #seen = new Map<string, number>();

  constructor(options: ClientsOptions) {
    this.#options = options;
  }

  static async load(options: ClientsOptions): Promise<Clients> {
    const clients = new Clients(options);
    const stored = await options.store.records(NAMESPACE, COLLECTION, { limit: 100_000 }, []);
    for (const { key, value } of stored) {
      const record = clientRecord.safeParse(value);
      if (record.success) clients.#hold(record.data);
      else options.log('A client is not let in: its record is not as it was written.', { client: key });
    }
    return clients;
  }

  /** @throws Fault UNAUTHENTICATED */
  enter(token: string): Visit {
    const hash = tokenHash(token);
    const record = this.#byName.get(this.#byToken.get(hash) ?? '');
    if (record === undefined || !this.#isGood(record, hash)) throw unknownToken();
    // Whoever shows the new token has it: the old one has done its duty.
    if (record.next === hash) this.#promote(record, hash);
    this.#seen.set(record.name, this.#options.now());
    return { identity: identityOf(record), onEnd: (hear) => this.#follow(record.name, hash, record.expiresAt, hear) };
  }

  list(): readonly ClientRecord[] {
    return [...this.#byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** @throws Fault NOT_FOUND */
  get(name: string): ClientRecord {
    const record = this.#byName.get(name);
    if (record) return record;
    throw new Fault('NOT_FOUND', `There is no client ${name}; "agentos clients" lists them.`);
  }

  streamsOf(name: string): number {
    return this.#live.get(name)?.size ?? 0;
  }

  seenAt(name: string): number | undefined {
    return this.#seen.get(name);
  }

  /** Whether it may be let in under this name. @throws Fault ALREADY_EXISTS, NOT_FOUND */
  assertAdmissible({ name, again }: Pick<Admission, 'name' | 'again'>): void {
    const before = this.#byName.get(name);
    if (again && before === undefined) this.get(name);
    if (!again && before !== undefined && before.revokedAt === undefined)
      throw new Fault(
        'ALREADY_EXISTS',
        `There is a client ${name} already. Choose another name; or let another machine take its place: agentos clients rotate ${name}`,
      );
  }

  /** Lets a client in; whoever had its name until now is cut off. Resolves when it is durable. @returns its token, which is kept nowhere */
  async admit(wanted: Admission, by: string): Promise<{ readonly token: string; readonly record: ClientRecord }> {
    this.assertAdmissible(wanted);
    const { name, role, area, scopes, days, again } = wanted;
    const before = this.#byName.get(name);
    const token = newToken();
    const createdAt = this.#options.now();
    const record: ClientRecord = {
      ...{ name, role, scopes: [...scopes], token: tokenHash(token), createdAt },
      generation: before === undefined ? 1 : again ? before.generation : before.generation + 1,
      ...(area === undefined ? {} : { area }),
      ...(days === undefined ? {} : { expiresAt: createdAt + days * 86_400_000 }),
    };
    if (before) await this.#end(before, 'Another machine has taken the place of this one.').durable;
    await this.#write(record, 'clients.pair', by);
    this.#hold(record);
    return { token, record };
  }

  /** Cuts it off, and lets its token in no more. @returns how many streams that ended @throws Fault NOT_FOUND */
  async revoke(name: string, by: string): Promise<number> {
    const before = this.get(name);
    const { next: _next, ...rest } = before;
    const record = { ...rest, revokedAt: before.revokedAt ?? this.#options.now() };
    this.#byName.set(name, record);
    const { streams, durable } = this.#end(before, 'This machine was sent away: its right to be here was revoked.');
    await Promise.all([durable, this.#write(record, 'clients.revoke', by)]);
    return streams;
  }

  /** A second token, which takes the first one's place when it is first used. */
  async renew({ name }: PairedIdentity): Promise<string> {
    const token = newToken();
    const before = this.get(name);
    const record = { ...before, next: tokenHash(token) };
    await this.#write(record, 'clients.renew', `client:${name}`);
    // It may have been sent away meanwhile.
    if (this.#byName.get(name) !== before) throw unknownToken();
    if (before.next !== undefined) this.#byToken.delete(before.next);
    this.#hold(record);
    return token;
  }

  #isGood(record: ClientRecord, hash: string): boolean {
    const { token, next, revokedAt, expiresAt } = record;
    if (revokedAt !== undefined || this.#options.dead.has(hash)) return false;
    if (expiresAt !== undefined && expiresAt <= this.#options.now()) return false;
    return hash === token || hash === next;
  }

  #hold(record: ClientRecord): void {
    this.#byName.set(record.name, record);
    if (record.revokedAt !== undefined) return;
    for (const hash of [record.token, record.next]) if (hash !== undefined) this.#byToken.set(hash, record.name);
  }

  #promote(before: ClientRecord, hash: string): void {
    const { next: _next, ...rest } = before;
    const record = { ...rest, token: hash };
    this.#hold(record);
    const { durable } = this.#end({ ...rest, token: before.token }, 'This machine has another token now.');
    Promise.all([durable, this.#write(record, 'clients.renewed', `client:${record.name}`)]).catch((thrown: unknown) =>
      this.#options.log('That a client has another token could not be written.', {
        client: record.name,
        error: Fault.from(thrown).message,
      }),
    );
  }

  /** Its tokens count no more, in this life and all later ones, and who came in with them is cut off. */
  #end(
    { name, token, next }: Pick<ClientRecord, 'name' | 'token' | 'next'>,
    why: string,
  ): { readonly streams: number; readonly durable: Promise<void> } {
    const hashes = [token, ...(next === undefined ? [] : [next])];
    for (const hash of hashes) this.#byToken.delete(hash);
    const cut = [...(this.#live.get(name) ?? [])].filter((live) => hashes.includes(live.token));
    for (const live of cut) live.hear(new Fault('UNAUTHENTICATED', why));
    return { streams: cut.length, durable: this.#options.dead.add(hashes) };
  }

  #follow(name: string, token: string, expiresAt: number | undefined, hear: (why: Fault) => void): () => void {
    let timer: NodeJS.Timeout | undefined;
    const live: Live = {
      token,
      hear: (why) => {
        release();
        hear(why);
      },
    };
    const release = (): void => {
      clearTimeout(timer);
      const all = this.#live.get(name);
      all?.delete(live);
      if (all?.size === 0) this.#live.delete(name);
    };
    const all = this.#live.get(name) ?? new Set();
    this.#live.set(name, all.add(live));
    const wait = (): void => {
      if (expiresAt === undefined) return;
      const leftMs = expiresAt - this.#options.now();
      if (leftMs <= 0) live.hear(new Fault('UNAUTHENTICATED', 'The time for which this machine was let in is over.'));
      else timer = setTimeout(wait, Math.min(leftMs, LONGEST_MS)).unref();
    };
    wait();
    return release;
  }

  async #write(record: ClientRecord, what: string, by: string): Promise<void> {
    const value = jsonCopy(record);
    const { token: _token, next: _next, ...told } = record;
    const call = createHash('sha256')
      .update(canonicalJson(jsonCopy(told)))
      .digest('hex');
    const { durable } = this.#options.store.append({
      events: [],
      records: [{ namespace: NAMESPACE, collection: COLLECTION, key: record.name, value, taint: [] }],
      audit: [
        {
          ...{
            at: this.#options.now(),
            thread: '',
            turn: 0,
            key: record.name,
            subject: what,
            risk: 'danger',
            labels: [],
          },
          ...{ verdict: 'allowed', row: 'clients', client: by, channel: by === 'owner' ? 'owner' : 'token', call },
          why: `${record.name} as ${record.role}: ${record.scopes.join(', ')}`,
        },
      ],
    });
    await durable;
  }
}

function identityOf({ name, generation, role, area, scopes }: ClientRecord): PairedIdentity {
  return { kind: 'paired', name, generation, role, scopes, ...(area === undefined ? {} : { area }) };
}

/** Also for a token that has expired or was revoked: who guesses learns nothing. */
function unknownToken(): Fault {
  return new Fault(
    'UNAUTHENTICATED',
    'This machine\'s token is not known here, has expired, or was revoked. Let it in again: "agentos pair" at the owner\'s terminal, then "agentos attach" here.',
  );
}
