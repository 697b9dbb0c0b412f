import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UNITS, unitText } from '../../../src/interfaces/cli/install/units.ts';
import { loadSettings } from '../../../src/settings/settings.ts';

const root = join(import.meta.dirname, '../../..');
const places = { root, node: process.execPath, cli: join(root, 'run') };
const defaults = loadSettings(join(root, 'no such file.toml'));
const analyzed = spawnSync('systemd-analyze', ['--version']).status === 0;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'agentos-units-'));
  for (const kind of ['user', 'system'] as const) {
    for (const unit of UNITS) writeFileSync(join(folder, `${kind}-${unit}`), unitText(unit, kind, places));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('nothing of the templates is left in a unit', () => {
  for (const kind of ['user', 'system'] as const) {
    for (const unit of UNITS) expect(unitText(unit, kind, places)).not.toMatch(/@[A-Z]+@|^(user|system): /m);
  }
});

test('each interface of the machine’s systemd has a group, a socket and a folder of its own', () => {
  const daemon = unitText('agentos.service', 'system', places);
  for (const role of ['voice', 'watch']) {
    const unit = unitText(`agentos-${role}.service`, 'system', places);
    expect(unit).toMatch(new RegExp(`^Group=agentos-${role}$`, 'm'));
    expect(unit).toContain(`AGENTOS_SOCKET=/run/agentos-${role}/agentos.sock`);
    expect(daemon).toContain(`AGENTOS_${role.toUpperCase()}_SOCKET=/run/agentos-${role}/agentos.sock`);
    expect(daemon).toContain(`chgrp agentos-${role} /run/agentos-${role}`);
  }
});

test('the daemon tells when it is ready and that it lives; what another start would not mend is not started again', () => {
  for (const kind of ['user', 'system'] as const) {
    const daemon = unitText('agentos.service', kind, places);
    // Never given up: the default stops for good after five quick ends.
    for (const line of ['Type=notify', 'NotifyAccess=all', 'Restart=on-failure', 'StartLimitIntervalSec=0'])
      expect(daemon.split('\n')).toContain(line);
    expect(Number(/^WatchdogSec=(\d+)$/m.exec(daemon)?.[1])).toBeGreaterThan(2 * defaults.daemon.watchdog_seconds);
    expect(/^RestartPreventExitStatus=(.*)$/m.exec(daemon)?.[1]?.split(' ')).toContain('78');
  }
});

test('a path with spaces, quotes or percent signs stays one word', () => {
  expect(unitText('agentos.service', 'user', { ...places, node: '/opt/my "node" 100%/node' })).toContain(
    String.raw`ExecStart="/opt/my \"node\" 100%%/node" `,
  );
});

describe.skipIf(!analyzed)('T36 systemd-analyze (skipped where it is not installed)', () => {
  test.each(UNITS)('has nothing to say about %s', (unit) => {
    for (const [kind, flag] of [
      ['user', '--user'],
      ['system', '--system'],
    ] as const) {
      const file = join(folder, unit);
      writeFileSync(file, unitText(unit, kind, places));
      const { stdout, stderr, status } = spawnSync(
        'systemd-analyze',
        ['verify', flag, '--man=no', '--recursive-errors=one', file],
        {
          encoding: 'utf8',
          env: { ...process.env, XDG_RUNTIME_DIR: folder },
        },
      );
      expect(`${stdout}${stderr}`).toBe('');
      expect(status).toBe(0);
    }
  });

  test.each(UNITS)('%s is exposed 1.5 at most', (unit) => {
    const file = join(folder, unit);
    writeFileSync(file, unitText(unit, 'system', places));
    const output = execFileSync('systemd-analyze', ['security', '--offline=true', '--threshold=15', file], {
      encoding: 'utf8',
    });
    const exposure = Number(/exposure level for .*: ([\d.]+)/.exec(output)?.[1]);
    expect(exposure).toBeLessThanOrEqual(1.5);
  });
});
