import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { DaemonProcess } from '../../daemon_process.ts';
import { Command, objects } from '../../interfaces/cli/command.ts';
import { eventually, ownFolder } from './own_folder.ts';

// Two routers that share the threads of a house, and what `agentos compare` says of them.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const TRIED = `import { reply, use } from 'agentos/contract';
import { end, router } from 'agentos/service';
import { z } from 'zod';

export default router({
  contract: use('tried_router', { summary: 'Is tried.', input: z.looseObject({ text: z.string() }), output: reply }),
  *run({ input: { text } }) {
    if (text.includes('fail')) return end({ text: 'It did not work.', outcome: 'failed' });
    return end({ text: 'Tried: ' + text, outcome: 'done' });
  },
});
`;
const TURNS = 16;

describe('two routers share the threads', () => {
  let daemon: DaemonProcess;
  const command = new Command();
  const replies = { tried: 0, own: 0 };

  beforeAll(async () => {
    const folder = ownFolder({
      'services/use/tried_router/router.mjs': TRIED,
      'agentos.toml': '[router_choice.routers."use.agent_router"]\nother = "use.tried_router"\nshare = 50\n',
    });
    daemon = await DaemonProcess.start({ settings: `${folder}/agentos.toml` });
    const client = await daemon.connect({ name: 'cli' });
    await eventually(
      async () => (await client.services()).some(({ subject }) => subject === 'use.tried_router'),
      'the other router is there',
    );
    for (let n = 0; n < TURNS; n += 1) {
      const { text } = await daemon.ask(client, 'what is two plus three');
      if (text.startsWith('Tried: ')) replies.tried += 1;
      else replies.own += 1;
    }
    await client.close();
  });
  afterAll(async () => {
    await daemon?.stop();
    command.remove();
  });

  const compare = (...args: string[]) => command.run(['compare', '--socket', daemon.socket, ...args]);

  test('each gets its share of the threads, and a thread keeps its router', async () => {
    expect(replies.tried).toBeGreaterThan(0);
    expect(replies.own).toBeGreaterThan(0);
    const client = await daemon.connect({ name: 'cli' });
    const first = await daemon.ask(client, 'what is one plus one');
    const next = await daemon.ask(client, 'what is two plus two', { thread: first.thread });
    expect(next.text.startsWith('Tried: ')).toBe(first.text.startsWith('Tried: '));
    const { events } = await client.thread(first.thread);
    expect(events.some(({ subject }) => subject === 'use.tried_router')).toBe(first.text.startsWith('Tried: '));
  });

  test('the outcome of each is recorded, and compared', async () => {
    const { code, out } = await compare('--json');
    expect(code).toBe(0);
    const rows = objects(out);
    const of = (router: string) => rows.find((row) => row['router'] === router);
    expect(of('use.tried_router')).toMatchObject({ type: 'router', failed: 0, unknown: 0 });
    expect(Number(of('use.tried_router')?.['turns']) + Number(of('use.agent_router')?.['turns'])).toBe(TURNS + 2);
    expect(Number(of('use.tried_router')?.['done'])).toBeGreaterThanOrEqual(replies.tried);
    expect(of('use.tried_router')?.['medianMs']).toEqual(expect.any(Number));
  });

  test('a person reads it as a table', async () => {
    const { code, out, err } = await compare();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const [head = '', ...rows] = out.trimEnd().split('\n');
    expect(head).toMatch(/^router +turns +done +failed +unknown +median/);
    expect(rows.find((row) => row.startsWith('use.tried_router'))).toMatch(/ \d+ +\d+ +0 +0 +\d+ ms$/);
  });

  test('what cannot be compared is said', async () => {
    const wrong = await compare('--threads', 'many');
    expect(wrong.code).not.toBe(0);
    expect(wrong.err).toContain('whole number from 1');
  });
});
