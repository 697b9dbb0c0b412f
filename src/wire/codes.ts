/** gRPC's code names, in the order of their numbers from 1: the closed set that errors on the wire carry. */
export const CODES = [
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
export type Code = (typeof CODES)[number];

/** gRPC's number of a code. */
export function codeNumber(code: Code): number {
  return CODES.indexOf(code) + 1;
}

/** The code of a number; UNKNOWN for one that is not gRPC's. */
export function codeName(number: number): Code {
  return CODES[number - 1] ?? 'UNKNOWN';
}
