import { Fault } from 'agentos/service';
import { z } from 'zod';
import { Failure, type FailureDetails, type FailureKind } from './failure.ts';

/** What is read of an error of the library: never its message, which repeats what the endpoint said. */
const answered = z.object({
  status: z.number().optional(),
  code: z.unknown(),
  type: z.unknown(),
  headers: z.unknown(),
});

/** A word of the protocol, as in `insufficient_quota`; anything else may hold what does not belong in a log. */
const WORD = /^[a-z]+(_[a-z]+){1,6}$/;

/** Any error of a request as the reason why the model did not answer. */
export function failureOf(thrown: unknown): Failure {
  const own = causes(thrown).find((cause) => cause instanceof Failure);
  if (own) return own;
  // A credential that is not there, or may not be used: the door says which.
  if (thrown instanceof Fault) return new Failure('keyless', { detail: thrown.message.replace(/[.;]\s*$/, '') });
  if (thrown instanceof SyntaxError) return new Failure('garbled');
  const parsed = answered.safeParse(thrown);
  const status = parsed.success ? parsed.data.status : undefined;
  if (!parsed.success || status === undefined) return statusless(thrown, parsed.data?.code);
  const { code, type, headers } = parsed.data;
  const word = [code, type].find((one) => typeof one === 'string' && WORD.test(one));
  const detail = typeof word === 'string' ? `${status}, ${word.replaceAll('_', ' ')}` : String(status);
  const retryAfterMs = headers instanceof Headers ? retryAfter(headers) : undefined;
  return new Failure(kindOf(status, word), { detail, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
}

function kindOf(status: number, word: unknown): FailureKind {
  if (word === 'context_length_exceeded') return 'too_small';
  if (word === 'insufficient_quota') return 'key';
  if (status === 401 || status === 403) return 'key';
  if (status === 404) return 'missing';
  if (status === 429) return 'busy';
  if (status === 408 || status === 409 || status >= 500) return 'broken';
  return 'refused';
}

/** Without an answer: the network, or a stream that is none. */
function statusless(thrown: unknown, code: unknown): Failure {
  const chain = causes(thrown);
  const codes = [code, ...chain.map((cause) => ('code' in cause ? cause.code : undefined))];
  const network = codes.find((one) => typeof one === 'string' && /^(E[A-Z_]{3,30}|UND_ERR_[A-Z_]{3,30})$/.test(one));
  const told = chain.map(({ name, message }) => `${name} ${message}`).join(' ');
  // The connection was there and ended before the answer did.
  if (network === 'ECONNRESET' || network === 'UND_ERR_SOCKET' || /terminated|premature|other side closed/i.test(told))
    return new Failure('cut');
  if (typeof network === 'string') return new Failure('unreachable', { detail: network });
  if (/unexpected redirect/i.test(told)) return new Failure('refused', { detail: 'it leads elsewhere' });
  return new Failure(/fetch failed|connection/i.test(told) ? 'unreachable' : 'broken');
}

function causes(thrown: unknown): readonly Error[] {
  const found: Error[] = [];
  for (let error = thrown; error instanceof Error && found.length < 8; error = error.cause) found.push(error);
  return found;
}

/** `Retry-After` in seconds or as a date, or OpenAI's own in milliseconds. */
function retryAfter(headers: Headers): FailureDetails['retryAfterMs'] {
  const ms = Number.parseFloat(headers.get('retry-after-ms') ?? '');
  if (Number.isFinite(ms) && ms >= 0) return ms;
  const after = headers.get('retry-after');
  if (after === null) return undefined;
  const seconds = Number(after);
  const left = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(after) - Date.now();
  return Number.isFinite(left) && left >= 0 ? left : undefined;
}
