import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { sampleRate } from './audio.ts';
import { wakeFileName } from './wake_heads.ts';
import { encodeWav } from './wav.ts';

/** Why a wake was none: nobody said anything, what was said made no sense after a doubtful one, or somebody told us. */
export type WakeRejection = 'nothing' | 'not_understood' | 'not_for_you';

export interface RejectedWake {
  /** Name of the file in the folder. */
  readonly file: string;
  readonly word: string;
  readonly score: number;
  readonly why: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

const counted = z.record(z.string(), z.record(z.string(), z.int().min(0)));
/** How often each word was heard falsely, by reason. */
export type RejectedCounts = z.infer<typeof counted>;

const countsFile = 'counts.json';
const dayMs = 86_400_000;
const named = /^(\d{13})-(.+)-(0\.\d{3}|1\.000)-([a-z_]+)\.wav$/;

export interface RejectedWakesOptions {
  readonly folder: string;
  /** Sound is kept; otherwise only counts are. */
  readonly keepSound: boolean;
  readonly most?: number;
  readonly days?: number;
}

/** Wakes that were none, for tuning: counts, and where the user wants it the sound, of this machine only, in files that nobody else reads. */
export class RejectedWakes {
  readonly #options: Required<RejectedWakesOptions>;

  constructor({ most = 200, days = 30, ...rest }: RejectedWakesOptions) {
    this.#options = { ...rest, most, days };
  }

  /** Takes one down. `sound` is what was heard up to the end of the word. */
  async add(wake: Pick<RejectedWake, 'word' | 'score'>, why: WakeRejection, sound: Int16Array, now = Date.now()) {
    const { folder, keepSound } = this.#options;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const counts = await this.counts();
    const ofWord = counts[wake.word] ?? {};
    await this.#write(
      countsFile,
      JSON.stringify({ ...counts, [wake.word]: { ...ofWord, [why]: (ofWord[why] ?? 0) + 1 } }),
    );
    if (keepSound) {
      const word = wakeFileName(wake.word).slice('wake_'.length, -'.json'.length);
      const name = `${now}-${word}-${Math.min(1, wake.score).toFixed(3)}-${why}.wav`;
      await this.#write(name, encodeWav(sound, sampleRate));
    }
    await this.#prune(now);
  }

  async counts(): Promise<RejectedCounts> {
    const text = await readFile(join(this.#options.folder, countsFile), 'utf8').catch(() => '{}');
    try {
      return counted.parse(JSON.parse(text));
    } catch {
      return {}; // it is only a tally: begin anew
    }
  }

  /** What is kept, the newest first. */
  async list(): Promise<readonly RejectedWake[]> {
    const names = await readdir(this.#options.folder).catch(() => []);
    const found = names.flatMap((file) => {
      const [, at, word = '', score, why = ''] = named.exec(file) ?? [];
      return at === undefined
        ? []
        : [{ file, at: Number(at), word: word.replaceAll('_', ' '), score: Number(score), why }];
    });
    return found.sort((a, b) => b.at - a.at || a.file.localeCompare(b.file));
  }

  /** Deletes what is kept, counts as well; returns how many sounds there were. */
  async clear(): Promise<number> {
    const kept = await this.list();
    for (const { file } of kept) await rm(join(this.#options.folder, file), { force: true });
    await rm(join(this.#options.folder, countsFile), { force: true });
    return kept.length;
  }

  async #prune(now: number): Promise<void> {
    const { folder, most, days } = this.#options;
    for (const [index, { file, at }] of (await this.list()).entries())
      if (index >= most || now - at > days * dayMs) await rm(join(folder, file), { force: true });
  }

  async #write(name: string, content: string | Uint8Array): Promise<void> {
    const file = join(this.#options.folder, name);
    await writeFile(`${file}.part`, content, { mode: 0o600 });
    await rename(`${file}.part`, file);
  }
}
