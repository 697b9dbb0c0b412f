import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { foldersOf } from '../../../src/daemon/doors/folders.ts';
import { allowedIn, programsOf } from '../../../src/daemon/doors/programs.ts';
import type { ProgramRun } from '../../../src/daemon/model/doors.ts';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'agentos-programs-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(program: string, args: readonly string[], more: Partial<ProgramRun> = {}) {
  const programs = programsOf(['echo', 'sh', 'env', 'cat', 'pwd', '/bin/echo'], foldersOf([folder], [], []).folder);
  const { signal } = new AbortController();
  return programs.run({ program, args, timeoutMs: 20_000, maxBytes: 10_000, signal, ...more });
}

describe('programs', () => {
  test('run with exactly their arguments, without a shell, in one of the owner’s folders', async () => {
    expect(await run('echo', ['$HOME', '`id`', 'a  b', '; ls', '*'])).toMatchObject({
      code: 0,
      stdout: '$HOME `id` a  b ; ls *\n',
    });
    expect(await run('pwd', [])).toMatchObject({ stdout: `${folder}\n` });
    expect(await run('cat', [], { input: 'given' })).toMatchObject({ stdout: 'given' });
    expect(await run('sh', ['-c', 'echo wrong >&2; exit 3'])).toEqual({ code: 3, stdout: '', stderr: 'wrong\n' });
  });

  test('that are not named are refused, and so is any other folder', async () => {
    for (const program of ['ls', 'ech', 'echo ', '/bin/sh', '/usr/bin/env', '../echo', ''])
      await expect(run(program, []), program).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    await expect(run('pwd', [], { folder: '/etc' })).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    await expect(run('pwd', [], { folder: join(folder, '..') })).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    await expect(run('echo', ['a\0b'])).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    const none = programsOf(['echo'], foldersOf([], [], []).folder);
    const { signal } = new AbortController();
    const asked = { program: 'echo', args: [], timeoutMs: 1_000, maxBytes: 10, signal };
    await expect(none.run(asked)).rejects.toMatchObject({ code: 'FAILED_PRECONDITION' });
  });

  test('know nothing of the daemon’s environment', async () => {
    const { stdout } = await run('env', []);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.split('=')[0])
        .sort(),
    ).toEqual(['HOME', 'LANG', 'PATH']);
  });

  test('are ended with all that they started: when it takes too long, says too much, or nobody waits', async () => {
    const late = (name: string) => `(sleep 1; touch ${join(folder, name)}) & (setsid -f true; sleep 60)`;
    expect(await run('sh', ['-c', late('a')], { timeoutMs: 100 })).toMatchObject({ ended: 'timeout' });
    const loud = await run('sh', ['-c', `${late('b')} & yes`], { maxBytes: 1_000 });
    expect(loud).toMatchObject({ ended: 'output', stdout: 'y\n'.repeat(500) });
    const stopping = new AbortController();
    const stopped = run('sh', ['-c', late('c')], { signal: stopping.signal });
    setTimeout(() => stopping.abort(), 100);
    await expect(stopped).rejects.toMatchObject({ name: 'Fault' });
    await run('sh', ['-c', `(sleep 1; touch ${join(folder, 'd')}) &`]);
    await sleep(1_500);
    expect(['a', 'b', 'c', 'd'].filter((name) => existsSync(join(folder, name)))).toEqual([]);
  });

  test('are those that the sections of a capability allow', () => {
    expect(allowedIn(undefined)).toEqual([]);
    expect(allowedIn({ local: { allow: ['git', 3, ''] }, other: 'x', more: { allow: 'sh' } })).toEqual(['git']);
  });
});
