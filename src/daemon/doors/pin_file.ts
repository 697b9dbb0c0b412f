import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { Fault } from '../model/fault.ts';
import type { PinFile } from '../runtime/pins.ts';

/** Keeps the PIN's hash in a file of mode 0600, which is replaced as a whole. */
export function pinFileAt(path: string): PinFile {
  return {
    read() {
      const info = statSync(path, { throwIfNoEntry: false });
      if (info === undefined) return undefined;
      if (!info.isFile() || (info.mode & 0o077) !== 0)
        throw new Fault(
          'DATA_LOSS',
          `${path} can be read by others, so it is not taken; set the PIN anew: agentos pin set`,
        );
      return readFileSync(path, 'utf8');
    },
    write(text) {
      const next = `${path}.new`;
      const file = openSync(next, 'w', 0o600);
      try {
        writeSync(file, text);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(next, path);
      syncFolder(path);
    },
    remove() {
      rmSync(path, { force: true });
      syncFolder(path);
    },
  };
}

function syncFolder(path: string): void {
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
