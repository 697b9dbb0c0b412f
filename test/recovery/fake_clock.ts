import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Debian's libfaketime for programs with threads, wherever it stands for this machine's kind. */
const LIBRARY = readdirSync('/usr/lib')
  .map((folder) => join('/usr/lib', folder, 'faketime', 'libfaketimeMT.so.1'))
  .find((path) => existsSync(path));

/** Why no clock can be set for a process alone; undefined where it can. */
export const noFakeClock: string | undefined = LIBRARY === undefined ? "needs Debian's libfaketime" : undefined;

/** A clock on the wall that a process is started with and that is set while it runs. Its steady clock stays as it is. */
export class FakeClock {
  readonly env: { readonly [name: string]: string };
  readonly #folder = mkdtempSync(join(tmpdir(), 'agentos-clock-'));

  constructor() {
    const file = join(this.#folder, 'offset');
    this.env = {
      LD_PRELOAD: LIBRARY ?? '',
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    };
    this.set(0);
  }

  /** So many seconds from the machine's own. */
  set(seconds: number): void {
    writeFileSync(join(this.#folder, 'offset'), `${seconds < 0 ? '' : '+'}${seconds}`);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
