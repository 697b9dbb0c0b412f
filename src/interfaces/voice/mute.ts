import { existsSync, mkdirSync, rmSync, watch, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';

/**
 * Whether a microphone is muted: a file that is there, or not. So it stays muted over restarts, and whoever may write the
 * owner's state folder can mute it, whether it listens or not.
 */
export class Mute {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  get on(): boolean {
    return existsSync(this.#file);
  }

  set(on: boolean): void {
    mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
    if (on) writeFileSync(this.#file, '', { mode: 0o600 });
    else rmSync(this.#file, { force: true });
  }

  /** Resolves when it is no longer as it is `now`, or the signal aborts. */
  async changed(now: boolean, signal: AbortSignal): Promise<void> {
    mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
    const name = basename(this.#file);
    await new Promise<void>((resolve, reject) => {
      const watcher = watch(dirname(this.#file), { signal }, (_, file) => {
        if (file === null || file === name) look();
      });
      watcher.once('error', reject);
      watcher.once('close', resolve);
      const look = () => {
        if (this.on !== now) watcher.close();
      };
      look(); // it may have changed before it was watched
    });
  }
}

/**
 * Sound while it is not muted. Muted, the capture is ended, not only thrown away: the program that records is gone until it is
 * unmuted. @param open begins to record, until its signal aborts
 */
export async function* unlessMuted(
  mute: Mute,
  open: (signal: AbortSignal) => AsyncIterable<Int16Array>,
  onChange: (muted: boolean) => void,
  signal: AbortSignal,
): AsyncGenerator<Int16Array> {
  let known = false;
  while (!signal.aborted) {
    const muted = mute.on;
    if (muted !== known) onChange(muted);
    known = muted;
    const over = new AbortController();
    const either = AbortSignal.any([signal, over.signal]);
    const changed = mute.changed(muted, either).finally(() => over.abort());
    changed.catch(() => undefined); // told below
    try {
      if (!muted) yield* open(either);
      if (muted || over.signal.aborted) await changed;
      else return;
    } finally {
      over.abort();
    }
  }
}
