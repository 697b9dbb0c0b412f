import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DaemonProcess } from '../../daemon_process.ts';
import { Command, objects } from './command.ts';

let daemon: DaemonProcess;
let command: Command;
let thread: string;
beforeAll(async () => {
  daemon = await DaemonProcess.start();
  command = new Command({ AGENTOS_SOCKET: daemon.socket });
  const [asked] = objects((await command.run(['ask', '--json', 'unlock the front door'])).out);
  thread = String(asked?.['thread']);
  await command.run(['ask', '--thread', thread, 'yes']);
});
afterAll(async () => {
  command?.remove();
  await daemon?.stop();
});

const seqs = async (id: string) => objects((await command.run(['trace', id, '--json'])).out).map(({ seq }) => seq);

describe('agentos trace --at', () => {
  it('shows the thread as it was: what was said, and what it waited for', async () => {
    const { code, out } = await command.run(['trace', thread, '--at', '9']);
    expect(code).toBe(0);
    expect(out).toContain('after event 9: waiting');
    expect(out).toContain('user: unlock the front door');
    expect(out).toContain('open: need.user.ask');
    expect(out).not.toContain('Unlocked');
    const last = objects((await command.run(['trace', thread, '--at', '9', '--json'])).out).at(-1);
    expect(last).toMatchObject({ type: 'thread', at: 9, seq: 9, status: 'waiting', taint: [] });
    expect(last?.['open']).toMatchObject([{ subject: 'use.locks' }, { subject: 'need.user.ask' }]);
  });

  it('refuses what is no event of it', async () => {
    expect(await command.run(['trace', thread, '--at', '999'])).toMatchObject({ code: 65, out: '' });
    expect(await command.run(['trace', thread, '--at', 'soon'])).toMatchObject({ code: 64, out: '' });
  });
});

describe('agentos replay', () => {
  it('P20 says that a thread is as it was, does nothing by it, and compares all of them', async () => {
    const before = await seqs(thread);
    const one = await command.run(['replay', thread]);
    expect(one).toMatchObject({ code: 0, err: '' });
    expect(one.out).toMatch(/equal +1 turn, 14 events/);
    const all = objects((await command.run(['replay', '--all', '--json'])).out);
    expect(all).toMatchObject([{ type: 'end', done: true, different: 0 }]);
    expect(objects((await command.run(['replay', '--all', '--since', '2999-01-01', '--json'])).out)).toMatchObject([
      { type: 'end', threads: 0 },
    ]);
    expect(await seqs(thread)).toEqual(before);
  });

  it('P20 sets it beside the services of today: the door is not unlocked again', async () => {
    await command.run(['ask', 'lock the front door']);
    const [live] = objects((await command.run(['replay', thread, '--live', '--json'])).out);
    expect(live).toMatchObject({ type: 'live', turn: 1, same: true, now: 'Unlocked the front door.' });
    const { code, out } = await command.run(['replay', thread, '--live']);
    expect(code).toBe(0);
    expect(out).toContain('need.device.set (recorded)');
    for (const row of out.split('\n')) expect([...row].length).toBeLessThanOrEqual(120);
    const doors = objects((await command.run(['devices', '--domain', 'lock', '--json'])).out);
    expect(doors.find(({ id }) => id === 'lock.front_door')).toMatchObject({ state: 'locked' });
  });

  it('is told what to replay', async () => {
    expect(await command.run(['replay'])).toMatchObject({ code: 64, out: '' });
    expect(await command.run(['replay', thread, '--all'])).toMatchObject({ code: 64, out: '' });
    expect(await command.run(['replay', '--all', '--live'])).toMatchObject({ code: 64, out: '' });
    expect(await command.run(['replay', '--all', '--since', 'soon'])).toMatchObject({ code: 64, out: '' });
    expect(await command.run(['replay', '01994e6c-0000-7000-8000-000000000000'])).toMatchObject({ code: 66, out: '' });
  });
});

describe('agentos fork', () => {
  it('branches a thread, says something there, and shows it as a tree', async () => {
    const before = await seqs(thread);
    const { code, out } = await command.run(['fork', thread, 'turn', 'on', 'the', 'kitchen', 'light']);
    expect(code).toBe(0);
    expect(out).toMatch(/branched at event 14 of .*\nTurned on the kitchen light\.\n$/s);
    const rows = objects((await command.run(['threads', '--json'])).out);
    const branch = rows.find(({ parent }) => parent === thread);
    expect(branch).toMatchObject({
      branchedAt: 14,
      turn: 2,
      title: 'turn on the kitchen light',
      origin: { client: 'cli' },
    });
    const listed = (await command.run(['threads'])).out.split('\n');
    const place = listed.findIndex((line) => line.startsWith(thread));
    expect(listed[place + 1]).toMatch(new RegExp(`^└─ ${String(branch?.['id'])} at 14`));
    expect(await seqs(thread)).toEqual(before);
    expect((await command.run(['trace', String(branch?.['id'])])).out).toContain(`copied from ${thread}`);
    const again = objects((await command.run(['fork', thread, '--at', '3', '--json', 'what is 2 plus 3'])).out);
    expect(again).toMatchObject([
      { type: 'thread', parent: thread, branchedAt: 0, turn: 0 },
      { type: 'end', turn: 1, text: '5.' },
    ]);
    expect(objects((await command.run(['replay', '--all', '--json'])).out).at(-1)).toMatchObject({ different: 0 });
  });

  it('refuses an event that the thread has not come to', async () => {
    expect(await command.run(['fork', thread, '--at', '999'])).toMatchObject({ code: 65, out: '' });
  });
});
