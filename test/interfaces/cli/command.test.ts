import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/interfaces/cli/commands.ts';
import { connect } from '../../../src/interfaces/client/client.ts';
import { Command, objects } from './command.ts';

let command: Command;
beforeAll(() => {
  command = new Command();
});
afterAll(() => command.remove());

describe('agentos', () => {
  it('lists every command without loading any', async () => {
    const { code, out } = await command.run(['--help']);
    expect(code).toBe(0);
    for (const [name, { summary }] of Object.entries(COMMANDS)) {
      expect(out).toContain(`  ${name} `);
      expect(out).toContain(summary.slice(0, 30));
    }
    expect((await command.run([])).out).toBe(out);
  });

  it.each(Object.keys(COMMANDS))('%s --help tells its options and has an example', async (name) => {
    const { code, out, err } = await command.run([name, '--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(new RegExp(`^Usage: agentos ${name}`));
    expect(out).toMatch(/Examples?:\n/);
    expect((await command.run(['help', name])).out).toBe(out);
  });

  it.each(['delete', 'export'])('threads %s is helped and corrected like the other commands', async (name) => {
    expect((await command.run(['threads', name, '--help'])).out).toContain('Shows this help.');
    const { code, err } = await command.run(['threads', name, '--bogus']);
    expect(code).toBe(64);
    expect(err).toContain(`See: agentos threads ${name} --help`);
  });

  it('says its version', async () => {
    expect((await command.run(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('points to the command that was meant', async () => {
    const { code, err } = await command.run(['thread']);
    expect(code).toBe(64);
    expect(err).toMatch(/unknown command 'thread'[\s\S]*threads/);
  });

  it('leaves quietly when its reader goes away', async () => {
    const child = command.start('--help');
    child.stdout.destroy();
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
  });
});

describe('agentos completion', () => {
  it.each(['bash', 'zsh', 'fish', 'powershell'])('prints a script for %s', async (shell) => {
    const { code, out } = await command.run(['completion', shell]);
    expect(code).toBe(0);
    expect(out).toContain('agentos');
    expect(out.split('\n').length).toBeGreaterThan(20);
  });

  it('completes commands, options and choices', async () => {
    const words = async (...typed: string[]) =>
      (await command.run(['complete', '--', ...typed])).out.split('\n').map((line) => line.split('\t')[0]);
    expect(await words('tr')).toContain('trace');
    expect(await words('ask', '--')).toEqual(expect.arrayContaining(['--thread', '--json']));
    expect(await words('listen', '--tts', '')).toEqual(expect.arrayContaining(['flite', 'espeak-ng']));
  });

  it('refuses a shell that it does not know', async () => {
    expect(await command.run(['completion', 'tcsh'])).toMatchObject({ code: 64 });
  });
});

describe('agentos daemon', () => {
  it('is the daemon itself: one line when it is ready, and gone with the process', async () => {
    const state = join(command.folder, 'house');
    const child = command.start('daemon', '--state', state);
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    const socket = join(state, 'agentos.sock');
    await expect.poll(() => out, { timeout: 20_000 }).toBe(`AgentOS is ready: ${socket}\n`);
    const client = await connect({ socket, name: 'test', kind: 'cli' });
    expect((await client.status()).pid).toBe(child.pid);
    await client.close();
    const closed = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGKILL');
    await closed;
    await expect(connect({ socket, name: 'test', kind: 'cli' })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  it('leaves with 64 for wrong usage', async () => {
    expect(await command.run(['daemon', '--home', '/nope.yaml'])).toMatchObject({ code: 64, out: '' });
  });
});

describe('agentos doctor', () => {
  it('says what is missing and what to do', async () => {
    const { code, out } = await command.run(['doctor', '--json', '--socket', '/nonexistent/agentos.sock']);
    expect(code).toBe(69);
    const findings = objects(out);
    expect(findings).toContainEqual(expect.objectContaining({ name: 'node', state: 'ok' }));
    expect(findings).toContainEqual(
      expect.objectContaining({ name: 'daemon', state: 'broken', fix: 'agentos daemon' }),
    );
  });

  it('finds a daemon that is well, and settings that are wrong', async () => {
    const state = join(command.folder, 'well');
    const child = command.start('daemon', '--state', state);
    const closed = new Promise((resolve) => child.once('close', resolve));
    const socket = join(state, 'agentos.sock');
    try {
      await new Promise((resolve) => child.stdout.once('data', resolve));
      const well = await command.run(['doctor', '--socket', socket]);
      expect(well).toMatchObject({ code: 0, out: expect.stringContaining('All that is needed is there.') });
      const settings = join(command.folder, 'wrong.toml');
      writeFileSync(settings, '[limits]\nhops = "many"\n');
      const wrong = await command.run(['doctor', '--socket', socket, '--settings', settings]);
      expect(wrong.code).toBe(69);
      expect(wrong.out).toContain(`✗ settings    ${settings}:2: limits.hops`);
    } finally {
      child.kill('SIGTERM');
      await closed;
    }
    expect(existsSync(socket)).toBe(false);
  });
});
