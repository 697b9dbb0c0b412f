import type { Code } from '../../wire/codes.ts';

/** The one error of the client. The message is for people: what was wrong, where, and what to do. */
export class ClientError extends Error {
  override readonly name = 'ClientError';
  readonly code: Code;
  /** True where the same request may succeed later, unchanged. */
  readonly retryable: boolean;
  /** How long to wait before that, in milliseconds, where the daemon said so. */
  readonly retryDelayMs: number | undefined;

  constructor(
    code: Code,
    message: string,
    options: { cause?: unknown; retryable?: boolean; retryDelayMs?: number | undefined } = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : {});
    this.code = code;
    this.retryable = options.retryable ?? (code === 'UNAVAILABLE' || code === 'RESOURCE_EXHAUSTED');
    this.retryDelayMs = options.retryDelayMs;
  }
}
