import { Fault, type FaultCode } from '../model/fault.ts';

const SAID: { readonly [code: string]: readonly [FaultCode, string] } = {
  ENOENT: ['NOT_FOUND', 'does not exist.'],
  ENOTDIR: ['NOT_FOUND', 'does not exist: a part of the path is no folder.'],
  EEXIST: ['ALREADY_EXISTS', 'is there already.'],
  EISDIR: ['INVALID_ARGUMENT', 'is a folder.'],
  ELOOP: ['PERMISSION_DENIED', 'is a link; links are not followed.'],
  ENXIO: ['INVALID_ARGUMENT', 'is not a regular file.'],
  EACCES: ['PERMISSION_DENIED', 'is not open to the user that the daemon runs as.'],
  EPERM: ['PERMISSION_DENIED', 'is not open to the user that the daemon runs as.'],
  EROFS: ['PERMISSION_DENIED', 'is on a disk that cannot be written to.'],
  ENAMETOOLONG: ['INVALID_ARGUMENT', 'is too long for a path.'],
  ENOSPC: ['RESOURCE_EXHAUSTED', 'could not be written: the disk is full.'],
  EDQUOT: ['RESOURCE_EXHAUSTED', 'could not be written: the quota is used up.'],
  EXDEV: ['FAILED_PRECONDITION', 'would go to another disk; copy it there instead.'],
};

export function isMissing(thrown: unknown): boolean {
  if (thrown instanceof Fault) return thrown.code === 'NOT_FOUND';
  const code = codeOf(thrown);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/** What the system says of a path, as a fault that says what to do. */
export function fileFault(thrown: unknown, path: string): Fault {
  const [code, text] = SAID[codeOf(thrown) ?? ''] ?? [];
  if (thrown instanceof Fault || code === undefined) return Fault.from(thrown, 'UNAVAILABLE', path.slice(0, 500));
  return new Fault(code, `${path.slice(0, 500)} ${text}`, { cause: thrown });
}

function codeOf(thrown: unknown): string | undefined {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
}
