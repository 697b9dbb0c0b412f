import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isZone, localZone } from '../../src/settings/zone.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agentos-zone-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function link(target: string): string {
  const path = join(folder, 'localtime');
  symlinkSync(target, path);
  return path;
}

const ofIcu = Intl.DateTimeFormat().resolvedOptions().timeZone;

test('the machine’s zone is where its link leads', () => {
  expect(localZone({}, link('/usr/share/zoneinfo/Europe/Berlin'))).toBe('Europe/Berlin');
});

test('TZ goes before the link', () => {
  const path = link('../usr/share/zoneinfo/Europe/Berlin');
  expect(localZone({ TZ: 'America/Argentina/Ushuaia' }, path)).toBe('America/Argentina/Ushuaia');
  expect(localZone({ TZ: '' }, path)).toBe('Europe/Berlin');
});

test('UTC has one name', () => {
  expect(localZone({}, link('/usr/share/zoneinfo/Etc/UTC'))).toBe('UTC');
  expect(localZone({ TZ: 'UTC' }, folder)).toBe('UTC');
});

test('what is no plain name is left to ICU', () => {
  const file = join(folder, 'file');
  writeFileSync(file, 'TZif2');
  for (const path of [file, join(folder, 'nowhere'), link('/usr/share/zoneinfo/posix/Nowhere/Land')])
    expect(localZone({}, path)).toBe(ofIcu);
  expect(localZone({ TZ: ':/etc/localtime' }, folder)).toBe(ofIcu);
});

test('a zone is known by its old names and in any case too, and nothing else is one', () => {
  for (const name of ['Europe/Berlin', 'UTC', 'Etc/UTC', 'Asia/Calcutta', 'europe/berlin'])
    expect([name, isZone(name)]).toEqual([name, true]);
  for (const name of ['Mars/Base', '', 'Europe']) expect([name, isZone(name)]).toEqual([name, false]);
});
