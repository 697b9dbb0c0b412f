import { execFileSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { foldersOf } from '../../../src/daemon/doors/folders.ts';
import type { Folders } from '../../../src/daemon/model/doors.ts';

const signal = new AbortController().signal;
let base: string;
let read: string;
let write: string;
let state: string;
let folders: Folders;
beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'agentos-folders-')));
  [read, write, state] = [join(base, 'read'), join(base, 'write'), join(base, 'write', 'state')];
  for (const folder of [join(read, 'inner'), state, join(base, 'write-beside'), join(write, '.ssh')])
    mkdirSync(folder, { recursive: true });
  writeFileSync(join(read, 'a.txt'), 'ä inside\nsecond line about tea');
  writeFileSync(join(read, 'inner', 'b.txt'), 'deep');
  writeFileSync(join(write, 'notes.txt'), 'old');
  writeFileSync(join(write, '.ssh', 'key'), 'hunter2');
  writeFileSync(join(state, 'agentos.db'), 'rows');
  writeFileSync(join(base, 'outside.txt'), 'outside tea');
  writeFileSync(join(base, 'write-beside', 'c.txt'), 'beside');
  folders = foldersOf([read], [write], [state, join(base, 'later')]);
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const OUTSIDE = (): string[] => [
  '../outside.txt',
  'inner/../../outside.txt',
  join(base, 'outside.txt'),
  `${write}/../outside.txt`,
  `${write}-beside/c.txt`,
  '/etc/passwd',
  '/proc/self/environ',
  `${write}/state/agentos.db`,
  'state/agentos.db',
  `${write}/inner/../state/agentos.db`,
  '.ssh/key',
  `${write}/.ssh/key`,
  '..',
  '/',
];

describe('S8 T22 the owner’s folders', () => {
  test('are read, listed and looked through, and nothing that is hidden', async () => {
    expect(await folders.read('a.txt', 1_000)).toMatchObject({
      path: join(read, 'a.txt'),
      text: expect.stringContaining('ä'),
    });
    expect(await folders.read('notes.txt', 1_000)).toMatchObject({ text: 'old', bytes: 3 });
    expect(await folders.read(join(read, 'inner', '..', 'inner', 'b.txt'), 4)).toMatchObject({ text: 'deep' });
    await expect(folders.read('inner/b.txt', 3)).rejects.toMatchObject({
      code: 'RESOURCE_EXHAUSTED',
      retryable: false,
    });
    const { files } = await folders.list(undefined, 10);
    expect(files.map(({ path }) => path)).toEqual([read, write]);
    expect((await folders.list(read, 10)).files.map(({ kind }) => kind)).toEqual(['file', 'folder']);
    expect((await folders.list(write, 10)).files.map(({ path }) => path)).toEqual([join(write, 'notes.txt')]);
    expect(await folders.list('inner', 0)).toEqual({ files: [], more: true });
    expect((await folders.find(['tea'], { signal, limit: 5 })).hits).toEqual([
      expect.objectContaining({ path: join(read, 'a.txt'), line: 'second line about tea' }),
    ]);
    expect((await folders.find(['hunter2'], { signal, limit: 5 })).hits).toEqual([]);
    expect((await folders.find(['rows'], { signal, limit: 5 })).hits).toEqual([]);
    expect((await folders.find(['b.txt'], { signal, limit: 5 })).hits).toHaveLength(1);
  });

  test('nothing else is read, written, moved or deleted, however it is spelled', async () => {
    const before = listing();
    const isOurs = (path: string): boolean => resolve(write, path).startsWith(`${base}/`);
    for (const path of OUTSIDE()) {
      const denied = { code: expect.stringMatching(/PERMISSION_DENIED|NOT_FOUND/) };
      await expect(folders.read(path, 1_000), path).rejects.toMatchObject(denied);
      await expect(folders.stat(path), path).rejects.toMatchObject(denied);
      // A test of a guard may run without it: what belongs to the machine is only ever read.
      if (!isOurs(path)) continue;
      await expect(folders.write(path, 'x'), path).rejects.toMatchObject(denied);
      await expect(folders.remove(path, {}), path).rejects.toMatchObject(denied);
      await expect(folders.move(path, 'taken.txt'), path).rejects.toMatchObject(denied);
      await expect(folders.move('notes.txt', path), path).rejects.toMatchObject(denied);
    }
    for (const path of ['', '\0', 'a\nb', 'notes.txt\0'])
      await expect(folders.read(path, 1_000)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(listing()).toEqual(before);
    expect(readFileSync(join(state, 'agentos.db'), 'utf8')).toBe('rows');
  });

  test('what may only be read is not written to', async () => {
    const denied = { code: 'PERMISSION_DENIED', message: expect.stringContaining('write_roots') };
    await expect(folders.write(join(read, 'new.txt'), 'x')).rejects.toMatchObject(denied);
    await expect(folders.move(join(read, 'a.txt'), 'a.txt')).rejects.toMatchObject(denied);
    await expect(folders.move('notes.txt', join(read, 'n.txt'))).rejects.toMatchObject(denied);
    await expect(folders.remove(join(read, 'a.txt'), {})).rejects.toMatchObject(denied);
    await expect(foldersOf([read], [], []).write('new.txt', 'x')).rejects.toMatchObject(denied);
    await expect(foldersOf([], [], []).read('a.txt', 10)).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  });

  test('a link is not followed where it ends, and is what it leads to on the way', async () => {
    symlinkSync(join(base, 'outside.txt'), join(write, 'out'));
    symlinkSync(base, join(write, 'up'));
    symlinkSync(state, join(write, 'innocent'));
    symlinkSync(join(write, 'notes.txt'), join(write, 'same'));
    symlinkSync(join(read, 'inner'), join(write, 'across'));
    for (const path of ['out', 'up/outside.txt', 'innocent/agentos.db', 'same'])
      await expect(folders.read(path, 100), path).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    for (const path of ['up/new.txt', 'innocent/new', 'across/new.txt'])
      await expect(folders.write(path, 'x'), path).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    await expect(folders.write('out', 'x')).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    await expect(folders.remove('same', {})).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    await expect(folders.move('same', 'other')).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    expect((await folders.find(['outside'], { signal, limit: 5 })).hits).toEqual([]);
    expect(await folders.read('across/b.txt', 100)).toMatchObject({ path: join(read, 'inner', 'b.txt') });
    expect(readFileSync(join(base, 'outside.txt'), 'utf8')).toBe('outside tea');
  });

  test('what has a second name, is a pipe, or no text, is refused', async () => {
    linkSync(join(base, 'outside.txt'), join(write, 'hard.txt'));
    execFileSync('mkfifo', [join(write, 'pipe')]);
    writeFileSync(join(write, 'image'), Buffer.from([0xff, 0xd8, 0, 1]));
    await expect(folders.read('hard.txt', 100)).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    await expect(folders.remove('hard.txt', {})).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    await expect(folders.read('pipe', 100)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(folders.read('image', 100)).rejects.toMatchObject({ code: 'FAILED_PRECONDITION' });
    expect((await folders.find(['outside'], { signal, limit: 5 })).hits).toEqual([]);
  });

  test('what is closed stays so when it comes later', async () => {
    mkdirSync(join(base, 'later'));
    writeFileSync(join(base, 'later', 'x'), 'x');
    const wide = foldersOf([base], [base], [state, join(base, 'later')]);
    for (const path of ['later/x', 'write/state/agentos.db', 'later/new'])
      await expect(wide.write(path, 'y'), path).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    expect((await wide.list(base, 10)).files.map(({ path }) => path)).not.toContain(join(base, 'later'));
  });
});

describe('files that are written', () => {
  test('are there in full, never over what is there, and only over what was seen', async () => {
    const made = await folders.write(join(write, 'new.txt'), 'first');
    expect(readFileSync(join(write, 'new.txt'), 'utf8')).toBe('first');
    await expect(folders.write(join(write, 'new.txt'), 'again')).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    await folders.write(join(write, 'new.txt'), 'second', made.hash);
    await expect(folders.write(join(write, 'new.txt'), 'third', made.hash)).rejects.toMatchObject({ code: 'ABORTED' });
    expect(readFileSync(join(write, 'new.txt'), 'utf8')).toBe('second');
    expect(readdirSync(write).sort()).toEqual(['.ssh', 'new.txt', 'notes.txt', 'state']);
  });

  test('are moved, never over another, and deleted only as they were told', async () => {
    writeFileSync(join(write, 'other.txt'), 'other');
    await expect(folders.move('notes.txt', 'other.txt')).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    expect(await folders.move('notes.txt', 'renamed.txt')).toMatchObject({ from: join(write, 'notes.txt') });
    expect(existsSync(join(write, 'notes.txt'))).toBe(false);
    await expect(folders.remove('renamed.txt', { bytes: 4 })).rejects.toMatchObject({ code: 'ABORTED' });
    await expect(folders.remove('renamed.txt', { hash: 'f'.repeat(64) })).rejects.toMatchObject({ code: 'ABORTED' });
    await folders.remove('renamed.txt', { bytes: 3 });
    await expect(folders.remove('renamed.txt', {})).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(folders.write(join(write, 'big'), 'x'.repeat(4_194_305))).rejects.toMatchObject({
      code: 'RESOURCE_EXHAUSTED',
    });
  });
});

function listing(): string[] {
  return readdirSync(base, { recursive: true, encoding: 'utf8' }).sort();
}
