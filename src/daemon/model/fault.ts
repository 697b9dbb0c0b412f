import type { z } from 'zod';

/** The closed set of error codes; they are gRPC's. */
export const FAULT_CODES = [
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
] as const;
export type FaultCode = (typeof FAULT_CODES)[number];

/** A fault as it travels and rests in the log. */
export interface FaultData {
  readonly code: FaultCode;
  readonly message: string;
  /** True where the same call may succeed later, unchanged. */
  readonly retryable: boolean;
}

/** Marks faults, also those of another copy of this module: a package of services may bring one along. */
const FAULT = Symbol.for('agentos.fault');

/** The one error family. The message says what was wrong, where, and what to do. */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly [FAULT] = true;
  readonly code: FaultCode;
  readonly retryable: boolean;
  /** After how many milliseconds the same call is worth trying again, where that is known. Not kept in the log. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: FaultCode,
    message: string,
    options: { cause?: unknown; retryable?: boolean; retryAfterMs?: number } = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : {});
    this.code = code;
    this.retryable = options.retryable ?? (code === 'UNAVAILABLE' || code === 'RESOURCE_EXHAUSTED');
    this.retryAfterMs = options.retryAfterMs;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore-start lint/complexity/noThisInStatic: a subclass inherits this and is asked in its own name.
    if (this !== Fault) return Function.prototype[Symbol.hasInstance].call(this, value);
    // biome-ignore-end lint/complexity/noThisInStatic: as above.
    return typeof value === 'object' && value !== null && FAULT in value;
  }

  /** Any thrown value as a fault: a fault stays what it is, the rest becomes `code`. */
  static from(thrown: unknown, code: FaultCode = 'UNKNOWN', where?: string): Fault {
    if (thrown instanceof Fault) return thrown;
    const said = thrown instanceof Error ? thrown.message : String(thrown);
    return new Fault(code, where ? `${where}: ${said}` : said, { cause: thrown });
  }

  static fromData(data: FaultData): Fault {
    return new Fault(data.code, data.message, { retryable: data.retryable });
  }

  toData(): FaultData {
    return { code: this.code, message: this.message.slice(0, 2_000).toWellFormed(), retryable: this.retryable };
  }
}

/** zod's issues as one line: `input.location: expected string`. */
export function describeIssues(error: z.ZodError, root: string): string {
  return error.issues
    .slice(0, 5)
    .map((issue) => `${[root, ...issue.path.map(String)].join('.')}: ${issue.message}`)
    .join('; ');
}
