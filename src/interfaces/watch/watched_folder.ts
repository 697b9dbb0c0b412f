import { realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { WatchRule } from '../../settings/schema.ts';
import { type Seen, statOf } from './file_look.ts';
import { FolderTree, identityOf } from './folder_tree.ts';
import { globMatcher, meansHidden } from './glob.ts';
import type { Handled } from './handled.ts';
import { isReply } from './reply_file.ts';
import { Settling } from './settling.ts';
import type { Report } from './watch_event.ts';

/** How often a folder that is not there is looked for, and whether the one that is there is still the same. */
const ROOT_MS = 5_000;
/** Kernels and network file systems drop news without a word: how often all is looked at again. */
const LOOK_MS = 300_000;

export interface WatchedFolderOptions {
  readonly rule: WatchRule;
  /** Absolute. */
  readonly folder: string;
  readonly handled: Handled;
  /** Files that may settle at once; for more the folder is looked at again. */
  readonly limit: number;
  /** A file has settled. False where nobody has room for it: it is offered again after `drained`. */
  readonly ready: (root: string, path: string) => boolean;
  /** Nothing settles any more, or nothing is owed any more. */
  readonly idle: () => void;
  readonly report: Report;
}

/**
 * One rule's folder. What is on disk compared with what was handled is the truth, and events only say where to look: so files
 * that came while nobody watched, or that no queue had room for, are found by looking. States: absent ⇄ followed → closed.
 */
export class WatchedFolder {
  readonly #options: WatchedFolderOptions;
  readonly #matches: (path: string) => boolean;
  #root: { readonly path: string; readonly identity: string } | undefined;
  #tree: FolderTree | undefined;
  #settling: Settling | undefined;
  #timers: NodeJS.Timeout[] = [];
  #absenceTold = false;
  #looking = 0;
  #owesLook = false;
  #closed = false;

  constructor(options: WatchedFolderOptions) {
    this.#options = options;
    this.#matches = globMatcher(options.rule.glob);
  }

  /** Resolves after the first look, or when the folder is found to be absent. */
  async start(): Promise<void> {
    await this.#findRoot();
    if (this.#closed) return;
    const again = setInterval(() => void this.#findRoot().catch((thrown) => this.#trouble(thrown)), ROOT_MS);
    this.#timers.push(
      again,
      setInterval(() => void this.#look(), LOOK_MS),
    );
  }

  get busy(): boolean {
    return this.#owesLook || this.#looking > 0 || (this.#settling?.size ?? 0) > 0;
  }

  /** What was offered has been handled: there is room for what was not. */
  drained(): void {
    if (!this.#owesLook || this.#looking > 0 || (this.#settling?.size ?? 0) > 0) return;
    this.#owesLook = false;
    void this.#look();
  }

  /** Something has changed a file while it was read. */
  touch(path: string): void {
    if (this.#settling?.touch(path) === false) this.#owesLook = true;
  }

  close(): void {
    this.#closed = true;
    for (const timer of this.#timers) clearInterval(timer);
    this.#leave();
  }

  async #findRoot(): Promise<void> {
    const { rule, folder, handled, report } = this.#options;
    const root = await rootAt(folder);
    if (this.#closed || (root && root.identity === this.#root?.identity && root.path === this.#root.path)) return;
    this.#leave();
    if (root) {
      this.#absenceTold = false;
      await this.#follow(root);
      return;
    }
    // A folder that comes later comes with all that is in it.
    if (!handled.begun(rule.name, folder, rule.glob)) await handled.begin(rule.name, folder, rule.glob, new Map());
    if (this.#absenceTold) return;
    this.#absenceTold = true;
    const text = `The folder ${folder} of the rule "${rule.name}" is not there. Make it, or change the rule in the settings; it is looked for every ${ROOT_MS / 1_000} s.`;
    report({ type: 'trouble', rule: rule.name, text });
  }

  async #follow(root: { readonly path: string; readonly identity: string }): Promise<void> {
    const { rule, folder, handled, limit, ready, report, idle } = this.#options;
    this.#root = root;
    this.#settling = new Settling({
      settleMs: rule.settle_seconds * 1_000,
      limit,
      absolute: (path) => join(root.path, path),
      settled: (path) => {
        if (!ready(root.path, path)) this.#owesLook = true;
        idle();
      },
      failed: (path, thrown) => {
        this.#trouble(thrown, path);
        idle();
      },
    });
    this.#tree = new FolderTree({
      root: root.path,
      hidden: meansHidden(rule.glob),
      touched: (path) => this.#touched(path),
      failed: (inside, error) => this.#trouble(error, inside),
    });
    if (!handled.begun(rule.name, folder, rule.glob)) {
      const there = new Map<string, Seen>();
      for (const path of await this.#tree.look()) {
        const found = this.#isMeant(path) ? await statOf(join(root.path, path)) : undefined;
        if (found) there.set(path, { ...found, hash: null });
      }
      await handled.begin(rule.name, folder, rule.glob, there);
    }
    report({ type: 'following', rule: rule.name, folder, known: [...handled.paths(rule.name)].length });
    await this.#look();
  }

  /** Compares the whole folder with what was handled. */
  async #look(): Promise<void> {
    const { rule, handled, idle } = this.#options;
    const tree = this.#tree;
    if (!tree || !this.#root || this.#looking > 0) return;
    this.#looking += 1;
    try {
      // A folder that went away as a whole says nothing about its files: a disk may have been unplugged.
      if ((await rootAt(this.#options.folder))?.identity !== this.#root.identity) return;
      // What settles already is not put off by a look.
      for (const path of new Set([...(await tree.look()), ...handled.paths(rule.name)]))
        if (!this.#settling?.has(path)) await this.#consider(path);
    } catch (thrown) {
      this.#trouble(thrown);
    } finally {
      this.#looking -= 1;
      idle();
    }
  }

  #touched(path: string): void {
    // A rule that begins takes what is there for known.
    const { rule, folder, handled } = this.#options;
    if (!handled.begun(rule.name, folder, rule.glob)) return;
    this.#consider(path).catch((thrown) => this.#trouble(thrown, path));
  }

  async #consider(path: string): Promise<void> {
    const { rule, handled } = this.#options;
    const root = this.#root;
    if (!root) return;
    const known = handled.get(rule.name, path);
    if (!known && !this.#isMeant(path)) return this.#considerInside(path);
    const now = await statOf(join(root.path, path));
    if (this.#root !== root) return;
    if (now === undefined && known === undefined) {
      if (path.includes('\ufffd')) this.#trouble(new Error('Its name is not UTF-8. Rename it.'), path);
      return this.#considerInside(path);
    }
    if (now?.size === known?.size && now?.mtimeMs === known?.mtimeMs) return;
    this.touch(path);
  }

  /** Where a folder went away, so did what was in it. */
  #considerInside(folder: string): void {
    for (const path of this.#options.handled.paths(this.#options.rule.name))
      if (path.startsWith(`${folder}/`)) this.touch(path);
  }

  #isMeant(path: string): boolean {
    return this.#matches(path) && !isReply(path);
  }

  #leave(): void {
    this.#tree?.close();
    this.#settling?.close();
    this.#tree = undefined;
    this.#settling = undefined;
    this.#root = undefined;
  }

  #trouble(thrown: unknown, path?: string): void {
    const { rule, folder, report } = this.#options;
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
    const todo =
      code === 'ENOSPC' || code === 'EMFILE'
        ? ' The machine watches too many folders: raise fs.inotify.max_user_watches and max_user_instances. Until then it is looked at every few minutes.'
        : '';
    const where = path === undefined || path === '' ? folder : join(folder, path);
    report({ type: 'trouble', rule: rule.name, path: where, text: `${where}: ${why}.${todo}`.replace('..', '.') });
  }
}

/** The folder without links in its path, and which one it is; undefined where there is none. */
async function rootAt(folder: string): Promise<{ readonly path: string; readonly identity: string } | undefined> {
  try {
    const path = await realpath(folder);
    const found = await stat(path);
    return found.isDirectory() ? { path, identity: identityOf(found) } : undefined;
  } catch {
    return undefined;
  }
}
