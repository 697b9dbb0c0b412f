import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DaemonProcess } from '../../daemon_process.ts';
import { Command, objects } from './command.ts';

let daemon: DaemonProcess;
let command: Command;
beforeAll(async () => {
  daemon = await DaemonProcess.start();
  command = new Command({ AGENTOS_SOCKET: daemon.socket });
});
afterAll(async () => {
  command?.remove();
  await daemon?.stop();
});

/** Says something and gives its thread. */
async function said(text: string): Promise<string> {
  const [end] = objects((await command.run(['ask', '--json', text])).out);
  return String(end?.['thread']);
}

const listed = async () => objects((await command.run(['threads', '--json'])).out).map(({ id }) => id);
const events = async (id: string) => objects((await command.run(['trace', id, '--json'])).out);

describe('agentos backup and restore', () => {
  it('P19 bring back what was there, in one command each', async () => {
    const first = await said('add milk to the shopping list');
    const file = join(command.folder, 'kept.db');
    const made = await command.run(['backup', file, '--json']);
    expect(made.code).toBe(0);
    expect(objects(made.out)).toMatchObject([{ type: 'backup', file, threads: 1, bytes: statSync(file).size }]);
    expect((await command.run(['backup'])).out).toMatch(/backups\/agentos-.*\.db: 1 thread, .* checked\.\n$/);
    expect(await command.run(['backup', file])).toMatchObject({
      code: 73,
      err: expect.stringContaining('is there already'),
    });
    const before = await events(first);

    const second = await said('what time is it');
    const restoring = ['restore', file, '--state', daemon.state];
    expect(await command.run(restoring)).toMatchObject({ code: 69, err: expect.stringContaining('stop it before') });
    expect(await listed()).toEqual([second, first]);

    await daemon.kill9();
    const { code, out } = await command.run(restoring);
    expect(code).toBe(0);
    expect(out).toMatch(/was put back .*: 1 thread, the last of /);
    expect(out).toMatch(/earlier time .*\nWhat was there is kept whole in .*replaced-/);
    await daemon.start();
    expect(await listed()).toEqual([first]);
    expect(await events(first)).toEqual(before);
    // And back again: nothing was deleted.
    const kept = /kept whole in (.*)\.\n/.exec(out)?.[1] ?? '';
    await daemon.kill9();
    const again = await command.run(['restore', join(kept, 'agentos.db'), '--state', daemon.state, '--json']);
    expect(objects(again.out)).toMatchObject([{ type: 'restored', life: 'same', threads: 2 }]);
    await daemon.start();
    expect(await listed()).toEqual([second, first]);
  });

  it('say what is wrong with a file, and change nothing', async () => {
    await daemon.kill9();
    const spoilt = join(command.folder, 'letter.db');
    writeFileSync(spoilt, 'a letter to a friend');
    const before = readFileSync(join(daemon.state, 'identity.json'), 'utf8');
    const refused = await command.run(['restore', spoilt, '--state', daemon.state]);
    expect(refused).toMatchObject({ code: 65, err: expect.stringContaining('cannot be used as a backup') });
    expect(await command.run(['restore', spoilt, '--state', spoilt])).toMatchObject({
      code: 64,
      err: expect.stringContaining('is a file; name a folder'),
    });
    expect(await command.run(['restore', '/no/such', '--state', daemon.state])).toMatchObject({ code: 66 });
    expect(readFileSync(join(daemon.state, 'identity.json'), 'utf8')).toBe(before);
    await daemon.start();
    expect(await listed()).toHaveLength(2);
  });
});

describe('agentos threads export', () => {
  it('gives a thread’s row and all of its events, as one line each', async () => {
    const thread = await said('turn on the kitchen light');
    const [row, ...rest] = objects((await command.run(['threads', 'export', thread])).out);
    expect(row).toMatchObject({ type: 'thread', id: thread, title: 'turn on the kitchen light', status: 'complete' });
    const traced = await events(thread);
    expect(rest.map(({ type, id, seq, direction, data }) => ({ type, id, seq, direction, data }))).toEqual(
      traced.map(({ id, seq, direction, data }) => ({ type: 'event', id, seq, direction, data })),
    );
    // More than the wire's events tell: who opened the turn.
    expect(rest[0]).toMatchObject({ opened: { client: 'cli', channel: 'owner' } });
  });

  it('gives all of them to a new file, for its owner alone', async () => {
    const file = join(command.folder, 'all.jsonl');
    expect((await command.run(['threads', 'export', '--all', '--out', file])).code).toBe(0);
    const ids = objects(readFileSync(file, 'utf8')).flatMap(({ type, id }) => (type === 'thread' ? [id] : []));
    expect(ids).toEqual((await listed()).reverse());
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect((await command.run(['threads', 'export', '--all', '--out', file])).code).toBe(73);
    expect((await command.run(['threads', 'export'])).code).toBe(64);
    expect((await command.run(['threads', 'export', 'nope', '--out', join(command.folder, 'x')])).code).toBe(66);
    expect(existsSync(join(command.folder, 'x'))).toBe(false);
  });
});

describe('agentos threads delete', () => {
  it('asks first: where nobody is there, nothing is deleted without --yes', async () => {
    const thread = await said('what is 2 plus 3');
    expect(await command.run(['threads', 'delete', thread])).toMatchObject({
      code: 64,
      err: expect.stringContaining('--yes'),
    });
    expect(await listed()).toContain(thread);
  });

  it('takes a thread away with all that was said, and the conversation does not go on in it', async () => {
    const thread = await said('start a timer for 1 hour');
    const deleted = await command.run(['threads', 'delete', thread, '--yes', '--json']);
    expect(objects(deleted.out)).toMatchObject([{ type: 'deleted', threads: [thread], backups: [expect.any(String)] }]);
    expect(await listed()).not.toContain(thread);
    expect((await command.run(['trace', thread])).code).toBe(66);
    expect((await command.run(['ask', '--thread', thread, 'what time is it'])).code).toBe(66);
    expect((await command.run(['threads', 'delete', thread, '--yes'])).code).toBe(66);
    // What it set stays.
    expect((await command.run(['ask', 'how much time is left'])).out).toMatch(/59 minutes|1 hour/);
  });

  it('leaves a thread alone whose turn waits for an answer', async () => {
    const ask = await command.run(['ask', '--json', 'open the garage door']);
    const end = objects(ask.out).at(-1);
    expect(end).toMatchObject({ type: 'end', status: 'waiting' });
    const deleted = await command.run(['threads', 'delete', String(end?.['thread']), '--yes']);
    expect(deleted).toMatchObject({ code: 78, err: expect.stringContaining('waits for an answer') });
    expect(await listed()).toContain(end?.['thread']);
  });
});
