import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { filesUnder } from '../../../src/daemon/doors/files.ts';

let base: string;
let root: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'agentos-files-'));
  root = join(base, 'root');
  mkdirSync(join(root, 'inner'), { recursive: true });
  mkdirSync(join(base, 'root-beside'));
  writeFileSync(join(root, 'a.txt'), 'ä inside');
  writeFileSync(join(root, 'inner', 'b.txt'), 'deep');
  writeFileSync(join(base, 'outside.txt'), 'outside');
  writeFileSync(join(base, 'root-beside', 'c.txt'), 'beside');
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

test('reads what is under its roots, relative paths below the first', async () => {
  const files = filesUnder([root, join(base, 'root-beside')]);
  expect(await files.readText('a.txt')).toBe('ä inside');
  expect(await files.readText(join(root, 'inner', '..', 'inner', 'b.txt'))).toBe('deep');
  expect(await files.readText(join(base, 'root-beside', 'c.txt'))).toBe('beside');
  expect(await files.list('.')).toEqual(['a.txt']);
  expect(await files.list('nowhere')).toEqual([]);
});

test('no spelling leads outside', async () => {
  const files = filesUnder([root]);
  for (const path of [
    '../outside.txt',
    'inner/../../outside.txt',
    './../outside.txt',
    join(base, 'outside.txt'),
    `${root}/../outside.txt`,
    `${root}-beside/c.txt`,
    '../root-beside/c.txt',
    '/etc/passwd',
    '/proc/self/environ',
    `${root}/inner/../../outside.txt`,
    '..',
  ])
    await expect(files.readText(path), path).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  for (const path of ['..%2foutside.txt', '..\\outside.txt', 'a.txt/', 'a.txt/../a.txt\0', '\0', 'nowhere', ''])
    await expect(files.readText(path), path).rejects.toMatchObject({ name: 'Fault' });
  await expect(files.list('..')).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
});

test('a link is what it leads to', async () => {
  const files = filesUnder([root]);
  symlinkSync(join(base, 'outside.txt'), join(root, 'out'));
  symlinkSync(base, join(root, 'up'));
  symlinkSync(join(root, 'a.txt'), join(root, 'in'));
  symlinkSync(join(root, 'loop'), join(root, 'loop'));
  await expect(files.readText('out')).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  await expect(files.readText('up/outside.txt')).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  await expect(files.list('up')).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  expect(await files.readText('in')).toBe('ä inside');
  await expect(files.readText('loop')).rejects.toMatchObject({ name: 'Fault' });
});

test('what is no regular file is refused without waiting', async () => {
  const files = filesUnder([root]);
  execFileSync('mkfifo', [join(root, 'pipe')]);
  await expect(files.readText('pipe')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  await expect(files.readText('inner')).rejects.toMatchObject({ name: 'Fault' });
  expect(await files.list('.')).not.toContain('pipe');
});

test('a file is read up to the limit, to the byte', async () => {
  const files = filesUnder([root]);
  writeFileSync(join(root, 'big'), 'x'.repeat(100));
  expect(await files.readText('big', 100)).toHaveLength(100);
  await expect(files.readText('big', 99)).rejects.toMatchObject({ code: 'RESOURCE_EXHAUSTED', retryable: false });
  writeFileSync(join(root, 'empty'), '');
  expect(await files.readText('empty', 0)).toBe('');
  appendFileSync(join(root, 'empty'), 'x');
  await expect(files.readText('empty', 0)).rejects.toMatchObject({ code: 'RESOURCE_EXHAUSTED' });
});

test('what is excepted is closed with all below it, also where a link leads there or it comes later', async () => {
  const secrets = join(root, 'secrets');
  const files = filesUnder([root], [secrets, join(root, 'state.db')]);
  mkdirSync(secrets);
  writeFileSync(join(secrets, 'key'), 'hunter2');
  writeFileSync(join(root, 'state.db'), 'rows');
  symlinkSync(secrets, join(root, 'innocent'));
  for (const path of ['secrets/key', 'innocent/key', 'inner/../secrets/key', 'state.db'])
    await expect(files.readText(path), path).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  await expect(files.list('secrets')).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  expect(await files.readText('a.txt')).toBe('ä inside');
});

test('a folder that is swapped for a link again and again never gives away what is outside', async () => {
  mkdirSync(join(base, 'elsewhere'));
  writeFileSync(join(base, 'elsewhere', 'b.txt'), 'stolen');
  symlinkSync(join(base, 'elsewhere'), join(root, 'swap'));
  const files = filesUnder([root]);
  const [inner, link, aside] = [join(root, 'inner'), join(root, 'swap'), join(root, 'aside')];
  const read = new Set<string>();
  let swapping = true;
  let swaps = 0;
  const swapped = (async () => {
    while (swapping) {
      renameSync(inner, aside);
      renameSync(link, inner);
      await new Promise(setImmediate);
      renameSync(inner, link);
      renameSync(aside, inner);
      swaps += 1;
      await sleep(swaps % 4);
    }
  })();
  for (let round = 0; round < 300; round += 1) {
    const several = Array.from({ length: 4 }, () =>
      files.readText('inner/b.txt').catch((thrown: Error) => thrown.name),
    );
    for (const text of await Promise.all(several)) read.add(text);
  }
  swapping = false;
  await swapped;
  expect(read).not.toContain('stolen');
  expect(read).toContain('deep');
});
