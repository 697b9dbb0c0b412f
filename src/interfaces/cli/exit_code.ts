import type { Code } from '../../wire/codes.ts';

/**
 * What the command leaves with, by sysexits(3): 0 where a turn reached its END, 70 where the turn failed, 69 where no daemon
 * answers, 64 for wrong usage, 130 where somebody pressed Ctrl-C.
 */
export const EXIT = {
  ok: 0,
  usage: 64,
  data: 65,
  noInput: 66,
  unavailable: 69,
  software: 70,
  cannotCreate: 73,
  temporary: 75,
  noPermission: 77,
  settings: 78,
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const BY_CODE: { readonly [code in Code]?: ExitCode } = {
  CANCELLED: EXIT.interrupted,
  INVALID_ARGUMENT: EXIT.data,
  OUT_OF_RANGE: EXIT.data,
  NOT_FOUND: EXIT.noInput,
  ALREADY_EXISTS: EXIT.cannotCreate,
  FAILED_PRECONDITION: EXIT.settings,
  PERMISSION_DENIED: EXIT.noPermission,
  UNAUTHENTICATED: EXIT.noPermission,
  RESOURCE_EXHAUSTED: EXIT.temporary,
  DEADLINE_EXCEEDED: EXIT.temporary,
  ABORTED: EXIT.temporary,
  UNAVAILABLE: EXIT.unavailable,
};

export function exitOf(code: Code): ExitCode {
  return BY_CODE[code] ?? EXIT.software;
}
