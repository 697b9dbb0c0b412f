import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DaemonProcess } from '../../daemon_process.ts';
import { Command } from './command.ts';

let folder: string;
let daemon: DaemonProcess;
let owner: Command;
let other: Command;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'agentos-attach-secrets-'));
  const settings = join(folder, 'agentos.toml');
  writeFileSync(settings, '[listen]\naddresses = ["127.0.0.1:0"]\n');
  daemon = await DaemonProcess.start({ settings });
  owner = new Command({ AGENTOS_SOCKET: daemon.socket });
  other = new Command();
});
afterAll(async () => {
  owner?.remove();
  other?.remove();
  await daemon?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Every file below a folder that holds one of these texts. */
function holders(place: string, texts: readonly string[]): string[] {
  return readdirSync(place, { recursive: true, encoding: 'utf8' })
    .map((name) => join(place, name))
    .filter((path) => statSync(path).isFile())
    .filter((path) => {
      const bytes = readFileSync(path);
      return texts.some((text) => bytes.includes(text));
    });
}

it('S10 T29 neither a token nor a code is in the state, a log, a backup, an export, a trace or anything that is said', async () => {
  const said: string[] = [];
  const run = async (who: Command, ...args: string[]) => {
    const ran = await who.run(args);
    said.push(ran.out, ran.err);
    return ran;
  };
  const pairing = owner.start('pair', 'phone', '--role', 'owner', '--scope', 'utter', '--scope', 'admin', '--json');
  const ended = new Promise((resolve) => pairing.once('close', resolve));
  const { code, addresses } = await new Promise<{ code: string; addresses: string[] }>((resolve) =>
    createInterface({ input: pairing.stdout }).once('line', (text) => resolve(JSON.parse(text))),
  );
  const [address = ''] = addresses;
  await run(other, 'attach', address, '--code', 'AAAA-AAAA');
  expect(await run(other, 'attach', address, '--code', code)).toMatchObject({ code: 0 });
  await ended;
  const file = join(other.folder, '.config', 'agentos', 'attached.json');
  const tokens = [JSON.parse(readFileSync(file, 'utf8')).token];
  expect(await run(other, 'clients', 'rotate')).toMatchObject({ code: 0 });
  const kept = readFileSync(file, 'utf8');
  tokens.push(JSON.parse(kept).token);
  expect(new Set(tokens).size).toBe(2);

  await run(other, 'ask', 'what time is it');
  await run(other, 'ask', `remember that my token is a long word`);
  await run(other, 'services', '--json');
  await run(owner, 'clients', '--json');
  await run(owner, 'threads', '--json');
  await run(owner, 'trace', 'last');
  await run(owner, 'audit', '--json');
  const backup = join(folder, 'backup.db');
  expect(await run(owner, 'backup', backup)).toMatchObject({ code: 0 });
  expect(await run(owner, 'threads', 'export', '--all', '--out', join(folder, 'threads.jsonl'))).toMatchObject({
    code: 0,
  });
  expect(await run(owner, 'doctor')).toMatchObject({ out: expect.any(String) });
  // Whose token is wrong, and who was sent away, is told so without it.
  writeFileSync(file, kept.replace(tokens[1], tokens[0]));
  expect(await run(other, 'ask', 'what time is it')).toMatchObject({ code: 77 });
  writeFileSync(file, kept);
  expect(await run(owner, 'clients', 'revoke', 'phone')).toMatchObject({ code: 0 });
  expect(await run(other, 'ask', 'what time is it')).toMatchObject({ code: 77 });

  const secrets = [...tokens, code, code.replace('-', '')];
  // It would be found: the one place where it is.
  expect(holders(other.folder, secrets)).toEqual([file]);
  expect([...holders(daemon.state, secrets), ...holders(folder, secrets), ...holders(owner.folder, secrets)]).toEqual(
    [],
  );
  expect(secrets.filter((secret) => said.join('\n').includes(secret))).toEqual([]);
  expect(secrets.filter((secret) => daemon.log.includes(secret))).toEqual([]);
}, 120_000);
