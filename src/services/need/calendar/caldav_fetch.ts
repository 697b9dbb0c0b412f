import { Fault } from 'agentos/service';
import type { CaldavSettings } from './caldav_settings.ts';
import { isLoopback } from './caldav_settings.ts';

/** More is no answer of a calendar server. */
const MAX_BYTES = 32 * 1_024 * 1_024;
const TIMEOUT_MS = 20_000;
/** Codes of a request that never reached the server. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Thrown where it is not known whether a change was made. */
const MAYBE = 'it may have been made or not';

/**
 * Requests to one calendar server, with TLS or on this machine. The password goes to this server and the hosts that the settings name;
 * redirects are not followed. Everything that is not an answer is a Fault: UNAVAILABLE, UNAUTHENTICATED for a refused password.
 */
export function caldavFetch(
  { name, url, user, hosts, password }: CaldavSettings,
  secret: () => Promise<string>,
  ended: AbortSignal,
): typeof fetch {
  const allowed = new Set([new URL(url).host, ...hosts]);
  return async (input, init = {}) => {
    const target = new URL(input instanceof Request ? input.url : input);
    if (!allowed.has(target.host) || (target.protocol !== 'https:' && !isLoopback(target.hostname))) {
      throw new Fault(
        'PERMISSION_DENIED',
        `The calendar server of ${name} refers to ${target.host}; list it under hosts of [[calendar.caldav.accounts]] if that is right.`,
      );
    }
    const headers = new Headers(init.headers);
    const credentials = `${user}:${await secret()}`;
    headers.set('authorization', `Basic ${Buffer.from(credentials).toString('base64')}`);
    const writes = init.method === 'PUT' || init.method === 'DELETE';
    const signal = AbortSignal.any([ended, AbortSignal.timeout(TIMEOUT_MS)]);
    let response: Response;
    let body: string;
    try {
      response = await fetch(target, { ...init, headers, signal, redirect: 'manual' });
      body = await bodyOf(response, name, signal);
    } catch (thrown) {
      if (thrown instanceof Fault) throw thrown;
      const sent = !NEVER_SENT.has(codeOf(thrown));
      const said = writes && sent ? `does not answer, so the change is uncertain: ${MAYBE}` : 'does not answer';
      throw new Fault('UNAVAILABLE', `The calendar server of ${name} ${said}.`, { cause: thrown });
    }
    if (response.status === 401) {
      throw new Fault(
        'UNAUTHENTICATED',
        `The calendar server of ${name} refuses ${user}; check the credential '${password}'.`,
      );
    }
    if (response.status >= 500)
      throw new Fault('UNAVAILABLE', `The calendar server of ${name} answered ${response.status}.`);
    const empty = response.status === 204 || response.status === 304;
    const copy = new Response(empty ? null : body, { status: response.status, headers: response.headers });
    Object.defineProperty(copy, 'url', { value: target.href });
    return copy;
  };
}

/** The signal is heard here as well: undici holds the request only weakly once its answer has begun. */
async function bodyOf(response: Response, name: string, signal: AbortSignal): Promise<string> {
  if (response.body === null) return '';
  const reader = response.body.getReader();
  const stop = (): void => void reader.cancel().catch(() => undefined);
  signal.addEventListener('abort', stop, { once: true });
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.byteLength;
    if (size > MAX_BYTES) {
      stop();
      throw new Fault('RESOURCE_EXHAUSTED', `The calendar server of ${name} sent more than ${MAX_BYTES} bytes.`, {
        retryable: false,
      });
    }
    chunks.push(next.value);
  }
  signal.removeEventListener('abort', stop);
  signal.throwIfAborted();
  return Buffer.concat(chunks).toString('utf8');
}

function codeOf(thrown: unknown): string {
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
}
