import { readFileSync } from 'node:fs';
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What was typed in chats, in a file that only its owner reads. Losing it loses nothing else, so it never fails a chat. */
export class ChatHistory {
  static readonly most = 1_000;
  readonly #path: string;
  #writing: Promise<void> = Promise.resolve();
  #last: string | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** The last first. A file that has grown to twice its size is cut. */
  read(): string[] {
    let lines: string[];
    try {
      lines = readFileSync(this.#path, 'utf8')
        .split('\n')
        .filter((line) => line !== '');
    } catch {
      return [];
    }
    const kept = lines.slice(-ChatHistory.most);
    if (lines.length > 2 * ChatHistory.most) this.#write(() => writeFile(this.#path, `${kept.join('\n')}\n`));
    this.#last = kept.at(-1);
    return kept.reverse();
  }

  add(text: string): void {
    if (text === this.#last) return;
    this.#last = text;
    this.#write(async () => {
      await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
      await appendFile(this.#path, `${text}\n`, { mode: 0o600 });
    });
  }

  settled(): Promise<void> {
    return this.#writing;
  }

  #write(write: () => Promise<void>): void {
    this.#writing = this.#writing.then(write).catch(() => undefined);
  }
}
