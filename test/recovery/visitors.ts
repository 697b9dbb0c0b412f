import { spawnSync } from 'node:child_process';
import { readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect } from 'vitest';
import type { Client } from '../../src/interfaces/client/client.ts';
import { DaemonProcess } from '../daemon_process.ts';
import { tellFigure } from '../figures.ts';

const DIST = join(import.meta.dirname, '../../dist');

/** Who comes by while a daemon works. Each must leave it as it was. */
const VISITS = [
  function secondDaemon(daemon: DaemonProcess) {
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(DIST, 'daemon/main.js'), '--state', daemon.state, '--socket', join(daemon.state, 'other.sock')],
      { encoding: 'utf8' },
    );
    expect([status, stderr]).toEqual([69, expect.stringContaining('Another AgentOS daemon')]);
  },
  function restoring(daemon: DaemonProcess) {
    const args = [join(DIST, 'interfaces/cli/main.js'), 'restore', '--state', daemon.state, process.execPath];
    expect(spawnSync(process.execPath, args).status).toBe(69);
  },
  function otherProgram(daemon: DaemonProcess) {
    const look = () => {
      const other = new Sqlite(join(daemon.state, 'agentos.db'), { fileMustExist: true, timeout: 0 });
      try {
        other.prepare('SELECT count(*) FROM threads').get();
      } finally {
        other.close();
      }
    };
    expect(look).toThrow(/locked/);
  },
  async function status(_daemon: DaemonProcess, client: Client) {
    expect(await client.status()).toMatchObject({ serving: true });
  },
  async function newcomer(daemon: DaemonProcess) {
    const other = await daemon.connect({ name: 'probe' });
    expect(await other.threads({ limit: 1 })).toHaveLength(1);
    await other.close();
  },
  async function backup(_daemon: DaemonProcess, client: Client) {
    expect((await client.backup()).threads).toBeGreaterThan(0);
  },
] as const;

/** What a daemon has open that was deleted under it. */
function deletedFiles(pid: number): string[] {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).flatMap((fd) => {
    try {
      const target = readlinkSync(join(folder, fd));
      return target.includes('(deleted)') ? [target] : [];
    } catch {
      return [];
    }
  });
}

/** Visits a daemon that is written to all the time, kills it with -9, and looks for what it had acknowledged. */
export async function visitAgainAndAgain(visits: number): Promise<void> {
  const daemon = await DaemonProcess.start();
  try {
    const client = await daemon.connect({ name: 'ledger' });
    const acked: string[] = [];
    const say = async () => acked.push((await client.utter({ text: 'turn on the kitchen light' }).accepted).thread);
    await say();
    for (let visit = 0; visit < visits; visit += 1) {
      const one = VISITS[visit % VISITS.length];
      const writing = Promise.all([say(), say()]);
      await one?.(daemon, client);
      await writing;
      expect(deletedFiles(daemon.pid)).toEqual([]);
    }
    await daemon.kill9();
    await daemon.start();
    const again = await daemon.connect({ name: 'ledger-2' });
    let lost = 0;
    for (const thread of acked) {
      const events = await again.thread(thread).then(
        (found) => found.events.length,
        () => 0,
      );
      lost += events > 0 ? 0 : 1;
    }
    tellFigure({ count: visits, of: 'visits', lost, measured: `${acked.length} turns acknowledged` });
    expect(lost, 'turns that were acknowledged').toBe(0);
    expect(acked.length).toBe(2 * visits + 1);
  } finally {
    await daemon.stop();
  }
}
