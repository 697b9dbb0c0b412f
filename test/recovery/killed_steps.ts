import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect } from 'vitest';
import { restore } from '../../src/daemon/store/restore.ts';
import { eventually } from '../daemon/front/own_folder.ts';
import { oldFolder } from '../daemon/store/old_databases.ts';
import { DaemonProcess } from '../daemon_process.ts';

const ROOT = join(import.meta.dirname, '../..');
const MOST_STEPS = 200;

/** What a kill at each step of some care of the store has come to. */
export interface Stepped {
  readonly kills: number;
  /** What was about to be done at each kill. */
  readonly steps: readonly string[];
  /** Threads that were there before and are not, or not whole; databases and backups that are not sound. */
  readonly lost: number;
  readonly stuck: number;
}

/** One kind of care, done by the real programs. */
interface Care {
  /** Steps that count. */
  readonly of: RegExp;
  /** Nothing counts before the daemon is ready. */
  readonly whenReady?: boolean;
  readonly settings?: string;
  /** Does it, with this environment; until it is done, or the process has been killed. */
  readonly work: (at: Place, env: { readonly [name: string]: string }) => Promise<void>;
  /** Threads that may be gone afterwards, as wholes. */
  readonly mayGo?: readonly string[];
}

interface Place {
  readonly state: string;
  readonly settings: string;
  readonly armed: string;
  /** A backup of another time of the same folder. */
  readonly away: string;
}

/** Brings a database of the first version to this one, as the daemon starts. */
export const UPGRADE: Care = {
  of: /^(exec|rename|remove .*(new|before)|run VACUUM|pragma user_version =)/,
  work: (place, env) => live(place, env, async () => undefined),
};

export const BACKUP: Care = {
  of: /^(rename|sync|remove)/,
  whenReady: true,
  work: (place, env) =>
    live(place, env, async (daemon) => {
      const client = await daemon.connect({ name: 'keeper' });
      await client.backup();
    }),
};

export const RETENTION: Care = {
  of: /^(run (DELETE|UPDATE))/,
  settings: '[retention]\nkeep_days = 1\n[backup]\nevery_hours = 0\n',
  mayGo: ['done'],
  work: (place, env) =>
    live(place, env, async (daemon) => {
      const client = await daemon.connect({ name: 'keeper' });
      await eventually(async () => !(await client.threads()).some(({ id }) => id === 'done'), 'it is forgotten');
      // What is left of it goes in slices, after it is in no list any more.
      await eventually(async () => (await idsWithEvents(place.state)) === 1, 'nothing is left of it');
    }),
};

export const RESTORE: Care = {
  of: /^(rename|make|remove|sync|exec|run)/,
  work: async ({ state, away }, env) => {
    const cli = join(ROOT, 'dist/interfaces/cli/main.js');
    const args = [cli, 'restore', away, '--state', state];
    const { status, signal, stderr } = spawnSync(process.execPath, args, { env: { ...process.env, ...env } });
    if (signal === null) expect(status, stderr.toString()).toBe(0);
  },
};

/** Does the same from the same beginning, killed at its first step, then at its second, until it comes to its end. */
export async function killAtEachStep(care: Care): Promise<Stepped> {
  const root = mkdtempSync(join(tmpdir(), 'agentos-steps-'));
  try {
    const start = join(root, 'start');
    const away = join(root, 'away.db');
    await oldFolder(start, 1);
    await made(start, away);
    if (care !== UPGRADE) await restored(start, away);
    if (care === RETENTION) allHeard(start);
    const steps: string[] = [];
    let lost = 0;
    let stuck = 0;
    for (let at = 1; at < MOST_STEPS; at += 1) {
      const state = join(root, `state-${at}`);
      cpSync(start, state, { recursive: true });
      const place = { state, away, settings: join(state, 'agentos.toml'), armed: join(root, `armed-${at}`) };
      writeFileSync(place.settings, care.settings ?? '');
      const log = join(root, `steps-${at}`);
      const armed = care.whenReady ? { armed: place.armed } : {};
      const order = { log, at, of: care.of.source, soon: care === RETENTION, ...armed };
      const env = {
        NODE_OPTIONS: `--import=${join(import.meta.dirname, 'steps.mjs')}`,
        AGENTOS_TEST_STEPS: JSON.stringify(order),
      };
      await care.work(place, env);
      const taken = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
      const killed = taken.length >= at;
      if (killed) steps.push(taken.at(-1)?.replaceAll(root, '') ?? '');
      const found = await lookAfter(place, care);
      lost += found.lost;
      stuck += found.stuck;
      rmSync(state, { recursive: true, force: true });
      if (!killed) return { kills: steps.length, steps, lost, stuck };
    }
    throw new Error(`it has not come to its end after ${MOST_STEPS} kills`);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** A daemon with steps that may kill it; it is stopped where they have not. */
async function live(place: Place, env: Place | object, use: (daemon: DaemonProcess) => Promise<void>): Promise<void> {
  const { state, settings, armed } = place;
  const daemon = new DaemonProcess({ state, settings, env: { ...env } });
  try {
    await daemon.start();
  } catch (thrown) {
    if (thrown instanceof Error && thrown.message.includes('SIGKILL')) return;
    throw thrown;
  }
  writeFileSync(armed, '');
  const killed = daemon.exited();
  await Promise.race([killed, use(daemon)]).catch(async (thrown: unknown) => {
    // Whoever was talking to it hears of the kill in his own way.
    const late = new Promise((_resolve, reject) => setTimeout(() => reject(thrown), 2_000).unref());
    await Promise.race([killed, late]);
  });
  await daemon.stop();
}

/** The next start brings up what there is, and all that was there before is there, whole. */
async function lookAfter({ state, settings }: Place, { mayGo = [] }: Care) {
  writeFileSync(settings, '');
  const daemon = new DaemonProcess({ state, settings });
  let lost = 0;
  let stuck = 0;
  try {
    await daemon.start();
    const client = await daemon.connect({ name: 'after' });
    const ids = (await client.threads()).map(({ id }) => id);
    for (const [id, least] of [
      ['done', 3],
      ['open', 1],
    ] as const) {
      if (!ids.includes(id)) lost += mayGo.includes(id) ? 0 : 1;
      else if ((await client.thread(id)).events.length < least) lost += 1;
    }
    await eventually(async () => (await client.threads({ open: true })).length === 0, 'none is open').catch(() => {
      stuck += 1;
    });
    expect(await daemon.ask(client, 'what is 3 times 4')).toMatchObject({ status: 'complete' });
  } finally {
    await daemon.stop();
  }
  const backups = join(state, 'backups');
  const kept = existsSync(backups)
    ? readdirSync(backups).filter((name) => name.endsWith('.db') && name[0] !== '.')
    : [];
  for (const path of [join(state, 'agentos.db'), ...kept.map((name) => join(backups, name))])
    if (!isSound(path)) lost += 1;
  return { lost, stuck };
}

function isSound(path: string): boolean {
  const database = new Sqlite(path, { readonly: true });
  try {
    return database.pragma('integrity_check', { simple: true }) === 'ok';
  } finally {
    database.close();
  }
}

/** How many threads have events, in a copy: the daemon is at work in the folder. */
async function idsWithEvents(state: string): Promise<number> {
  const copy = mkdtempSync(join(tmpdir(), 'agentos-look-'));
  try {
    for (const name of ['agentos.db', 'agentos.db-wal'])
      if (existsSync(join(state, name))) cpSync(join(state, name), join(copy, name));
    const database = new Sqlite(join(copy, 'agentos.db'));
    try {
      return Number(database.prepare('SELECT count(DISTINCT place >> 24) FROM events').pluck().get());
    } finally {
      database.close();
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

async function made(start: string, away: string): Promise<void> {
  const database = new Sqlite(join(start, 'agentos.db'));
  await database.backup(away);
  database.close();
}

/** What nobody has heard yet is not forgotten. */
function allHeard(state: string): void {
  const database = new Sqlite(join(state, 'agentos.db'));
  database.exec('UPDATE mailboxes SET heard = last');
  database.close();
}

/** A folder that this version has worked in, with what the backup holds. */
async function restored(start: string, away: string): Promise<void> {
  await restore(start, away, Date.now());
  const settings = join(start, 'agentos.toml');
  writeFileSync(settings, '');
  const daemon = new DaemonProcess({ state: start, settings });
  await daemon.start();
  await daemon.stop();
}
