/** What a client of its own needs to know of a message on the stream. */
export type Arrived =
  | { readonly kind: 'welcome' | 'other' }
  | { readonly kind: 'mail'; readonly offset: number }
  | { readonly kind: 'accepted'; readonly requestId: string }
  | { readonly kind: 'failure'; readonly requestId: string; readonly code: string; readonly retryDelayMs: number };

/** Reads without a schema: whoever measures must not be slower than what is measured. */
export function readArrived(message: object): Arrived {
  if ('welcome' in message && message.welcome) return { kind: 'welcome' };
  if ('mail' in message && message.mail) return { kind: 'mail', offset: Number(fieldOf(message.mail, 'offset')) };
  if ('accepted' in message && message.accepted)
    return { kind: 'accepted', requestId: String(fieldOf(message.accepted, 'requestId')) };
  if ('failure' in message && message.failure) {
    const { failure } = message;
    return {
      kind: 'failure',
      requestId: String(fieldOf(failure, 'requestId')),
      code: String(fieldOf(failure, 'code')),
      retryDelayMs: Number(fieldOf(failure, 'retryDelayMs') ?? 0),
    };
  }
  return { kind: 'other' };
}

function fieldOf(message: unknown, field: string): unknown {
  return typeof message === 'object' && message !== null ? Reflect.get(message, field) : undefined;
}
