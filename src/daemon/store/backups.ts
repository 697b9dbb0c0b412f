import { existsSync, realpathSync, renameSync, rmSync, statfsSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { Fault } from '../model/fault.ts';
import { backupFolder, freeName, type KeptBackup, keptBackups, pruneBackups, stamp } from './backup_folder.ts';
import type { Care, Progress } from './care.ts';
import { type CheckedCopy, checkCopy } from './check_copy.ts';
import { checkElsewhere } from './elsewhere.ts';
import { sync } from './synced.ts';

export interface BackupsOptions {
  readonly care: Pick<Care, 'copy' | 'size'>;
  /** The state folder. */
  readonly folder: string;
  /** How many of those in the folder of backups are kept. */
  readonly keep: number;
  /** The script of a thread that checks a copy (thread.ts); checked by the caller's thread where absent. */
  readonly checker?: URL;
  /** Wall-clock milliseconds. */
  readonly now?: () => number;
}

/** A backup that was made, checked and is on the disk. */
export interface TakenBackup extends CheckedCopy {
  readonly path: string;
}

/** One at work and one that waits: more would only copy the same again. */
const MOST_ASKED = 2;
/** Left free beside a copy, so that it does not itself fill the disk. */
const LEFT_FREE_BYTES = 32 * 1024 * 1024;

/** Makes backups of the running store: copied through SQLite, checked from end to end, synced, and only then given their name. */
export class Backups {
  readonly #options: BackupsOptions;
  readonly #now: () => number;
  /** The last of those that were asked for; the next one begins when it is over. */
  #last: Promise<unknown> = Promise.resolve();
  #asked = 0;

  constructor(options: BackupsOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** The newest in the folder of backups. */
  get latest(): KeptBackup | undefined {
    return keptBackups(this.#options.folder, this.#now())[0];
  }

  /**
   * One after the other: a person's waits for the daemon's own.
   *
   * @param file where to; a dated file in the folder of backups where absent
   * @throws Fault FAILED_PRECONDITION, INVALID_ARGUMENT, ALREADY_EXISTS, RESOURCE_EXHAUSTED, and StoreFaults
   */
  async take({ file, progress }: { file?: string; progress?: Progress } = {}): Promise<TakenBackup> {
    if (this.#asked >= MOST_ASKED)
      throw new Fault('RESOURCE_EXHAUSTED', 'A backup is being made, and another one waits for it. Try again later.', {
        retryable: true,
      });
    this.#asked += 1;
    const taking = this.#last.then(() => this.#take(file, progress));
    this.#last = taking.catch(() => undefined).finally(() => (this.#asked -= 1));
    return taking;
  }

  async #take(file: string | undefined, progress: Progress | undefined): Promise<TakenBackup> {
    const { folder, keep } = this.#options;
    const path = file === undefined ? freeName(backupFolder(folder), `agentos-${stamp(this.#now())}`) : file;
    if (file !== undefined) this.#assertFree(file);
    const taken = await this.#make(path, progress);
    if (file === undefined) pruneBackups(folder, keep, this.#now());
    return taken;
  }

  async #make(path: string, progress: Progress | undefined): Promise<TakenBackup> {
    const { care, checker } = this.#options;
    const folder = dirname(path);
    await this.#assertRoom(folder);
    const fresh = join(folder, `.${basename(path, '.db')}.new`);
    // What a crash has left under this name is no copy of ours.
    remove(fresh);
    try {
      await care.copy(fresh, progress);
      const checked = checker === undefined ? checkCopy(fresh) : await checkElsewhere(checker, fresh);
      renameSync(fresh, path);
      sync(folder);
      return { path, ...checked };
    } catch (thrown) {
      remove(fresh);
      throw notMade(path, thrown);
    }
  }

  #assertFree(file: string): void {
    if (!isAbsolute(file)) throw new Fault('INVALID_ARGUMENT', `${file} is not a whole path; begin it with "/".`);
    const folder = realFolder(dirname(file));
    if (folder === realFolder(this.#options.folder))
      throw new Fault('INVALID_ARGUMENT', `${folder} holds the database itself; name a file in another folder.`);
    if (existsSync(file))
      throw new Fault('ALREADY_EXISTS', `${file} is there already; name a new file. It was left as it is.`);
  }

  async #assertRoom(folder: string): Promise<void> {
    const { fileBytes } = await this.#options.care.size();
    const { bavail, bsize } = statfsSync(folder);
    if (bavail * bsize >= fileBytes + LEFT_FREE_BYTES) return;
    const wanted = Math.ceil((fileBytes + LEFT_FREE_BYTES) / 1e6);
    throw new Fault(
      'RESOURCE_EXHAUSTED',
      `A backup takes ${wanted} MB, and the disk that holds ${folder} has ${Math.floor((bavail * bsize) / 1e6)} MB left. Free some space, or name a file on another disk.`,
      { retryable: false },
    );
  }
}

function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch (thrown) {
    throw new Fault('INVALID_ARGUMENT', `The folder ${folder} cannot be used: ${String(thrown)}`, { cause: thrown });
  }
}

function remove(fresh: string): void {
  for (const end of ['', '-journal', '-wal', '-shm']) rmSync(`${fresh}${end}`, { force: true });
}

function notMade(path: string, thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown;
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  return new Fault(
    'FAILED_PRECONDITION',
    `The backup ${path} could not be written: ${said}. Nothing else was changed.`,
    {
      cause: thrown,
    },
  );
}
