import type { Log } from '../model/service.ts';
import { keptBackups } from './backup_folder.ts';
import { Backups, type BackupsOptions, type TakenBackup } from './backups.ts';
import type { Care, Exported, Progress } from './care.ts';
import type { RetentionPolicy } from './care_task.ts';

export interface UpkeepOptions extends Pick<BackupsOptions, 'folder' | 'keep' | 'checker'> {
  readonly care: Care;
  /** How often a backup is made; never where 0. */
  readonly backupEveryMs: number;
  readonly retention: RetentionPolicy;
  /** Hears of threads that are gone: what is kept of them in memory has to go too. */
  readonly forgotten: (threads: readonly string[]) => void;
  readonly log: Log;
  /** Wall-clock milliseconds. */
  readonly now?: () => number;
}

/** So late that no start waits for it. */
const FIRST_LOOK_MS = 60_000;
/** Between two looks at what is due: the clock may be set, and the machine may sleep. */
const LOOK_EVERY_MS = 600_000;
const TRIM_EVERY_MS = 3_600_000;

/** What is done for the store that nobody asks for by speaking: backups and forgetting, when they are due or wanted. */
export class Upkeep {
  readonly #options: UpkeepOptions;
  readonly #backups: Backups;
  readonly #now: () => number;
  #trimAt = 0;
  #leaptFrom: number | undefined;
  #next: NodeJS.Timeout | undefined;
  #released = false;

  constructor(options: UpkeepOptions) {
    this.#options = options;
    this.#backups = new Backups(options);
    this.#now = options.now ?? Date.now;
  }

  /** Looks from now on by itself. */
  start(): void {
    this.#lookAfter(FIRST_LOOK_MS);
  }

  release(): void {
    this.#released = true;
    clearTimeout(this.#next);
  }

  /** @throws Fault as {@link Backups.take} */
  backup(file?: string, progress?: Progress): Promise<TakenBackup> {
    return this.#backups.take({
      ...(file === undefined ? {} : { file }),
      ...(progress === undefined ? {} : { progress }),
    });
  }

  /** @throws Fault as {@link Care.forget} */
  async forget(threads: readonly string[], branches: boolean): Promise<readonly string[]> {
    const gone = await this.#options.care.forget(threads, branches);
    this.#options.forgotten(gone);
    return gone;
  }

  /** Paths of the backups in the folder, newest first. */
  kept(): readonly string[] {
    return keptBackups(this.#options.folder, this.#now()).map(({ path }) => path);
  }

  export(threads: readonly string[] | 'all'): AsyncIterable<Exported> {
    return this.#options.care.export(threads);
  }

  /** Does what is due now: a backup before anything is forgotten. Never throws; what goes wrong is told to the log, and tried again. */
  async look(): Promise<void> {
    await this.#tell('A backup could not be made; it is tried again.', () => this.#backUpIfDue());
    await this.#tell('Old threads could not be forgotten; it is tried again.', () => this.#trimIfDue());
  }

  #lookAfter(ms: number): void {
    this.#next = setTimeout(() => {
      void this.look().finally(() => {
        if (!this.#released) this.#lookAfter(LOOK_EVERY_MS);
      });
    }, ms).unref();
  }

  async #backUpIfDue(): Promise<void> {
    const { backupEveryMs, log } = this.#options;
    if (backupEveryMs <= 0) return;
    const latest = this.#backups.latest?.at;
    // One from the future is from a clock that was wrong, and says nothing.
    if (latest !== undefined && Math.abs(this.#now() - latest) < backupEveryMs) return;
    const { path, bytes, threads } = await this.#backups.take();
    log('A backup was made.', { path, bytes, threads });
  }

  async #trimIfDue(): Promise<void> {
    const { care, retention, forgotten, log } = this.#options;
    const now = this.#now();
    if (Math.abs(now - this.#trimAt) < TRIM_EVERY_MS) return;
    this.#trimAt = now;
    const { threads, held, leaptFrom } = await care.trim(retention, now);
    if (leaptFrom !== undefined && leaptFrom !== this.#leaptFrom)
      log(
        'No thread was forgotten for its age: the clock is far ahead of all that was written before. If it is wrong, set it right; if it is right, old threads are forgotten within a week.',
        { clock: new Date(now).toISOString(), written_last: new Date(leaptFrom).toISOString() },
      );
    this.#leaptFrom = leaptFrom;
    if (threads.length === 0) return;
    forgotten(threads);
    log('Old threads were forgotten.', { threads: threads.length, kept_since_something_refers_to_them: held });
  }

  async #tell(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      if (!this.#released)
        this.#options.log(what, { error: thrown instanceof Error ? thrown.message : String(thrown) });
    }
  }
}
