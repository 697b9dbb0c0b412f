import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../src/daemon/store/database.ts';
import { FORMAT } from '../../../src/daemon/store/migrations.ts';
import { openStore } from '../../../src/daemon/store/open.ts';
import { restore } from '../../../src/daemon/store/restore.ts';
import { noSmallDisk, smallDisk } from '../../recovery/small_disk.ts';
import { bundle } from './bundled.ts';
import { migrationFiles, OLD_EVENTS, OLD_IDENTITY, oldFolder } from './old_databases.ts';
import { temporaryFolder } from './samples.ts';

let root: string;
let folder: string;
let remove: () => void;

beforeEach(() => {
  ({ folder: root, remove } = temporaryFolder());
  folder = join(root, 'state');
});
afterEach(() => remove());

const OLD_FORMATS = Array.from({ length: FORMAT - 1 }, (_, i) => i + 1);

/** Format and soundness of a database, and what is in it, as another program finds it. */
function look(path: string) {
  const database = new Sqlite(path, { fileMustExist: true });
  try {
    const all = (sql: string) => database.prepare(sql).raw().all();
    return {
      format: database.pragma('user_version', { simple: true }),
      integrity: database.pragma('integrity_check', { simple: true }),
      events: all('SELECT place, turn, role, body FROM events ORDER BY place'),
      threads: all('SELECT key, id, status, turn, seq FROM threads ORDER BY key'),
      mail: all('SELECT mailbox_key, offset, kind, body FROM mail ORDER BY offset'),
      identity: all('SELECT id FROM identity'),
      columns: all(
        "SELECT name FROM pragma_table_info('threads') UNION SELECT name FROM pragma_table_info('mailboxes')",
      ),
    };
  } finally {
    database.close();
  }
}

const kept = () => readdirSync(join(folder, 'backups')).filter((name) => name.startsWith('before-format-'));

describe.each(OLD_FORMATS)('P18 T11 a database of format %i', (format) => {
  beforeEach(() => oldFolder(folder, format));

  test('is brought to this one with all that is in it, after a checked copy of it was kept', async () => {
    const before = look(join(folder, 'agentos.db'));
    const told: string[] = [];
    const store = await openStore({ folder, synchronous: 'FULL', log: (line) => void told.push(line) });
    expect([...(await store.events('done')), ...(await store.events('open'))]).toEqual(OLD_EVENTS);
    expect((await store.openThreads()).map(({ id }) => id)).toEqual(['open']);
    expect(await store.mailbox('cli')).toEqual({ last: 2, heard: 1 });
    expect(await store.request('cli', 'r1')).toEqual({ thread: 'done', turn: 1 });
    expect(await store.record('notes', 'notes', 'k', [])).toMatchObject({ version: 3, value: { text: 'milk' } });
    expect(await store.searchRecords('notes', 'notes', 'milk', 5, [])).toHaveLength(1);
    expect(await store.records('notes', 'notes', { where: { kind: 'food' } }, [])).toHaveLength(1);
    await store.close();
    expect(kept()).toEqual([expect.stringMatching(new RegExp(`^before-format-${FORMAT}-.*Z\\.db$`))]);
    expect(look(join(folder, 'backups', kept()[0] ?? ''))).toEqual(before);
    expect(told.join('\n')).toContain(join(folder, 'backups', kept()[0] ?? ''));
    expect(told.join('\n')).toContain(`from format ${format} to ${FORMAT}`);
    // Once is enough.
    openDatabase(folder, 'FULL').release();
    expect(kept()).toHaveLength(1);
  });

  test('can be gone back to: the copy is what the old version wrote, and comes up again', async () => {
    const before = look(join(folder, 'agentos.db'));
    openDatabase(folder, 'FULL').release();
    const copy = join(root, 'old.db');
    cpSync(join(folder, 'backups', kept()[0] ?? ''), copy);
    const restored = await restore(folder, copy, 5_000);
    expect(restored).toMatchObject({ format, identity: OLD_IDENTITY, life: 'same' });
    expect(look(join(folder, 'agentos.db'))).toMatchObject({ format, integrity: 'ok', columns: before.columns });
    openDatabase(folder, 'FULL').release();
    expect(look(join(folder, 'agentos.db'))).toMatchObject({ format: FORMAT, integrity: 'ok' });
  });
});

test('P18 T11 killed at each step of an upgrade, the database is the old one or the new one', async () => {
  const program = fileURLToPath(await bundle(new URL('./killed.ts', import.meta.url)));
  const asItWas = join(root, 'as_it_was');
  await oldFolder(asItWas, 1);
  const old = look(join(asItWas, 'agentos.db'));
  const steps: string[] = [];
  const formats = new Set<unknown>();
  for (let step = 1; ; step += 1) {
    rmSync(folder, { recursive: true, force: true });
    cpSync(asItWas, folder, { recursive: true });
    const { signal, stdout } = spawnSync(process.execPath, [program, 'open', folder, '', String(step)]);
    if (signal === null) break;
    steps.push(stdout.toString().trim().split('\n').at(-1) ?? '');
    const found = look(join(folder, 'agentos.db'));
    expect([1, FORMAT]).toContain(found.format);
    expect(found).toMatchObject({ integrity: 'ok', events: old.events, mail: old.mail, identity: old.identity });
    if (found.format === 1) expect(found.columns).toEqual(old.columns);
    else expect(kept()).not.toEqual([]);
    formats.add(found.format);
    // Whatever was left, the next start brings it up, and leaves nothing half made.
    openDatabase(folder, 'FULL').release();
    expect(look(join(folder, 'agentos.db'))).toMatchObject({ format: FORMAT, integrity: 'ok', events: old.events });
    for (const name of readdirSync(join(folder, 'backups')))
      expect(look(join(folder, 'backups', name))).toMatchObject({ format: 1, integrity: 'ok' });
    expect(step).toBeLessThan(100);
  }
  expect(formats).toEqual(new Set([1, FORMAT]));
  const named = ['back up', 'check the backup', 'name the backup', 'commit', 'migrated'];
  expect(steps).toEqual(
    expect.arrayContaining([...named, ...OLD_FORMATS.map((each) => `migrate to format ${each + 1}`)]),
  );
});

test('the twin: without one transaction a kill leaves a database that is neither', async () => {
  await oldFolder(folder, 1);
  const [, second = ''] = await migrationFiles();
  const database = new Sqlite(join(folder, 'agentos.db'));
  // As a process that was killed between the first migration and its number.
  database.exec(second);
  database.close();
  expect(() => openDatabase(folder, 'FULL')).toThrow(/duplicate column/);
});

test.skipIf(noSmallDisk)('P18 T11 no room for the copy: nothing is migrated, and it is said why', async () => {
  const disk = smallDisk(4 * 1024 * 1024);
  try {
    folder = join(disk.folder, 'state');
    await oldFolder(folder, 1);
    const before = readFileSync(join(folder, 'agentos.db'));
    expect(() => openDatabase(folder, 'FULL')).toThrow(
      /no room to keep the old one .* Nothing was changed\. Free some space/,
    );
    expect(look(join(folder, 'agentos.db')).format).toBe(1);
    expect(readFileSync(join(folder, 'agentos.db'))).toEqual(before);
    expect(readdirSync(join(folder, 'backups'))).toEqual([]);
  } finally {
    disk.remove();
  }
});

test('P18 an upgrade that is begun again and again does not fill the disk with copies', async () => {
  await oldFolder(folder, 1);
  const cut = (step: string) => {
    if (step === 'commit') throw new Error('cut short');
  };
  for (let attempt = 0; attempt < 5; attempt += 1) expect(() => openDatabase(folder, 'FULL', cut)).toThrow(/cut short/);
  expect(kept()).toHaveLength(3);
  openDatabase(folder, 'FULL').release();
  expect(look(join(folder, 'agentos.db'))).toMatchObject({ format: FORMAT, integrity: 'ok' });
});

test('P18 T11 a copy that is not sound: nothing is migrated', async () => {
  await oldFolder(folder, 1);
  const spoil = (step: string) => {
    if (step !== 'check the backup') return;
    const fresh = readdirSync(join(folder, 'backups')).find((name) => name.endsWith('.new')) ?? '';
    const copy = new Sqlite(join(folder, 'backups', fresh));
    copy.unsafeMode();
    copy.pragma('writable_schema = ON');
    copy.exec("UPDATE sqlite_schema SET rootpage = 2 WHERE name = 'events'");
    copy.close();
  };
  expect(() => openDatabase(folder, 'FULL', spoil)).toThrow(/cannot be used as a backup/);
  expect(look(join(folder, 'agentos.db')).format).toBe(1);
  expect(kept()).toEqual([]);
});
