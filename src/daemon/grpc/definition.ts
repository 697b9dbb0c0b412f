import type { z } from 'zod';
import type { Wire } from '../../wire/codec.ts';
import { describeIssues } from '../model/fault.ts';

/** A request as it arrived: what is malformed is told to the handler, since gRPC's library would call it an INTERNAL error. */
export type Received<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string; readonly requestId: string };

/** How one method is read and written. */
export interface Codec<I, O extends object> {
  /** `/agentos.v1.Assistant/Converse` */
  readonly path: string;
  /** `agentos.v1.Assistant.Converse`, for messages. */
  readonly name: string;
  readonly read: (bytes: Buffer) => Received<I>;
  /** Responses are bytes before they are handed to gRPC, so that what waits to be sent can be counted. */
  readonly write: (response: O) => Buffer;
}

export function codec<S extends z.ZodType, O extends object>(
  wire: Wire,
  service: string,
  method: string,
  schema: S,
): Codec<z.output<S>, O> {
  const name = `${service}.${method}`;
  const { path, request, response } = wire.method(service, method);
  return {
    path,
    name,
    write: response.write,
    read: (bytes) => {
      let message: object;
      try {
        message = request.read(bytes);
      } catch {
        return { ok: false, problem: `${name}: the bytes are not a message of this method.`, requestId: '' };
      }
      const parsed = schema.safeParse(message);
      if (parsed.success) return { ok: true, value: parsed.data };
      return { ok: false, problem: describeIssues(parsed.error, name), requestId: requestIdOf(message) };
    },
  };
}

/** The request id of a stream's message that is otherwise wrong, so that its sender learns of it. */
function requestIdOf(message: object): string {
  for (const field of Object.values(message)) {
    if (typeof field !== 'object' || field === null || !('requestId' in field)) continue;
    if (typeof field.requestId === 'string') return field.requestId.slice(0, 128);
  }
  return '';
}
