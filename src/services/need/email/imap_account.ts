import type { Clock, Files, Http, Log } from 'agentos/service';
import { Fault } from 'agentos/service';
import type { ImapFlow, ImapFlowOptions } from 'imapflow';
import { AccessToken } from './access_token.ts';
import { type AccountSettings, imapPort } from './account_settings.ts';
import { mailFault, toldBy } from './mail_fault.ts';

const SILENT_MS = 30_000;
/** A connection that nobody uses is given back to the server. */
const UNUSED_MS = 20_000;
/** What a server may send at once: more than any text that is read, less than what fills the memory. */
const MAX_LITERAL_BYTES = 8 * 1_024 * 1_024;
const MAX_LINE_BYTES = 2 * 1_024 * 1_024;
const MAX_RESPONSE_BYTES = 24 * 1_024 * 1_024;

export interface AccountDoors {
  readonly secret: (name: string) => Promise<string>;
  readonly files: Files;
  readonly http: Http;
  readonly clock: Clock;
  readonly log: Log;
}

/** One account of the settings: a connection for calls, made when one is needed. All that goes wrong comes as a Fault in words. */
export class ImapAccount {
  readonly name: string;
  readonly settings: AccountSettings;
  readonly #doors: AccountDoors;
  readonly #token: AccessToken | undefined;
  #kept: Promise<ImapFlow> | undefined;
  #users = 0;
  /** Takes back that the connection is let go of. */
  #keep: () => void = () => undefined;

  constructor(name: string, settings: AccountSettings, doors: AccountDoors) {
    this.name = name;
    this.settings = settings;
    this.#doors = doors;
    const { credential, oauth } = settings;
    this.#token = oauth && new AccessToken(name, credential, oauth, doors);
  }

  get user(): string {
    return this.settings.user ?? this.settings.address;
  }

  /** What to log in with. @throws Fault FAILED_PRECONDITION where there is none, or it is not accepted any more */
  async login(): Promise<{ readonly user: string; readonly pass?: string; readonly accessToken?: string }> {
    if (this.#token !== undefined) return { user: this.user, accessToken: await this.#token.get() };
    return { user: this.user, pass: await this.#doors.secret(this.settings.credential) };
  }

  /** What a TLS connection trusts beside the usual certificates. */
  async trusted(): Promise<{ ca?: string }> {
    const { ca } = this.settings;
    return ca === undefined ? {} : { ca: await this.#doors.files.readText(ca, 1_024 * 1_024) };
  }

  fault(thrown: unknown, host = this.settings.imap.host): Fault {
    const { credential, oauth } = this.settings;
    const secret = oauth === undefined ? 'password' : 'token';
    return mailFault(thrown, { account: this.name, host, user: this.user, credential, secret });
  }

  /** A connection that is logged in; a token that was kept and is not taken is got anew once. @throws Fault */
  async connect(options: ImapFlowOptions): Promise<ImapFlow> {
    try {
      return await this.#connect(options);
    } catch (thrown) {
      if (!this.isLoginRefused(thrown)) throw this.fault(thrown);
    }
    return this.#connect(options).catch((thrown) => {
      throw this.fault(thrown);
    });
  }

  /** Whether a server does not take a token that another can take the place of. */
  isLoginRefused(thrown: unknown): boolean {
    const { authenticationFailed, code } = toldBy(thrown);
    return (authenticationFailed === true || code === 'EAUTH') && this.#token?.refused() === true;
  }

  async #connect(options: ImapFlowOptions): Promise<ImapFlow> {
    const { imap, timeout_seconds: seconds } = this.settings;
    const [{ ImapFlow }, auth, tls] = await Promise.all([import('imapflow'), this.login(), this.trusted()]);
    const client = new ImapFlow({
      host: imap.host,
      port: imapPort(this.settings),
      secure: imap.security === 'tls',
      doSTARTTLS: imap.security === 'starttls',
      auth,
      tls,
      logger: false,
      connectionTimeout: seconds * 1_000,
      greetingTimeout: seconds * 1_000,
      maxLiteralSize: MAX_LITERAL_BYTES,
      maxLineLength: MAX_LINE_BYTES,
      maxResponseSize: MAX_RESPONSE_BYTES,
      ...options,
    });
    // A connection that breaks while nobody uses it tells it here; whoever uses it next finds it closed.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  /**
   * Does something with a connection: the one at hand, or a new one. It is done again from its beginning where a connection that
   * was at hand turns out to be broken, so `work` must bear that.
   */
  async use<T>(signal: AbortSignal, work: (client: ImapFlow) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    let stopped: () => void = () => undefined;
    const over = new Promise<never>((_resolve, reject) => {
      stopped = () => reject(Fault.from(signal.reason, 'CANCELLED'));
      signal.addEventListener('abort', stopped, { once: true });
    });
    this.#users += 1;
    this.#keep();
    try {
      return await Promise.race([this.#work(work), over]);
    } finally {
      signal.removeEventListener('abort', stopped);
      this.#users -= 1;
      if (this.#users === 0) this.#keep = this.#doors.clock.after(UNUSED_MS, () => void this.release());
    }
  }

  async #work<T>(work: (client: ImapFlow) => Promise<T>): Promise<T> {
    for (let again = true; ; again = false) {
      const { client, fresh } = await this.#connected();
      try {
        return await work(client);
      } catch (thrown) {
        const fault = this.fault(thrown);
        if (client.usable && fault.code === 'UNAVAILABLE') client.close();
        if (fresh || !again || fault.code !== 'UNAVAILABLE') throw fault;
      }
    }
  }

  /** The connection at hand, where it still stands, or a new one; calls side by side share it. */
  async #connected(): Promise<{ readonly client: ImapFlow; readonly fresh: boolean }> {
    for (;;) {
      const kept = this.#kept;
      if (kept === undefined) break;
      const client = await kept.catch(() => undefined);
      if (client?.usable) return { client, fresh: false };
      if (this.#kept === kept) this.#kept = undefined;
    }
    this.#kept = this.connect({ disableAutoIdle: true, socketTimeout: SILENT_MS });
    return { client: await this.#kept, fresh: true };
  }

  /** Logs out; a later call connects anew. */
  async release(): Promise<void> {
    this.#keep();
    const kept = this.#kept;
    this.#kept = undefined;
    const client = await kept?.catch(() => undefined);
    if (client?.usable) await client.logout().catch(() => client.close());
  }
}
