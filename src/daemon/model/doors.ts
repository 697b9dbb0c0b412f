import { Fault } from './fault.ts';

/** What tools are handed to touch files and programs. The daemon has what stands behind it. */

/** What stands in a folder. */
export interface FileFacts {
  /** From the root on, without links. */
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'other';
  readonly bytes: number;
  /** When it was changed last, wall-clock milliseconds since the epoch. */
  readonly at: number;
}

/** A file's text, with the SHA-256 of its bytes in hex. */
export interface FileText extends FileFacts {
  readonly text: string;
  readonly hash: string;
}

export interface FileHit extends FileFacts {
  /** The first line that has one of the words, where the text has all of them. */
  readonly line?: string;
}

/**
 * The owner's own folders, as the settings name them: nothing else, and never what belongs to the daemon. Relative paths are below
 * the first of them that has such a thing. Links are not followed where they are the last part of a path, and files with a second
 * name are refused.
 */
export interface Folders {
  readonly roots: readonly string[];
  /** Those of them, or others, that may be written to. */
  readonly writeRoots: readonly string[];
  /** Where a folder stands; the first of them where none is named. @throws Fault NOT_FOUND, PERMISSION_DENIED outside */
  folder(path: string | undefined): Promise<string>;
  /** The same for what is in them. */
  stat(path: string): Promise<FileFacts>;
  /** Sorted by name, without what is hidden; the roots themselves where no folder is named. */
  list(
    folder: string | undefined,
    limit: number,
  ): Promise<{ readonly files: readonly FileFacts[]; readonly more: boolean }>;
  /** @throws Fault FAILED_PRECONDITION for what is no text, RESOURCE_EXHAUSTED over `maxBytes` */
  read(path: string, maxBytes: number): Promise<FileText>;
  /**
   * Writes a whole file at once: it is there in full, or as it was before. @param before the hash of what it takes the place of;
   * absent where there has to be nothing. @throws Fault ALREADY_EXISTS, ABORTED where it is no longer so
   */
  write(path: string, text: string, before?: string): Promise<FileFacts & { readonly hash: string }>;
  /** Never over what is there. Gives where it stands, and where it stood. */
  move(from: string, to: string): Promise<{ readonly from: string; readonly to: FileFacts }>;
  /** A file whose size, and hash where one is given, are these. */
  remove(path: string, was: { readonly bytes?: number; readonly hash?: string }): Promise<FileFacts>;
  /** Files whose name or text has all of these words, those with the name first. */
  find(
    words: readonly string[],
    options: { readonly signal: AbortSignal; readonly limit: number; readonly folder?: string },
  ): Promise<{ readonly hits: readonly FileHit[]; readonly more: boolean }>;
}

const none = (): Promise<never> =>
  Promise.reject(
    new Fault(
      'FAILED_PRECONDITION',
      'No folder of yours may be used; name one under roots in [files], or under write_roots to have it written to.',
    ),
  );

/** Where the settings name no folder. */
export const NO_FOLDERS: Folders = {
  roots: [],
  writeRoots: [],
  folder: none,
  stat: none,
  list: none,
  read: none,
  write: none,
  move: none,
  remove: none,
  find: none,
};

export interface ProgramRun {
  readonly program: string;
  readonly args: readonly string[];
  /** In one of the owner's folders; the first of them where absent. */
  readonly folder?: string;
  readonly input?: string;
  readonly timeoutMs: number;
  /** Of what it says, on each of the two ways. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

export interface ProgramResult {
  /** Absent where it was ended by a signal. */
  readonly code?: number;
  readonly ended?: 'killed' | 'timeout' | 'output';
  readonly stdout: string;
  readonly stderr: string;
}

/** Programs that the settings of the capability allow, by name. None where they allow none. */
export interface Programs {
  readonly allowed: readonly string[];
  /**
   * Runs one: exactly this program with exactly these arguments, without a shell, with an environment of its own.
   * It is ended with all that it started. @throws Fault PERMISSION_DENIED for one that is not allowed, NOT_FOUND
   */
  run(run: ProgramRun): Promise<ProgramResult>;
}

/** Who is behind a call: the client of its turn, by its channel. */
export interface Asker {
  readonly thread: string;
  readonly client: string;
  /** `owner`, `voice`, `automation`, `token`. */
  readonly channel: string;
}
