import { readFileSync, rmSync, statSync } from 'node:fs';
import { Fault } from '../model/fault.ts';
import type { PinFile } from '../runtime/gate/pins.ts';
import { replaceFile, syncFolderOf } from './replace_file.ts';

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
      replaceFile(path, text);
    },
    remove() {
      rmSync(path, { force: true });
      syncFolderOf(path);
    },
  };
}
