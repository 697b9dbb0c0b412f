import { randomFillSync } from 'node:crypto';
import { closeSync, ftruncateSync, openSync, rmSync, statfsSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';

const RESERVE_FILE = 'reserve';
/** So much is written at once, and so much is given up at once: whoever else fills the disk gets no more of it than that. */
const PIECE_BYTES = 1024 * 1024;

/**
 * Space that the store holds for the day when the disk is full: a file that is written and synced, and given up piece by piece.
 * On a full disk even a deletion and bringing the log home need room, so without it nothing could be brought to an end.
 * Bytes of chance, since file systems that compress would keep zeros in no space at all.
 */
export class Reserve {
  readonly #folder: string;
  readonly #path: string;
  readonly #bytes: number;
  #held: number;
  #making = false;

  /** @param bytes how much to hold; 0 holds nothing */
  constructor(folder: string, bytes: number) {
    this.#folder = folder;
    this.#path = join(folder, RESERVE_FILE);
    this.#bytes = bytes;
    this.#held = bytes === 0 ? 0 : heldIn(this.#path);
    if (this.#held > bytes) this.#cut(bytes);
  }

  get isWhole(): boolean {
    return this.#held >= this.#bytes;
  }

  /** Gives up a piece. @returns false where nothing is left to give */
  release(): boolean {
    if (this.#held === 0) return false;
    try {
      this.#cut(Math.max(0, this.#held - PIECE_BYTES));
    } catch {
      // Somebody took the file away, which made room as well; or the disk refuses. There is nothing more to give.
      this.#held = 0;
    }
    return true;
  }

  /**
   * Makes what is missing, where the disk has room for it and for some more: a reserve must not itself fill the disk.
   * @returns whether it is whole
   */
  async make(): Promise<boolean> {
    if (this.isWhole || this.#making) return this.isWhole;
    this.#making = true;
    try {
      if (this.#room() >= this.#bytes - this.#held + this.#bytes / 8) await this.#fill();
    } catch {
      // Somebody else was quicker, or the disk refuses: what there is by now counts, and it is tried again.
      this.#held = heldIn(this.#path);
    } finally {
      this.#making = false;
    }
    return this.isWhole;
  }

  async #fill(): Promise<void> {
    const noise = randomFillSync(Buffer.allocUnsafe(Math.min(PIECE_BYTES, this.#bytes)));
    const file = await open(this.#path, 'a', 0o600);
    try {
      let length = (await file.stat()).size;
      while (length < this.#bytes) {
        const { bytesWritten } = await file.write(noise, 0, Math.min(noise.length, this.#bytes - length));
        length += bytesWritten;
      }
      await file.sync();
      this.#held = length;
    } finally {
      await file.close();
    }
  }

  #cut(bytes: number): void {
    this.#held = bytes;
    if (bytes === 0) {
      rmSync(this.#path, { force: true });
      return;
    }
    const file = openSync(this.#path, 'r+');
    try {
      ftruncateSync(file, bytes);
    } finally {
      closeSync(file);
    }
  }

  /** Bytes that the disk has for us. */
  #room(): number {
    const { bavail, bsize } = statfsSync(this.#folder);
    return bavail * bsize;
  }
}

/** What is really on the disk counts: a copy may have holes. */
function heldIn(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? 0 : Math.min(found.size, found.blocks * 512);
}
