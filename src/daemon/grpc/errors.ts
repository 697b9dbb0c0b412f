import { Metadata, type ServerErrorResponse } from '@grpc/grpc-js';
import { codeNumber } from '../../wire/codes.ts';
import type { ConverseResponse } from '../../wire/generated/agentos/v1/ConverseResponse.ts';
import { Fault } from '../model/fault.ts';
import type { Log } from '../model/service.ts';
import { retryInfo } from './retry_info.ts';

/** After how long a retryable request is worth sending again, where nobody knows better. */
const RETRY_DELAY_MS = 1_000;
/** Status messages travel as an HTTP/2 header, up to nine bytes for a character. */
const MAX_DETAILS = 500;

/** Any thrown value as a fault that may leave the daemon: what is not a Fault is our error, and told to the log only. */
export function leaving(thrown: unknown, where: string, log: Log): Fault {
  if (thrown instanceof Fault) return thrown;
  const said = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  log('A request failed in a way that was not foreseen.', { where, error: said.slice(0, 4_000) });
  return new Fault('INTERNAL', `${where} failed in a way that was not foreseen; the daemon's log says more.`, {
    cause: thrown,
  });
}

/**
 * A fault as the status of a call. `agentos-retryable` and gRPC's own `grpc-retry-pushback-ms` say whether and when to try
 * again; other clients find the same in the standard details.
 */
export function statusOf(fault: Fault): ServerErrorResponse {
  const { code, message, retryable } = fault.toData();
  const metadata = new Metadata();
  metadata.set('agentos-retryable', String(retryable));
  const details = message.slice(0, MAX_DETAILS).toWellFormed();
  if (retryable) {
    const delayMs = fault.retryAfterMs ?? RETRY_DELAY_MS;
    metadata.set('grpc-retry-pushback-ms', String(delayMs));
    metadata.set('grpc-status-details-bin', retryInfo(codeNumber(code), details, delayMs));
  }
  return Object.assign(new Error(details), { code: codeNumber(code), details, metadata });
}

/** A fault as the answer to one request of a stream that goes on. */
export function failureOf(requestId: string, fault: Fault): ConverseResponse {
  const { code, message, retryable } = fault.toData();
  const delay = retryable ? { retryDelayMs: fault.retryAfterMs ?? RETRY_DELAY_MS } : {};
  return { failure: { requestId, code, message, retryable, ...delay } };
}
