import { type FileHandle, mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Seen } from './file_look.ts';

export const EVENTS = ['added', 'changed', 'removed'] as const;
export type FileEvent = (typeof EVENTS)[number];

const seen = z.object({ size: z.number(), mtimeMs: z.number(), hash: z.string().nullable() });
const intent = z.object({
  id: z.string(),
  rule: z.string(),
  path: z.string(),
  event: z.enum(EVENTS),
  text: z.string(),
  seen: seen.nullable(),
});
/** An utterance that is to be said once: its request id, and the file as it was. */
export type Intent = z.infer<typeof intent>;

const entry = z.union([
  z.object({ begun: z.string(), folder: z.string(), glob: z.string() }),
  z.object({ rule: z.string(), path: z.string(), seen: seen.nullable() }),
  z.object({ open: intent }),
  z.object({ closed: z.string() }),
]);
type Entry = z.infer<typeof entry>;

/** Lines beyond those that count before the file is written anew. */
const SLACK_LINES = 10_000;

/**
 * What has been handled, in a file of JSON lines: for each rule the files as they were when they were last acted on, and the
 * intents that have not come to their end. An intent is on disk before it is said and closed before its reply is told to be
 * heard, so a crash at any moment says it again under the same request id, which the daemon takes once.
 */
export class Handled {
  readonly #path: string;
  readonly #rules = new Map<
    string,
    { readonly folder: string; readonly glob: string; readonly files: Map<string, Seen> }
  >();
  readonly #open = new Map<string, Intent>();
  #file: FileHandle | undefined;
  #lines = 0;
  #writing: Promise<void> = Promise.resolve();

  private constructor(path: string) {
    this.#path = path;
  }

  /** Reads the file and writes it anew without what is past. A line that a crash cut off is left out. */
  static async open(path: string, rules: readonly string[]): Promise<Handled> {
    const handled = new Handled(path);
    const text = await readFile(path, 'utf8').catch((thrown: NodeJS.ErrnoException) => {
      if (thrown.code === 'ENOENT') return '';
      throw thrown;
    });
    for (const line of text.split('\n')) {
      const parsed = entry.safeParse(jsonOf(line));
      if (parsed.success) handled.#take(parsed.data);
    }
    for (const rule of handled.#rules.keys()) if (!rules.includes(rule)) handled.#rules.delete(rule);
    for (const { id, rule } of handled.#open.values()) if (!rules.includes(rule)) handled.#open.delete(id);
    await handled.#rewrite();
    return handled;
  }

  /** Intents of an earlier run, oldest first. */
  get intents(): readonly Intent[] {
    return [...this.#open.values()];
  }

  get(rule: string, path: string): Seen | undefined {
    return this.#rules.get(rule)?.files.get(path);
  }

  paths(rule: string): Iterable<string> {
    return this.#rules.get(rule)?.files.keys() ?? [];
  }

  /** Whether the rule has watched this folder with this pattern before; else what it knew is forgotten. */
  begun(rule: string, folder: string, glob: string): boolean {
    const known = this.#rules.get(rule);
    return known?.folder === folder && known.glob === glob;
  }

  /** Begins a rule with the files that are there, which it does not act on. */
  async begin(rule: string, folder: string, glob: string, there: ReadonlyMap<string, Seen>): Promise<void> {
    const files = [...there].map(([path, one]) => ({ rule, path, seen: one }));
    await this.#write([{ begun: rule, folder, glob }, ...files], true);
  }

  /** A file as it is now, where there is nothing to say; null where it is gone. */
  async note(rule: string, path: string, now: Seen | null): Promise<void> {
    await this.#write([{ rule, path, seen: now }], false);
  }

  async intend(open: Intent): Promise<void> {
    await this.#write([{ open }], true);
  }

  async closeIntent(id: string): Promise<void> {
    await this.#write([{ closed: id }], true);
  }

  async release(): Promise<void> {
    await this.#writing.catch(() => undefined);
    await this.#file?.close();
    this.#file = undefined;
  }

  /** @param durable resolves only when it is on disk, and all before it */
  #write(entries: readonly Entry[], durable: boolean): Promise<void> {
    for (const one of entries) this.#take(one);
    const written = this.#writing.then(() => this.#append(entries, durable));
    this.#writing = written.catch(() => undefined);
    return written;
  }

  async #append(entries: readonly Entry[], durable: boolean): Promise<void> {
    if (this.#lines > 2 * this.#live() + SLACK_LINES) return this.#rewrite();
    await this.#file?.appendFile(linesOf(entries));
    if (durable) await this.#file?.datasync();
    this.#lines += entries.length;
  }

  #take(one: Entry): void {
    if ('begun' in one) this.#rules.set(one.begun, { folder: one.folder, glob: one.glob, files: new Map() });
    else if ('closed' in one) this.#open.delete(one.closed);
    else if ('open' in one) {
      this.#open.set(one.open.id, one.open);
      this.#set(one.open);
    } else this.#set(one);
  }

  #set({ rule, path, seen: now }: { readonly rule: string; readonly path: string; readonly seen: Seen | null }): void {
    const files = this.#rules.get(rule)?.files;
    if (now === null) files?.delete(path);
    else files?.set(path, now);
  }

  #live(): number {
    let live = this.#open.size;
    for (const { files } of this.#rules.values()) live += files.size + 1;
    return live;
  }

  async #rewrite(): Promise<void> {
    const entries: Entry[] = [];
    for (const [rule, { folder, glob, files }] of this.#rules) {
      entries.push({ begun: rule, folder, glob });
      for (const [path, one] of files) entries.push({ rule, path, seen: one });
    }
    for (const one of this.#open.values()) entries.push({ open: one });
    const beside = `${this.#path}.new`;
    await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
    await this.#file?.close();
    const file = await open(beside, 'w', 0o600);
    await file.appendFile(linesOf(entries));
    await file.datasync();
    await file.close();
    await rename(beside, this.#path);
    this.#file = await open(this.#path, 'a', 0o600);
    this.#lines = entries.length;
  }
}

function linesOf(entries: readonly Entry[]): string {
  return entries.map((one) => `${JSON.stringify(one)}\n`).join('');
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
