import { Fault, type ToolContext } from 'agentos/service';
import { z } from 'zod';
import type { OauthSettings } from './oauth_settings.ts';

/** One that is about to run out is no longer used. */
const SPARE_MS = 60_000;
/** How long one is good for whose server does not say (RFC 6749, 5.1 leaves that open). */
const USUAL_SECONDS = 300;
const PATIENCE_MS = 15_000;
const MAX_BYTES = 64 * 1_024;

const granted = z.object({
  access_token: z
    .string()
    .max(16_384)
    .regex(/^[\x20-\x7e]+$/),
  expires_in: z.coerce.number().min(0).max(31_536_000).catch(USUAL_SECONDS),
});

type Doors = Pick<ToolContext, 'secret' | 'http' | 'clock'>;

/** Access tokens of one account (OAuth 2, RFC 6749, 6): got for its refresh token and used for as long as they are good. */
export class AccessToken {
  readonly #account: string;
  readonly #credential: string;
  readonly #settings: OauthSettings;
  readonly #doors: Doors;
  #kept: { readonly token: string; readonly until: number } | undefined;
  #asking: Promise<string> | undefined;

  constructor(account: string, credential: string, settings: OauthSettings, doors: Doors) {
    this.#account = account;
    this.#credential = credential;
    this.#settings = settings;
    this.#doors = doors;
  }

  /** @throws Fault FAILED_PRECONDITION where the refresh token is not accepted, UNAVAILABLE where nobody answers */
  async get(): Promise<string> {
    const { token_url: url, client_id: client } = this.#settings;
    // Another program keeps it fresh, so it is read each time.
    if (url === undefined || client === undefined) return this.#doors.secret(this.#credential);
    if (this.#kept !== undefined && this.#doors.clock.monotonic() < this.#kept.until) return this.#kept.token;
    this.#asking ??= this.#ask(url, client).finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  /** A server did not take it: the next one is a new one. @returns whether there can be another */
  refused(): boolean {
    const had = this.#kept !== undefined;
    this.#kept = undefined;
    return had;
  }

  async #ask(url: string, client: string): Promise<string> {
    const { secret, http, clock } = this.#doors;
    const { client_secret: named, scope } = this.#settings;
    const form = new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: await secret(this.#credential),
      client_id: client,
      ...(named === undefined ? {} : { client_secret: await secret(named) }),
      ...(scope === undefined ? {} : { scope }),
    });
    const asked = clock.monotonic();
    const body = { text: form.toString(), type: 'application/x-www-form-urlencoded' };
    const options = { signal: AbortSignal.timeout(PATIENCE_MS), maxBytes: MAX_BYTES };
    const { host } = new URL(url);
    const { text } = await http
      .postText(url, body, { ...options, headers: { accept: 'application/json' } })
      .catch((thrown) => {
        throw this.#refusal(host, thrown);
      });
    const answer = granted.safeParse(parsed(text));
    if (!answer.success)
      throw new Fault(
        'UNAVAILABLE',
        `${host} did not answer with an access token for the mail account ${this.#account}.`,
      );
    const { access_token: token, expires_in: seconds } = answer.data;
    this.#kept = { token, until: asked + seconds * 1_000 - SPARE_MS };
    return token;
  }

  #refusal(host: string, thrown: unknown): Fault {
    const fault = Fault.from(thrown, 'UNAVAILABLE');
    if (fault.code === 'PERMISSION_DENIED' && /private address/.test(fault.message)) return fault;
    const isRefused = ['INVALID_ARGUMENT', 'UNAUTHENTICATED', 'PERMISSION_DENIED', 'FAILED_PRECONDITION'].includes(
      fault.code,
    );
    if (!isRefused)
      return new Fault(
        'UNAVAILABLE',
        `I cannot get an access token for the mail account ${this.#account}: ${host} does not answer.`,
        {
          cause: thrown,
        },
      );
    return new Fault(
      'FAILED_PRECONDITION',
      `${host} does not accept the refresh token of the mail account ${this.#account}. Allow access again, and put the new token into the credential "${this.#credential}"; client_id and client_secret have to be those that it was given for.`,
      { cause: thrown },
    );
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
