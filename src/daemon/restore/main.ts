import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { escaped } from '../../settings/escaped.ts';
import { paths } from '../../settings/paths.ts';
import { type Restored, restore } from '../store/restore.ts';
import { StoreFault } from '../store/store_fault.ts';

/** sysexits(3) */
const EXIT = { usage: 64, data: 65, noInput: 66, unavailable: 69, software: 70, temporary: 75, settings: 78 } as const;

export interface RestoreArguments {
  readonly file: string;
  /** The state folder; the usual one where absent. */
  readonly state?: string;
  /** One object on a line in the place of words. */
  readonly json?: boolean;
}

/**
 * Puts a backup back and says what was done. It works on the state folder itself, with no daemon in between: there must be none.
 * @returns the exit code
 */
export async function main({ file, state, json }: RestoreArguments): Promise<number> {
  // Whatever it makes is the owner's alone.
  process.umask(0o077);
  const path = resolve(file);
  const folder = resolve(state ?? paths().stateFolder);
  if (!existsSync(path)) {
    process.stderr.write(
      `agentos restore: ${escaped(path)} is not there. Name a backup, as in ${escaped(folder)}/backups.\n`,
    );
    return EXIT.noInput;
  }
  try {
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === false) {
      process.stderr.write(`agentos restore: --state: ${escaped(folder)} is a file; name a folder\n`);
      return EXIT.usage;
    }
    const restored = await restore(folder, path, Date.now());
    process.stdout.write(
      json
        ? `${escaped(JSON.stringify({ type: 'restored', file: path, ...restored }))}\n`
        : inWords(path, folder, restored),
    );
    return 0;
  } catch (thrown) {
    process.stderr.write(`agentos restore: ${escaped(whyNot(thrown, folder))}\n`);
    return codeOf(thrown);
  }
}

function whyNot(thrown: unknown, folder: string): string {
  if (thrown instanceof StoreFault && thrown.reason === 'owned')
    return `A daemon is working in ${folder}; stop it before you put a backup back. Nothing was changed.`;
  return thrown instanceof Error ? thrown.message : String(thrown);
}

function codeOf(thrown: unknown): number {
  if (!(thrown instanceof StoreFault)) return EXIT.software;
  if (thrown.reason === 'owned') return EXIT.unavailable;
  if (thrown.reason === 'newer') return EXIT.settings;
  return thrown.reason === 'damaged' ? EXIT.data : EXIT.temporary;
}

const LIVES = {
  same: 'It is an earlier time of what was there: what came after it is not in it.',
  other: 'It is of another life than what was there: nothing of that is in it.',
  new: 'Nothing was there before.',
} as const;

function underWay(count: number): string {
  const turns =
    count === 1 ? 'One of its turns was under way and has' : `${count} of its turns were under way and have`;
  return `${turns} ended as interrupted.`;
}

function inWords(file: string, folder: string, { threads, changedAt, kept, life, interrupted }: Restored): string {
  const until = changedAt === undefined ? '' : `, the last of ${new Date(changedAt).toLocaleString()}`;
  return [
    `${file} was put back in ${folder}: ${threads} ${threads === 1 ? 'thread' : 'threads'}${until}.`,
    LIVES[life],
    ...(interrupted === 0 ? [] : [underWay(interrupted)]),
    ...(kept === undefined ? [] : [`What was there is kept whole in ${kept}.`]),
    'Start the daemon again: agentos daemon',
  ]
    .map((line) => `${escaped(line)}\n`)
    .join('');
}
