import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ClientError } from './error.ts';

/** A file with the offset of the last mail that was heard. Written whole, so that it is never half a number. */
export class OffsetFile {
  readonly #path: string;
  #writing: Promise<void> = Promise.resolve();

  constructor(path: string) {
    this.#path = path;
  }

  /** Undefined where there is no file. @throws ClientError FAILED_PRECONDITION where it is something else */
  async read(): Promise<number | undefined> {
    const text = await readFile(this.#path, 'utf8').catch((thrown: NodeJS.ErrnoException) => {
      if (thrown.code === 'ENOENT') return undefined;
      throw new ClientError('FAILED_PRECONDITION', `${this.#path} cannot be read: ${thrown.message}`, {
        cause: thrown,
      });
    });
    if (text === undefined) return undefined;
    if (/^\d{1,15}\n?$/.test(text)) return Number(text);
    throw new ClientError(
      'FAILED_PRECONDITION',
      `${this.#path} does not hold an offset, which is a number. Remove it to begin after what was last heard.`,
    );
  }

  /** In the order of the calls; a write that fails is made good by the next, or by the daemon, which is told as well. */
  write(offset: number): void {
    this.#writing = this.#writing.then(() => this.#replace(offset)).catch(() => undefined);
  }

  /** Resolves when all is written. */
  settled(): Promise<void> {
    return this.#writing;
  }

  async #replace(offset: number): Promise<void> {
    const beside = `${this.#path}.new`;
    await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
    await writeFile(beside, `${offset}\n`, { mode: 0o600 });
    await rename(beside, this.#path);
  }
}
