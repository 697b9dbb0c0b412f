import { Fault, type Log, type ToolContext } from 'agentos/service';
import type { SentenceFile } from '../../../language/sentence_file.ts';

interface Read {
  readonly text: string | undefined;
  readonly file: SentenceFile | undefined;
}

/**
 * The sentence files of a folder, read again when one changes. A broken file is told in the log and left out; if it was good
 * before, its last good form goes on.
 */
export class SentenceFolder {
  readonly #path: string;
  readonly #files: ToolContext['files'];
  readonly #log: Log;
  readonly #own: boolean;
  readonly #read = new Map<string, Read>();

  /** `own`: the sentences are the user's, and win over equal ones that ship. */
  constructor(path: string, own: boolean, files: ToolContext['files'], log: Log) {
    this.#path = path;
    this.#own = own;
    this.#files = files;
    this.#log = log;
  }

  /** Looks again. True where what the folder says has changed. A folder that is not there is empty. */
  async refresh(): Promise<boolean> {
    let changed = false;
    const names = (await this.#files.list(this.#path)).filter((name) => /\.ya?ml$/i.test(name));
    for (const name of names) {
      const known = this.#read.get(name);
      const text = await this.#text(name, known);
      if (known !== undefined && known.text === text) continue;
      const file = (text === undefined ? undefined : await this.#parse(name, text)) ?? known?.file;
      this.#read.set(name, { text, file });
      changed ||= file !== known?.file;
    }
    for (const [name, { file }] of this.#read) {
      if (names.includes(name)) continue;
      this.#read.delete(name);
      changed ||= file !== undefined;
    }
    return changed;
  }

  /** In the order of their names. */
  files(): SentenceFile[] {
    const inOrder = [...this.#read].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return inOrder.flatMap(([, { file }]) => (file === undefined ? [] : [file]));
  }

  async #text(name: string, known: Read | undefined): Promise<string | undefined> {
    const path = `${this.#path}/${name}`;
    try {
      return await this.#files.readText(path);
    } catch (thrown) {
      // Told once, not at every look.
      if (known === undefined || known.text !== undefined)
        this.#log('A sentence file could not be read.', { path, error: Fault.from(thrown).message });
      return undefined;
    }
  }

  async #parse(name: string, text: string): Promise<SentenceFile | undefined> {
    // Not loaded where no file is read: what ships is prepared.
    const { readSentenceFile } = await import('../../../language/sentence_file.ts');
    const path = `${this.#path}/${name}`;
    const { file, issues } = readSentenceFile(text, path);
    if (issues.length > 0) {
      const first = issues.slice(0, 10).map(({ line, message }) => `line ${line}: ${message}`);
      this.#log('A sentence file is broken and is left out.', { path, issues: first });
    }
    return file === undefined || !this.#own ? file : asOwn(file);
  }
}

function asOwn(file: SentenceFile): SentenceFile {
  return {
    ...file,
    blocks: file.blocks.map((block) => ({ ...block, metadata: { ...block.metadata, custom_sentence: true } })),
  };
}
