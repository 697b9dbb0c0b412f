import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DiskOp } from './disk_trace.ts';

const SECTOR = 512;

/** A number from 0 to 1, the next of a row that a seed gives (mulberry32). */
export type Chance = () => number;

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Change = { readonly at: number; readonly data: Buffer } | { readonly size: number };
/** With the number of the operation that made it. */
type Pending = readonly [op: number, change: Change];

/** A file: what is on the disk, and what the kernel still holds. */
class DiskFile {
  #synced = new Content();
  #pending: Pending[] = [];
  /** Its length as the process sees it. */
  #length = 0;

  write(op: number, at: number | undefined, data: Buffer): void {
    const place = at ?? this.#length;
    this.#pending.push([op, { at: place, data }]);
    this.#length = Math.max(this.#length, place + data.length);
  }

  truncate(op: number, size: number): void {
    this.#pending.push([op, { size }]);
    this.#length = size;
  }

  /** Makes durable what was done before an operation. */
  sync(before: number): void {
    for (const [op, change] of this.#pending) if (op < before) this.#synced.take(change);
    this.#pending = this.#pending.filter(([op]) => op >= before);
  }

  /** As it may be after the power was cut: of what was not synced any part, in sectors where it is torn. */
  afterCut(chance: Chance): Buffer {
    const content = this.#synced.copy();
    const kept = [0, 0.5, 1, chance()][Math.floor(chance() * 4)] ?? 0;
    const torn = chance() < 1 / 3;
    for (const [, change] of this.#pending) {
      if ('size' in change || !torn) {
        if (chance() < kept) content.take(change);
        continue;
      }
      for (let from = 0; from < change.data.length; from += SECTOR) {
        const data = change.data.subarray(from, from + SECTOR);
        if (chance() < kept) content.take({ at: change.at + from, data });
      }
    }
    return content.bytes;
  }
}

class Content {
  #buffer = Buffer.alloc(0);
  #length = 0;

  get bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  copy(): Content {
    const copy = new Content();
    copy.#buffer = Buffer.from(this.bytes);
    copy.#length = this.#length;
    return copy;
  }

  take(change: Change): void {
    if ('size' in change) {
      this.#grow(change.size);
      this.#buffer.fill(0, change.size);
      this.#length = change.size;
      return;
    }
    this.#grow(change.at + change.data.length);
    change.data.copy(this.#buffer, change.at);
    this.#length = Math.max(this.#length, change.at + change.data.length);
  }

  #grow(length: number): void {
    if (length <= this.#buffer.length) return;
    const grown = Buffer.alloc(Math.max(length, this.#buffer.length * 2));
    this.bytes.copy(grown);
    this.#buffer = grown;
  }
}

type Names = Map<string, DiskFile>;
type NameChange = (names: Names) => void;

/**
 * A folder on a disk that keeps what was synced and, of the rest, whatever it likes: writes in any order, torn at sectors; names
 * in their order, as a file system with a journal keeps them, and for sure only once the folder itself was synced.
 */
export class DiskModel {
  readonly #folder: string;
  readonly #names: Names = new Map();
  #syncedNames: Names = new Map();
  #pendingNames: NameChange[] = [];
  #taken = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  take(op: DiskOp): void {
    const number = this.#taken;
    this.#taken += 1;
    switch (op.op) {
      case 'create':
        if (!this.#names.has(op.path)) {
          const made = new DiskFile();
          this.#rename((names) => names.set(op.path, made));
        } else if (op.empty) this.#names.get(op.path)?.truncate(number, 0);
        return;
      case 'write':
        this.#names.get(op.path)?.write(number, op.at, op.data);
        return;
      case 'truncate':
        this.#names.get(op.path)?.truncate(number, op.size);
        return;
      case 'rename': {
        const file = this.#names.get(op.path);
        this.#rename((names) => {
          names.delete(op.path);
          if (file) names.set(op.to, file);
        });
        return;
      }
      case 'unlink':
        this.#rename((names) => names.delete(op.path));
        return;
      case 'sync':
        if (op.path === this.#folder) {
          this.#syncedNames = new Map(this.#names);
          this.#pendingNames = [];
        } else this.#names.get(op.path)?.sync(op.reaches);
        return;
      case 'ack':
    }
  }

  /** Writes the folder as it may be after the power was cut now. */
  cut(into: string, chance: Chance): void {
    mkdirSync(into, { mode: 0o700 });
    const names: Names = new Map(this.#syncedNames);
    for (const change of this.#pendingNames.slice(0, Math.floor(chance() * (this.#pendingNames.length + 1))))
      change(names);
    for (const [path, file] of names) writeFileSync(join(into, basename(path)), file.afterCut(chance));
  }

  #rename(change: NameChange): void {
    change(this.#names);
    this.#pendingNames.push(change);
  }
}
