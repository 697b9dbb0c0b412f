import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { secretsIn } from '../../../src/daemon/doors/secrets.ts';

let own: string;
let systemd: string;
beforeEach(() => {
  const base = mkdtempSync(join(tmpdir(), 'agentos-secrets-'));
  own = join(base, 'secrets');
  systemd = join(base, 'credentials');
  mkdirSync(own);
  mkdirSync(systemd);
});
afterEach(() => rmSync(join(own, '..'), { recursive: true, force: true }));

function put(folder: string, name: string, text: string, mode: number): void {
  writeFileSync(join(folder, name), text);
  chmodSync(join(folder, name), mode);
}

test('a credential that others can read is refused, and is not in the message', async () => {
  put(own, 'mail', 'hunter2\n', 0o600);
  expect(await secretsIn(own)('mail')).toBe('hunter2');
  for (const mode of [0o640, 0o604, 0o644, 0o660, 0o666, 0o610, 0o601]) {
    chmodSync(join(own, 'mail'), mode);
    const thrown: unknown = await secretsIn(own)('mail').catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code: 'FAILED_PRECONDITION', message: expect.stringContaining('0600') });
    expect(String(thrown)).not.toContain('hunter2');
  }
});

test('systemd’s comes first, and is taken with the mode that its access list shows', async () => {
  put(own, 'mail', 'own', 0o600);
  put(systemd, 'mail', 'given', 0o440);
  expect(await secretsIn(own, systemd)('mail')).toBe('given');
  put(own, 'other', 'own', 0o600);
  expect(await secretsIn(own, systemd)('other')).toBe('own');
});

test('what is missing, empty or no name at all says what to do', async () => {
  put(own, 'empty', ' \n', 0o600);
  mkdirSync(join(own, 'folder'));
  await expect(secretsIn(own)('empty')).rejects.toMatchObject({
    code: 'FAILED_PRECONDITION',
    message: expect.stringContaining('is empty'),
  });
  for (const name of ['missing', 'folder'])
    await expect(secretsIn(own)(name)).rejects.toMatchObject({
      code: 'FAILED_PRECONDITION',
      message: expect.stringContaining(join(own, name)),
    });
  for (const name of ['', '.', '..', '../mail', 'a/b', '/etc/passwd', 'A', 'a\0', 'a b'])
    await expect(secretsIn(own)(name), name).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
});
