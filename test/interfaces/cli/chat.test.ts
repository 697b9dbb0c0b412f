import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Fault } from '../../../src/daemon/model/fault.ts';
import { ChatHistory } from '../../../src/interfaces/cli/chat_history.ts';
import { withHouse } from '../../daemon/grpc/scripted.ts';
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

describe('agentos chat on a pipe', () => {
  it('says each line in one thread and leaves at the end', async () => {
    const { code, out } = await command.run(['chat', '--json'], 'turn on the kitchen light\n\nwhat is 2 plus 3\n');
    expect(code).toBe(0);
    const ends = objects(out);
    expect(ends).toMatchObject([
      { type: 'end', turn: 1, text: 'Turned on the kitchen light.', status: 'complete' },
      { type: 'end', turn: 2 },
    ]);
    expect(ends[1]?.['thread']).toBe(ends[0]?.['thread']);
  });

  it('takes the next line as the answer to a question', async () => {
    const { out } = await command.run(['chat', '--json'], 'unlock the front door\nyes\n');
    expect(objects(out)).toMatchObject([
      { type: 'ask', kind: 'confirm', text: 'Unlock the front door?' },
      { type: 'end', text: 'Unlocked the front door.' },
    ]);
  });

  it('asks the questions of a turn one after the other, and takes the next line for each at once', async () => {
    const { out } = await command.run(
      ['chat', '--json'],
      'unlock the front door and unlock the back door\nyes\nno\nwhat is 2 plus 3\n',
    );
    expect(objects(out)).toMatchObject([
      { type: 'ask', text: 'Unlock the front door?' },
      { type: 'ask', text: 'Unlock the back door?' },
      { type: 'end', turn: 1, text: expect.stringContaining('Unlocked the front door.') },
      { type: 'end', turn: 2, text: expect.stringContaining('5') },
    ]);
  });

  it('does not ask again what was answered or given up, and carries the first line out', async () => {
    const house = await DaemonProcess.start();
    const person = new Command({ AGENTOS_SOCKET: house.socket });
    try {
      await person.run(['ask', 'set a timer for 1 second']);
      const rung = async () => objects((await person.run(['threads', '--json'])).out).length;
      await expect.poll(rung, { timeout: 20_000, interval: 200 }).toBe(2);
      for (const door of ['front', 'back']) {
        await person.run(['ask', `unlock the ${door} door`]);
        await person.run(['ask', '-c', 'no']);
      }
      const { out, err } = await person.run(['chat', '--json'], 'what is 2 plus 3\n');
      expect(objects(out).filter(({ type }) => type === 'ask')).toEqual([]);
      expect(objects(out).at(-1)).toMatchObject({ type: 'end', text: expect.stringContaining('5') });
      expect(err).toBe('');
    } finally {
      person.remove();
      await house.stop();
    }
  });

  it('says a line as any other where its question was closed elsewhere', () =>
    withHouse(async ({ house, socket, start }) => {
      await start();
      house.answer = async () => {
        throw new Fault('NOT_FOUND', 'That question is not open any more.');
      };
      const ask = { askId: 't/1', kind: 'confirm', text: 'Unlock?', choices: [], expiresAt: Date.now() + 60_000 };
      house.post('cli', 'ask', 't', 1, ask);
      const chat = command.start('chat', '--json', '--socket', socket);
      let [out, err] = ['', ''];
      chat.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
      chat.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
      await expect.poll(() => out, { timeout: 20_000, interval: 50 }).toMatch(/Unlock\?/);
      chat.stdin.end('what is 2 plus 3\n');
      expect(await new Promise((resolve) => chat.once('close', resolve))).toBe(0);
      expect(objects(out).at(-1)).toMatchObject({ type: 'end', text: 'You said what is 2 plus 3' });
      expect(err).toMatch(/not open any more/);
    }));

  it('leaves a question open where the input ends', async () => {
    const first = await command.run(['chat', '--json'], 'unlock the back door\n');
    expect(first.code).toBe(0);
    expect(objects(first.out)).toMatchObject([{ type: 'ask', text: 'Unlock the back door?' }]);
  });

  it('begins a new thread with /new, and shows the last turn with /trace', async () => {
    const { out } = await command.run(['chat', '--json'], 'what is 2 plus 3\n/new\nwhat is 3 plus 4\n/trace\n');
    const lines = objects(out).filter(({ type }) => type !== 'ask' && type !== 'notice');
    const [first, second, ...events] = lines;
    expect(second?.['thread']).not.toBe(first?.['thread']);
    expect(events.length).toBeGreaterThan(3);
    expect(new Set(events.map(({ thread }) => thread))).toEqual(new Set([second?.['thread']]));
  });

  it('prints answers for people without --json', async () => {
    const { out } = await command.run(['chat'], '/new\nturn off the kitchen light\n');
    expect(out).toContain('Turned off the kitchen light.\n');
    expect(out).not.toContain('\u001b');
  });
});

describe('what was typed', () => {
  it('is kept in a file of its owner, the last first, without repeating', async () => {
    const file = join(command.folder, 'history', 'chat_history');
    const history = new ChatHistory(file);
    expect(history.read()).toEqual([]);
    for (const text of ['one', 'two', 'two', 'three']) history.add(text);
    await history.settled();
    expect(new ChatHistory(file).read()).toEqual(['three', 'two', 'one']);
    expect(readFileSync(file, 'utf8')).toBe('one\ntwo\nthree\n');
  });
});
