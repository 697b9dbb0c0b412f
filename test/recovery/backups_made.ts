import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect } from 'vitest';
import { restore } from '../../src/daemon/store/restore.ts';
import type { Client } from '../../src/interfaces/client/client.ts';
import { DaemonProcess } from '../daemon_process.ts';
import { tellFigure } from '../figures.ts';

const COMMANDS = ['turn on the kitchen light', 'what time is it', 'add milk to the shopping list', 'what is 3 times 4'];
const AT_ONCE = 8;

/**
 * Makes backups of a daemon that is talked to all the time, and puts each back: it is sound, and holds the turns that were
 * acknowledged up to a moment of its making, all of them and no later one. The ledger is kept here, outside of the daemon.
 */
export async function backUpUnderLoad(rounds: number): Promise<void> {
  const daemon = await DaemonProcess.start();
  const root = mkdtempSync(join(tmpdir(), 'agentos-backups-'));
  try {
    const client = await daemon.connect({ name: 'ledger' });
    const load = talk(client);
    const started = performance.now();
    let longest = 0;
    for (let round = 0; round < rounds; round += 1) {
      const before = load.acked.length;
      const file = join(root, `${round}.db`);
      await client.backup(file);
      const there = threadsIn(file);
      const inIt = load.acked.map((thread) => there.has(thread));
      const prefix = inIt.lastIndexOf(true) + 1;
      expect(inIt.slice(0, prefix), 'a turn is missing that was acknowledged before one that is there').not.toContain(
        false,
      );
      expect(prefix, 'turns that were acknowledged before the backup').toBeGreaterThanOrEqual(before);
      longest = Math.max(longest, there.size);

      const state = join(root, 'restored');
      const restored = await restore(state, file, Date.now());
      expect(restored).toMatchObject({ life: 'new', threads: there.size });
      if (round === rounds - 1) await goOn(state, load.acked.slice(0, before));
      for (const path of [state, file]) rmSync(path, { recursive: true, force: true });
    }
    const seconds = (performance.now() - started) / 1_000;
    await load.stop();
    expect(load.acked.length).toBeGreaterThan(rounds);
    const measured = `each sound and put back; ${Math.round(load.acked.length / seconds)} turns/s meanwhile, ${longest} threads in the last`;
    tellFigure({ count: rounds, of: 'backups', lost: 0, measured });
  } finally {
    await daemon.stop();
    rmSync(root, { recursive: true, force: true });
  }
}

/** Says something all the time. `acked` has threads in the order in which they were acknowledged. */
function talk(client: Client) {
  const acked: string[] = [];
  let going = true;
  let said = 0;
  const talkers = Array.from({ length: AT_ONCE }, async () => {
    while (going) {
      said += 1;
      const turn = client.utter({ text: COMMANDS[said % COMMANDS.length] ?? '' });
      turn.accepted.then(
        ({ thread }) => acked.push(thread),
        () => undefined,
      );
      for await (const update of turn.updates) if (update.type === 'end') client.heard(update.mailOffset);
    }
  });
  return {
    acked,
    stop: async () => {
      going = false;
      await Promise.all(talkers);
    },
  };
}

/** Threads of a copy with at least one event, once another connection has found it sound. */
function threadsIn(file: string): ReadonlySet<string> {
  const copy = new Sqlite(file, { readonly: true });
  try {
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
    const ids = copy.prepare<[], string>(
      'SELECT id FROM threads WHERE EXISTS (SELECT 1 FROM events WHERE place >> 24 = key AND role = 1)',
    );
    return new Set(ids.pluck().all());
  } finally {
    copy.close();
  }
}

/** A daemon starts upon what was put back, has the turns, and takes new ones. */
async function goOn(state: string, acked: readonly string[]): Promise<void> {
  const daemon = new DaemonProcess({ state });
  await daemon.start();
  try {
    const client = await daemon.connect();
    expect(await client.threads({ open: true })).toEqual([]);
    for (const thread of acked.slice(-20)) expect((await client.thread(thread)).events.length).toBeGreaterThan(0);
    expect(await daemon.ask(client, 'what is 3 times 4')).toMatchObject({ status: 'complete' });
  } finally {
    await daemon.stop();
  }
}
