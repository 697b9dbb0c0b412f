import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChatHistory } from '../../../src/interfaces/cli/chat_history.ts';
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
