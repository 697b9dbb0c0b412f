import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Makes a file, or what stands in a folder, durable. Never to be called with a database that is open: closing drops its locks. */
export function sync(path: string): void {
  withFile(path, 'r', fsyncSync);
}

export function withFile<T>(path: string, flags: string, use: (file: number) => T): T {
  const file = openSync(path, flags, 0o600);
  try {
    return use(file);
  } finally {
    closeSync(file);
  }
}
