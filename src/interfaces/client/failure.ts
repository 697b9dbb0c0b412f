import type { ServiceError } from '@grpc/grpc-js';
import { z } from 'zod';
import { codeName } from '../../wire/codes.ts';
import type { Failure } from '../../wire/response.ts';
import { ClientError } from './error.ts';

/** Whatever a call threw, as a ClientError. The daemon's own errors carry `agentos-retryable`; without it the connection failed. */
export function errorOf(thrown: unknown, socket: string): ClientError {
  if (thrown instanceof ClientError) return thrown;
  if (!isServiceError(thrown)) {
    return new ClientError(
      'INTERNAL',
      `The client failed: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
      { cause: thrown },
    );
  }
  const code = codeName(thrown.code);
  const retryable = thrown.metadata?.get('agentos-retryable')[0];
  if (code === 'UNAVAILABLE' && retryable === undefined) return noDaemon(socket, thrown);
  const delay = Number(thrown.metadata?.get('grpc-retry-pushback-ms')[0]);
  return new ClientError(code, thrown.details, {
    cause: thrown,
    ...(retryable === undefined ? {} : { retryable: retryable === 'true' }),
    ...(Number.isFinite(delay) ? { retryDelayMs: delay } : {}),
  });
}

/** How long a busy daemon is tried again, where the caller does not say. */
export const BUSY_PATIENCE_MS = 5_000;

/**
 * Milliseconds after which what was refused is worth sending again: what the daemon said, and up to as much again, so that
 * those who were refused together do not come back together. Undefined where it is no matter of being busy.
 */
export function retryDelay({ code, retryable, retryDelayMs }: ClientError): number | undefined {
  if (code !== 'RESOURCE_EXHAUSTED' || !retryable || retryDelayMs === undefined) return undefined;
  return retryDelayMs * (1 + Math.random());
}

export function noDaemon(socket: string, cause?: unknown): ClientError {
  return new ClientError('UNAVAILABLE', noDaemonText(socket, reasonOf(cause)), { cause });
}

function noDaemonText(socket: string, reason: string): string {
  if (socket.startsWith('/')) return `No daemon answers at ${socket}. Start one: agentos daemon`;
  // A small machine without a battery often begins in another year.
  if (/^certificate (is not yet valid|has expired)$/.test(reason))
    return `By the clock of this machine (${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC) the daemon's ${reason}, at ${socket}. Set the clock, here or there.`;
  const why = reason === '' ? '' : ` (${reason})`;
  return `No daemon answers at ${socket}${why}. Is it running there, and is this machine still let in?`;
}

/** Of a connection that could not be made: an address that nobody has, or a certificate that is not believed. Without gRPC's words around it. */
function reasonOf(cause: unknown): string {
  if (!isServiceError(cause)) return '';
  const { details } = cause;
  const [, last = details] =
    /Last error: (?:Error: )?(.*?)(?: \([\d\-T:.Z]+\))?\. Resolution note:/s.exec(details) ?? [];
  return last === 'Failed to connect' ? '' : last.slice(0, 200);
}

export function errorOfFailure({ code, message, retryable, retryDelayMs }: Failure): ClientError {
  return new ClientError(code, message, { retryable, retryDelayMs });
}

export function closed(): ClientError {
  return new ClientError('CANCELLED', 'The client was closed.');
}

export function notUnderstood(error: z.ZodError, what: string): ClientError {
  const message = `${what} is not as this client knows it (are daemon and client of one version?): ${z.prettifyError(error)}`;
  return new ClientError('INTERNAL', message, { cause: error });
}

function isServiceError(thrown: unknown): thrown is ServiceError {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'number' && 'details' in thrown;
}
