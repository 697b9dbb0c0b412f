import { spawnSync } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The clock on the wall as one process sees it, which a test sets while that runs. Time itself goes on as it does. */
export class SettableClock {
  readonly #folder = mkdtempSync(join(tmpdir(), 'agentos-clock-'));
  #apartSeconds = 0;

  constructor() {
    this.set(Date.now());
  }

  /** For the process. Needs Debian's faketime. */
  get env(): { readonly [name: string]: string } {
    const { stdout } = spawnSync('faketime', ['-m', '-f', '+0s', 'printenv', 'LD_PRELOAD'], { encoding: 'utf8' });
    return {
      LD_PRELOAD: stdout.trim(),
      FAKETIME_TIMESTAMP_FILE: this.#file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      NO_FAKE_STAT: '1',
    };
  }

  get #file(): string {
    return join(this.#folder, 'now');
  }

  /** What it shows. */
  now(): number {
    return Date.now() + this.#apartSeconds * 1_000;
  }

  /** Milliseconds since the epoch; to the second. */
  set(epochMs: number): void {
    this.#apartSeconds = Math.round((epochMs - Date.now()) / 1_000);
    const sign = this.#apartSeconds < 0 ? '-' : '+';
    writeFileSync(`${this.#file}.new`, `${sign}${Math.abs(this.#apartSeconds)}s\n`);
    renameSync(`${this.#file}.new`, this.#file);
  }

  jump(ms: number): void {
    this.set(this.now() + ms);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
