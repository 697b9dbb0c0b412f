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

describe('agentos ask', () => {
  it('prints the answer and leaves with 0', async () => {
    expect(await command.run(['ask', 'turn', 'on', 'the kitchen light'])).toEqual({
      code: 0,
      out: 'Turned on the kitchen light.\n',
      err: '',
    });
  });

  it('prints one object at the end with --json', async () => {
    const { code, out } = await command.run(['ask', '--json', 'turn off the kitchen light']);
    expect(code).toBe(0);
    expect(objects(out)).toEqual([
      {
        type: 'end',
        thread: expect.stringMatching(/^[0-9a-f-]{36}$/),
        turn: 1,
        text: 'Turned off the kitchen light.',
        status: 'complete',
        outcome: 'done',
        acted: true,
      },
    ]);
  });

  it('prints every event of the turn, in order, with --trace', async () => {
    const { out } = await command.run(['ask', '--json', '--trace', 'turn on the porch light']);
    const lines = objects(out);
    const events = lines.slice(0, -1);
    expect(lines.at(-1)).toMatchObject({ type: 'end', text: 'Turned on the porch light.' });
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(new Set(events.map(({ type }) => type))).toEqual(new Set(['event']));
    expect(events[0]).toMatchObject({ direction: 'FORWARD', subject: 'use.agent_router', from: 'client:cli' });
    expect(events.at(-1)).toMatchObject({ direction: 'END', at: expect.any(Number) });
    const readable = await command.run(['ask', '--trace', 'turn off the porch light']);
    expect(readable.out).toMatch(/need\.device\.set \(demo\) +\d+ ms[\s\S]*Turned off the porch light\.\n$/);
  });

  it('leaves a question open without a terminal, and answers it with --thread', async () => {
    const asked = await command.run(['ask', '--json', 'unlock the front door']);
    const end = objects(asked.out).at(-1);
    expect(asked.code).toBe(0);
    expect(end).toMatchObject({ type: 'end', status: 'waiting', text: 'Unlock the front door?' });
    const answered = await command.run(['ask', '--json', '--thread', String(end?.['thread']), 'yes']);
    expect(answered.code).toBe(0);
    expect(objects(answered.out)).toMatchObject([
      { type: 'end', thread: end?.['thread'], text: 'Unlocked the front door.', status: 'complete' },
    ]);
  });

  it('tells what came of an answer, also where unread news makes the question come again', async () => {
    const house = await DaemonProcess.start();
    const person = new Command({ AGENTOS_SOCKET: house.socket });
    try {
      await person.run(['ask', 'set a timer for 1 second']);
      const rung = async () => objects((await person.run(['threads', '--json'])).out).length;
      await expect.poll(rung, { timeout: 20_000, interval: 200 }).toBe(2);
      const asked = await person.run(['ask', '--json', 'turn on the kitchen light and unlock the front door']);
      expect(objects(asked.out).at(-1)).toMatchObject({ status: 'waiting' });
      const answered = await person.run(['ask', '-c', 'no']);
      expect(answered).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/kitchen light.*left it/) });
    } finally {
      person.remove();
      await house.stop();
    }
  });

  it('asks the next question of a turn once the first is answered', async () => {
    const first = await command.run(['ask', 'unlock the front door and unlock the back door']);
    expect(first).toMatchObject({ code: 0, out: 'Unlock the front door?\n' });
    const second = await command.run(['ask', '-c', 'yes']);
    expect(second).toMatchObject({
      code: 0,
      out: 'Unlock the back door?\n',
      err: expect.stringMatching(/^Answer with/),
    });
    const end = await command.run(['ask', '-c', 'yes']);
    expect(end).toMatchObject({ code: 0, out: 'Unlocked the front door. Unlocked the back door.\n', err: '' });
  });

  it('says how to answer a question, beside the answer', async () => {
    const { code, out, err } = await command.run(['ask', '--trace', 'unlock the back door']);
    expect(code).toBe(0);
    expect(out).toMatch(/need\.user\.ask[\s\S]*\nUnlock the back door\?\n$/);
    expect(err).toMatch(/^Answer with: agentos ask --thread [0-9a-f-]{36} 'yes'\n$/);
  });

  it('goes on in the last thread with --continue', async () => {
    const [first] = objects((await command.run(['ask', '--json', 'what is 2 plus 3'])).out);
    const [second] = objects((await command.run(['ask', '--json', '--continue', 'what is 3 plus 4'])).out);
    expect(second).toMatchObject({ thread: first?.['thread'], turn: 2 });
    const [third] = objects((await command.run(['ask', '--json', 'what is 4 plus 5'])).out);
    expect(third?.['thread']).not.toBe(first?.['thread']);
  });

  it('takes the area', async () => {
    const { out } = await command.run(['ask', '--area', 'kitchen', 'turn on the lights']);
    expect(out).toMatch(/kitchen|counter/i);
  });

  it('shows text from elsewhere without letting it act on the terminal', async () => {
    const { out } = await command.run(['ask', 'turn on the \u001b[31mred\u202e lamp']);
    expect(out).toContain('red');
    expect(out).not.toContain('\u001b');
    expect(out).not.toContain('\u202e');
  });

  it('leaves with 66 where the thread is not there', async () => {
    const { code, err } = await command.run(['ask', '--thread', '01994e6c-0000-7000-8000-000000000000', 'hello']);
    expect(code).toBe(66);
    expect(err).toMatch(/^agentos ask: .+\n$/);
  });

  it('leaves with 64 for wrong usage, and says what is right', async () => {
    const nothing = await command.run(['ask']);
    expect(nothing).toMatchObject({ code: 64, out: '', err: expect.stringContaining('agentos ask --help') });
    expect(await command.run(['ask', '--bogus', 'x'])).toMatchObject({ code: 64, out: '' });
    expect(await command.run(['ask', '  '])).toMatchObject({ code: 64, out: '' });
    expect(await command.run(['ask', '--thread', 'a', '--continue', 'b'])).toMatchObject({ code: 64, out: '' });
    expect(await command.run(['bogus'])).toMatchObject({ code: 64, out: '' });
  });
});

describe('without a daemon', () => {
  it.each([[['ask', 'hello']], [['threads']], [['chat']], [['devices']], [['understand', 'hello']]])(
    '%j leaves with 69 and says how to start one',
    async (args) => {
      const alone = new Command({ AGENTOS_SOCKET: '/nonexistent/agentos.sock' });
      const { code, out, err } = await alone.run(args);
      alone.remove();
      expect({ code, out }).toEqual({ code: 69, out: '' });
      expect(err).toContain('/nonexistent/agentos.sock');
      expect(err).toContain('agentos daemon');
    },
  );
});

describe('news that comes while nobody is there', () => {
  it('waits for a chat, however much is asked in between, and is told once', async () => {
    const house = await DaemonProcess.start();
    const person = new Command({ AGENTOS_SOCKET: house.socket });
    try {
      await person.run(['ask', 'set a timer for 1 second']);
      const rung = async () => objects((await person.run(['threads', '--json'])).out).length;
      await expect.poll(rung, { timeout: 20_000, interval: 200 }).toBe(2);
      const [asked, ...more] = objects((await person.run(['ask', '--json', 'what is 2 plus 3'])).out);
      expect(asked).toMatchObject({ type: 'end' });
      expect(more).toEqual([]);
      const notices = async () =>
        objects((await person.run(['chat', '--json'], 'what is 3 plus 4\n')).out).filter(
          ({ type }) => type === 'notice',
        );
      expect(await notices()).toMatchObject([{ text: expect.stringMatching(/timer is done/) }]);
      expect(await notices()).toEqual([]);
    } finally {
      person.remove();
      await house.stop();
    }
  });
});

describe('ask and chat at once', () => {
  it('shows in a chat the timer that an ask has set, once, and hands each its own answers', async () => {
    const chat = command.start('chat', '--json');
    let out = '';
    chat.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    const seen = (pattern: RegExp) => expect.poll(() => out, { timeout: 20_000, interval: 50 }).toMatch(pattern);
    chat.stdin.write('what is 20 plus 2\n');
    await seen(/22/);
    const asked = await command.run(['ask', '--json', 'set a timer for 1 second']);
    expect(objects(asked.out)).toHaveLength(1);
    const doubt = await command.run(['ask', '--json', 'unlock the garage entry']);
    expect(objects(doubt.out).at(-1)?.['type']).toBe('end');
    await seen(/"notice"/);
    chat.stdin.end('what is 30 plus 3\n');
    const code = await new Promise((resolve) => chat.once('close', resolve));
    expect(code).toBe(0);
    const lines = objects(out);
    expect(lines.map(({ type }) => type)).toEqual(['end', 'notice', 'end']);
    expect(lines[1]).toMatchObject({ text: expect.stringMatching(/timer is done/) });
    expect(lines[2]).toMatchObject({ text: expect.stringContaining('33'), turn: 2 });
  });
});
