import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DaemonProcess } from '../../daemon_process.ts';
import { Command, objects } from './command.ts';

let daemon: DaemonProcess;
let command: Command;
let thread: string;
beforeAll(async () => {
  daemon = await DaemonProcess.start();
  command = new Command({ AGENTOS_SOCKET: daemon.socket });
  const [end] = objects((await command.run(['ask', '--json', 'turn on the kitchen light'])).out);
  thread = String(end?.['thread']);
});
afterAll(async () => {
  command?.remove();
  await daemon?.stop();
});

describe('agentos threads', () => {
  it('lists threads, the latest first', async () => {
    await command.run(['ask', 'what is 2 plus 3']);
    const rows = objects((await command.run(['threads', '--json'])).out);
    expect(rows).toMatchObject([
      { type: 'thread', title: 'what is 2 plus 3', status: 'complete' },
      { id: thread, title: 'turn on the kitchen light', origin: { client: 'cli', interface: 'cli' } },
    ]);
    expect(objects((await command.run(['threads', '--json', '-n', '1'])).out)).toHaveLength(1);
    expect(objects((await command.run(['threads', '--json', '--open'])).out)).toEqual([]);
    expect((await command.run(['threads'])).out).toContain(`${thread}  `);
  });

  it('refuses a limit that is none', async () => {
    expect(await command.run(['threads', '--limit', '0'])).toMatchObject({ code: 64, out: '' });
  });
});

describe('agentos trace', () => {
  it('shows who called whom, and how long it took', async () => {
    const { code, out } = await command.run(['trace', thread]);
    expect(code).toBe(0);
    const names = out.split('\n').flatMap((line) => /(?:use|need)\.[\w.]+/.exec(line)?.[0] ?? []);
    expect(names).toEqual([
      'use.agent_router',
      'use.intent_classifier',
      'need.understand',
      'need.catalog.agents',
      'use.lights',
      'need.device.set',
    ]);
    expect(out).toMatch(/⇒ use\.lights +\d+ ms/);
    expect(out).toContain('“turn on the kitchen light”');
    expect(out).toContain('→ Turned on the kitchen light.');
  });

  it('takes the beginning of an id, as long as only one thread begins so', async () => {
    const [other] = objects((await command.run(['ask', '--json', 'what is 3 plus 3'])).out);
    const id = String(other?.['thread']);
    let alike = 0;
    while (id[alike] === thread[alike]) alike += 1;
    const short = await command.run(['trace', thread.slice(0, -1)]);
    expect(short).toEqual(await command.run(['trace', thread]));
    const { code, out, err } = await command.run(['trace', thread.slice(0, alike)]);
    expect({ code, out }).toEqual({ code: 64, out: '' });
    expect(err).toContain('give more of the id');
    expect(err).toContain(thread);
    expect(await command.run(['trace', 'zzz'])).toMatchObject({ code: 66, err: expect.stringContaining('zzz') });
  });

  it('shows the last thread, all of what was given with --full, and events with --json', async () => {
    await command.run(['ask', 'turn off the kitchen light']);
    expect((await command.run(['trace', 'last'])).out).toContain('→ Turned off the kitchen light.');
    expect((await command.run(['trace', 'last', '--full'])).out).toContain(
      '{"entities":["light.kitchen_ceiling"],"service":"turn_off","data":{}}',
    );
    const events = objects((await command.run(['trace', thread, '--json'])).out);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(events.at(-1)).toMatchObject({ type: 'event', direction: 'END', thread });
  });

  it('leaves with 66 where there is no such thread', async () => {
    const { code, err } = await command.run(['trace', '01994e6c-0000-7000-8000-000000000000']);
    expect(code).toBe(66);
    expect(err).toMatch(/^agentos trace: .+\n$/);
  });
});

describe('agentos services', () => {
  it('lists services with their schemas', async () => {
    const services = objects((await command.run(['services', 'need.device', '--json'])).out);
    expect(services.map(({ subject }) => subject)).toEqual(['need.device.home', 'need.device.list', 'need.device.set']);
    expect(services[2]).toMatchObject({
      type: 'service',
      provider: 'demo',
      effect: 'keyed',
      inputSchema: { type: 'object' },
    });
    expect((await command.run(['services'])).out).toMatch(/● use\.lights +agent/);
  });
});

describe('agentos devices', () => {
  it('lists the devices of an area with their states', async () => {
    const devices = objects((await command.run(['devices', '--area', 'Kitchen', '--domain', 'light', '--json'])).out);
    expect(devices.map(({ id }) => id)).toEqual(['light.kitchen_ceiling', 'light.kitchen_counter']);
    expect(devices[0]).toMatchObject({ name: 'Kitchen Light', area: 'kitchen', attributes: expect.any(Object) });
    expect((await command.run(['devices'])).out).toMatch(/^Kitchen \(Ground Floor\)\n {2}Kitchen Light +o/m);
  });

  it('names the areas where one is not there', async () => {
    const { code, err } = await command.run(['devices', '--area', 'cellar']);
    expect(code).toBe(64);
    expect(err).toMatch(/There is no area "cellar"\. There are: .*Kitchen/);
  });
});
