import { EngineError } from './engine_error.ts';

/** Bytes that a text may take on the wire. */
const mostBytes = 1024 * 1024;

/** Goes nowhere else than where it was sent: a redirect would take speech, and perhaps a key, to somebody whom nobody chose. */
export function faithfulFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  return fetch(input, { ...init, redirect: 'error' });
}

/** An answer's text, no more than a text can have. */
export async function boundedText(response: Response, where: string): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.length;
    if (bytes > mostBytes) throw new EngineError(`${where} answers with far more than a text.`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** The host of an engine's address. An EngineError where it is none. */
export function hostOf(url: string): string {
  const read = URL.canParse(url) ? new URL(url) : undefined;
  if (read === undefined || !/^https?:$/.test(read.protocol) || read.username !== '' || read.password !== '')
    throw new EngineError(`"${url}" is no address as in "http://127.0.0.1:8080".`);
  return read.hostname;
}

/** What went wrong on the way, said with where; an aborted signal's reason stays as it is. */
export function failureOf(where: string, thrown: unknown, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted === true) return signal.reason;
  if (thrown instanceof EngineError) return thrown;
  const status = statusOf(thrown);
  if (status === 401 || status === 403)
    return new EngineError(`${where} does not accept the key (${status}). Is the right one in its file?`, {
      cause: thrown,
    });
  const why = thrown instanceof Error ? thrown.message.slice(0, 300) : String(thrown);
  return new EngineError(`${where} does not serve: ${status === undefined ? why : `${status}, ${why}`}`, {
    cause: thrown,
  });
}

function statusOf(thrown: unknown): number | undefined {
  const status: unknown = thrown instanceof Error ? Reflect.get(thrown, 'status') : undefined;
  return typeof status === 'number' ? status : undefined;
}
