import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, expect, test } from 'vitest';
import { unitText } from '../../../src/interfaces/cli/install/units.ts';
import { DaemonProcess } from '../../daemon_process.ts';
import { oldFolder } from '../store/old_databases.ts';
import { ownFolder } from './own_folder.ts';

const root = join(import.meta.dirname, '../../..');
const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});

function temporary(): string {
  const folder = ownFolder({});
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('P18 T11 a database that a newer AgentOS wrote is refused with exit 78 and left as it was, and systemd does not try again', async () => {
  const state = temporary();
  await oldFolder(state, 1);
  const file = join(state, 'agentos.db');
  const database = new Sqlite(file);
  database.pragma('user_version = 999');
  database.close();
  const before = readFileSync(file);
  writeFileSync(join(state, 'agentos.toml'), '');
  const settings = join(state, 'agentos.toml');
  const args = [join(root, 'dist/daemon/main.js'), '--state', state, '--settings', settings];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 20_000 });
  expect(status).toBe(78);
  expect(stderr).toMatch(
    /written by a newer AgentOS \(format 999; .*Nothing was changed\. Install the newer version again, or/,
  );
  expect(readFileSync(file)).toEqual(before);
  for (const kind of ['user', 'system'] as const) {
    const unit = unitText('agentos.service', kind, { root, node: process.execPath, cli: join(root, 'run') });
    expect(unit).toMatch(/^RestartPreventExitStatus=.*\b78\b/m);
  }
});

test('P18 T11 a daemon that starts on the database of the first version has its threads, and goes on with the open one', async () => {
  const state = temporary();
  await oldFolder(state, 1);
  const daemon = new DaemonProcess({ state });
  undo.push(() => daemon.stop());
  await daemon.start();
  const client = await daemon.connect();
  expect((await client.thread('done')).events).toHaveLength(3);
  // Its turn has no opener that this version knows: it came to an end, and is not stuck.
  expect((await client.threads()).map(({ id }) => id).sort()).toEqual(['done', 'open']);
  expect(await daemon.ask(client, 'what is 3 times 4')).toMatchObject({ status: 'complete' });
  expect(readdirSync(join(state, 'backups'))).toEqual([expect.stringMatching(/^before-format-/)]);
});
