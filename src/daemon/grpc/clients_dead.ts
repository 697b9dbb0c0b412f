import { existsSync } from 'node:fs';
import { replaceFileMeanwhile } from '../doors/replace_file.ts';
import { Fault } from '../model/fault.ts';
import { readPrivately } from './private_file.ts';

/** Tokens that are worth nothing any more, for ever. */
export interface DeadTokens {
  has(hash: string): boolean;
  /** They count no more from now on, and for ever when it resolves. */
  add(hashes: readonly string[]): Promise<void>;
}

/**
 * Their hashes in a file beside the database, and in no backup: who was sent away does not come back with a backup that is put back.
 * @throws Fault FAILED_PRECONDITION where the file is of no use: nobody is let in without it
 */
export function deadTokensIn(path: string): DeadTokens {
  const dead = new Set<string>(existsSync(path) ? linesOf(path) : []);
  let writing: Promise<void> = Promise.resolve();
  return {
    has: (hash) => dead.has(hash),
    add(hashes) {
      for (const hash of hashes) dead.add(hash);
      // A disk takes up to some 0.3 s for it: who is cut off must not be served for as long, and nobody else wait.
      writing = writing.catch(() => undefined).then(() => replaceFileMeanwhile(path, `${[...dead].join('\n')}\n`));
      return writing;
    },
  };
}

function linesOf(path: string): string[] {
  const lines = readPrivately(path).trimEnd().split('\n');
  if (lines.every((line) => /^[0-9a-f]{64}$/.test(line))) return lines;
  throw new Fault(
    'FAILED_PRECONDITION',
    `${path} is not as it was written, so it is not known who was sent away, and nobody is let in from other machines. Put it back from a copy; or remove it together with the folder tls beside it, and pair every client anew.`,
  );
}
