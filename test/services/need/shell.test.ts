import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { foldersOf } from '../../../src/daemon/doors/folders.ts';
import { programsOf } from '../../../src/daemon/doors/programs.ts';
import { shellRun } from '../../../src/services/need/shell/contract.ts';
import local from '../../../src/services/need/shell/local.ts';
import { ToolHost } from '../tool_host.ts';

const ENTITY = (id: string) => ({ domain: id, deviceClass: undefined });
let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'agentos-shell-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const hostWith = (allow: readonly string[]) =>
  new ToolHost({ programs: programsOf(allow, foldersOf([folder], [], []).folder) });

describe('need.shell.run', () => {
  test('is nobody’s until the settings name a program', async () => {
    const off = await local.open(contextOf(hostWith([])));
    expect(off.tools.map(({ accepts }) => accepts({ program: 'echo' }))).toEqual([false]);
  });

  test('runs what is named, and nothing else', async () => {
    const host = hostWith(['echo']);
    const release = await host.open(local, { allow: ['echo'] });
    expect(await host.call('need.shell.run', { program: 'echo', args: ['$(id)', 'a b'] })).toEqual({
      code: 0,
      stdout: '$(id) a b\n',
      stderr: '',
    });
    await expect(host.call('need.shell.run', { program: 'sh', args: ['-c', 'id'] })).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
    });
    await release();
  });

  test('the question shows every argument as it is, and what is too long to show is not run', () => {
    const asked = (args: readonly string[], more = {}) =>
      shellRun.questionFor({ program: 'git', args: [...args], seconds: 20, ...more }, ENTITY);
    expect(asked(['log', '--since=2026-01-01'])).toBe('Run git log --since=2026-01-01?');
    expect(asked(['commit', '-m', 'a "b"; rm -rf /'], { folder: '/home/a b', input: 'x\ny' })).toBe(
      'Run git commit -m "a \\"b\\"; rm -rf /" in "/home/a b", which reads "x\\ny"?',
    );
    expect(asked(['a\u202eb', ''])).toBe('Run git "a\\u{202e}b" ""?');
    expect(() => asked(['x'.repeat(2_001)])).toThrow('too long to be shown');
    expect(shellRun.riskOf({ program: 'git', args: [], seconds: 1 }, ENTITY)).toBe('danger');
    expect(shellRun.effect).toBe('once');
  });
});

/** What a provider is handed when it opens. */
function contextOf(host: ToolHost): Parameters<typeof local.open>[0] {
  let handed: Parameters<typeof local.open>[0] | undefined;
  void host.open({
    ...local,
    open: async (context) => {
      handed = context;
      return { tools: [], release: async () => {} };
    },
  });
  if (handed === undefined) throw new Error('it was handed nothing');
  return handed;
}
