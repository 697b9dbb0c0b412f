import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { openStore } from '../../src/daemon/store/open.ts';
import { appending } from '../daemon/store/running_appender.ts';
import { temporaryFolder } from '../daemon/store/samples.ts';

/** System calls by which the store writes. */
const WRITES = 'pwrite64,fdatasync,fsync,ftruncate';

/** A command in which another runs and has its disk fail. */
export type Faulty = readonly string[];

/** A disk that does not fail. */
export const SOUND: Faulty = [];

/** The n-th write or sync of each thread fails; with `forGood` all later ones as well, as on a dead disk. */
export function nthFails(n: number, forGood: boolean): Faulty {
  return ['strace', '-f', '-qq', '-o', '/dev/null', '-e', `inject=${WRITES}:error=EIO:when=${n}${forGood ? '+' : ''}`];
}

/** The n-th write of each thread and all later ones fail, on a disk whose syncs take their time: much is applied before they are done. */
export function nthWriteFailsSlowly(n: number): Faulty {
  const faults = [`inject=pwrite64:error=EIO:when=${n}+`, 'inject=fdatasync:delay_enter=300000'];
  return ['strace', '-f', '-qq', '-o', '/dev/null', ...faults.flatMap((fault) => ['-e', fault])];
}

/** Each sync fails with one chance, each write with another. */
export function chanceFails(sync: number, write: number): Faulty {
  const enable = (name: string, chance: number) => ['-c', `enable_random name=${name},probability=${chance}`];
  return ['fiu-run', '-x', ...enable('posix/io/sync/*', sync), ...enable('posix/io/rw/pwrite', write)];
}

export interface Life {
  readonly acknowledged: readonly number[];
  /** 3: the store had stopped and said so; 0: it got to the end; anything else is a fault of ours. */
  readonly exit: number | null;
}

/** Appends in one folder through several lives, each with its own failing disk; then looks, with a sound one, what is there. */
export async function liveThrough(faults: readonly Faulty[], most: number, told: 'durable' | 'applied' = 'durable') {
  const { folder, remove } = temporaryFolder();
  try {
    const lives: Life[] = [];
    for (const faulty of faults) lives.push(await live(folder, faulty, most, told));
    const stored = new Set(await storedIn(folder));
    const acknowledged = lives.flatMap((life) => life.acknowledged);
    return { lives, acknowledged: acknowledged.length, lost: acknowledged.filter((seq) => !stored.has(seq)) };
  } finally {
    remove();
  }
}

async function live(folder: string, faulty: Faulty, most: number, told: 'durable' | 'applied'): Promise<Life> {
  const [command = '', ...rest] = [...faulty, ...(await appending({ folder, inFlight: 4, most, told }))];
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'ignore'] });
  const acknowledged: number[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    if (/^\d+$/.test(line)) acknowledged.push(Number(line));
  });
  const [[exit]] = await Promise.all([once(child, 'exit'), once(lines, 'close')]);
  return { acknowledged, exit };
}

/** Seqs that are there; none where not even the first life got so far. */
async function storedIn(folder: string): Promise<number[]> {
  const store = await openStore({ folder, synchronous: 'FULL' });
  const events = await store.events('t');
  await store.append({ events: [], match: { rule: 'after', key: 'the faults' } }).durable;
  await store.close();
  return events.map(({ seq }) => seq);
}
