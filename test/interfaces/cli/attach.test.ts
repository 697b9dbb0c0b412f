import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DaemonProcess } from '../../daemon_process.ts';
import { Command, objects } from './command.ts';

let folder: string;
let daemon: DaemonProcess;
let owner: Command;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'agentos-attach-'));
  const settings = join(folder, 'agentos.toml');
  writeFileSync(settings, '[listen]\naddresses = ["127.0.0.1:0"]\n');
  daemon = await DaemonProcess.start({ settings });
  owner = new Command({ AGENTOS_SOCKET: daemon.socket });
});
afterAll(async () => {
  owner?.remove();
  await daemon?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Begins to let a client in, and gives what is shown first and how it ends. */
async function pairing(...args: string[]) {
  const child = owner.start(...args, '--json');
  const lines: Record<string, unknown>[] = [];
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const first = new Promise<void>((resolve) =>
    createInterface({ input: child.stdout }).on('line', (text) => {
      lines.push(JSON.parse(text));
      resolve();
    }),
  );
  await Promise.race([first, ended]);
  return {
    code: String(lines[0]?.['code']),
    address: String([lines[0]?.['addresses']].flat()[0]),
    lines,
    ended,
    child,
  };
}

describe('agentos pair, attach and clients', () => {
  it('let another machine in by a code, to say what it may, until it is sent away', async () => {
    const other = new Command();
    try {
      const { code, address, lines, ended } = await pairing('pair', 'satellite', '--area', 'kitchen');
      expect((await other.run(['attach', address, '--code', 'AAAA-AAAA'])).code).toBe(77);
      const attached = await other.run(['attach', address], code);
      expect(attached).toMatchObject({
        code: 0,
        out: expect.stringContaining('This machine is satellite there, resident in kitchen'),
      });
      expect(await ended).toBe(0);
      expect(lines[1]).toMatchObject({ type: 'paired', name: 'satellite' });
      const file = join(other.folder, '.config', 'agentos', 'attached.json');
      expect(statSync(file).mode & 0o777).toBe(0o600);
      const token = () => JSON.parse(readFileSync(file, 'utf8')).token;

      const said = await other.run(['ask', 'turn on the kitchen light']);
      expect(said).toMatchObject({ code: 0, out: expect.stringMatching(/light/i) });
      expect(objects((await other.run(['threads', '--json'])).out)).toHaveLength(1);
      expect((await other.run(['backup'])).code).toBe(77);

      const before = token();
      expect(await other.run(['clients', 'rotate'])).toMatchObject({ code: 0 });
      expect(token()).not.toBe(before);
      expect((await other.run(['attach'])).out).toBe(`This machine is satellite at ${address}.\n`);

      expect((await owner.run(['clients'])).out).toMatch(/^satellite {2}resident in kitchen/);
      expect((await owner.run(['clients', 'revoke', 'satellite'])).out).toBe('satellite is sent away.\n');
      expect(await other.run(['ask', 'what time is it'])).toMatchObject({
        code: 77,
        err: expect.stringContaining('agentos pair'),
      });
      expect((await owner.run(['audit', '--json'])).out).toContain('clients.revoke');
      expect((await other.run(['attach', '--forget'])).code).toBe(0);
      expect(existsSync(file)).toBe(false);
      expect((await other.run(['ask', 'what time is it'])).code).toBe(69);
    } finally {
      other.remove();
    }
  });

  it.each([
    [['pair', 'my phone'], 'For a name, use 1 to 64 of a-z'],
    [
      ['pair', 'phone', '--scope', 'everything'],
      'Rights are utter, observe:own, observe:all, confirm, admin and tool:<name>',
    ],
    [['pair', 'phone', '--role', 'guest', '--scope', 'confirm'], 'A client of role guest cannot have "confirm"'],
  ])('say in words what of %s is wrong', async (args, words) => {
    const { code, err } = await owner.run(args);
    expect(code).not.toBe(0);
    expect(err).toContain(words);
    expect(err).not.toContain('agentos.v1');
  });

  it('take the code back with whoever leaves', async () => {
    const { code, address, child, ended } = await pairing('pair', 'phone');
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    const other = new Command();
    expect((await other.run(['attach', address, '--code', code])).code).toBe(77);
    other.remove();
  });
});

describe('agentos daemon', () => {
  it.each([
    ['clear text that nobody asked for at the start', 'plaintext = true', [], '--insecure-dev'],
    [
      'clear text in the network',
      'plaintext = true\naddresses = ["0.0.0.0:0"]',
      ['--insecure-dev'],
      'whoever is in the network',
    ],
    ['a certificate that is not there', 'certificate = "a"\nkey = "b"\nca = "c"', [], 'is not there'],
    ['half of a certificate', 'certificate = "a"', [], 'go together'],
  ])('does not start with %s, and says why', (_what, lines, args, words) => {
    const state = mkdtempSync(join(folder, 'state-'));
    const settings = join(state, 'agentos.toml');
    const addresses = lines.includes('addresses') ? '' : 'addresses = ["127.0.0.1:0"]\n';
    writeFileSync(settings, `[listen]\n${addresses}${lines}\n`);
    const main = join(import.meta.dirname, '../../../dist/interfaces/cli/main.js');
    const line = [main, 'daemon', '--state', state, '--settings', settings, ...args];
    const { status, stderr } = spawnSync(process.execPath, line, { encoding: 'utf8', timeout: 30_000 });
    expect(stderr).toContain(words);
    expect(status).toBe(78);
  });
});
