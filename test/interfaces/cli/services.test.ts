import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ownFolder } from '../../daemon/front/own_folder.ts';
import { DaemonProcess } from '../../daemon_process.ts';
import { Command, objects } from './command.ts';

let folder: string;
let daemon: DaemonProcess;
let command: Command;
beforeAll(async () => {
  folder = ownFolder({ 'services/need/lamp/wild.mjs': 'throw new Error("no lamp here");' });
  daemon = await DaemonProcess.start({ settings: join(folder, 'agentos.toml') });
  command = new Command({ AGENTOS_SOCKET: daemon.socket });
});
afterAll(async () => {
  command?.remove();
  await daemon?.stop();
  rmSync(folder, { recursive: true, force: true });
});

it('shows a file that could not be taken in, with the reason, also to who asks for its capability', async () => {
  for (const args of [['services'], ['services', 'need.lamp']]) {
    const { code, out } = await command.run(args);
    expect(code).toBe(0);
    expect(out).toMatch(/✗ need\/lamp\/wild\.mjs +wild/);
    expect(out).toContain('failed: need/lamp/wild.mjs cannot be loaded: no lamp here');
  }
  expect((await command.run(['services', 'use.'])).out).not.toContain('wild');
  expect(objects((await command.run(['services', 'need.lamp', '--json'])).out)).toMatchObject([
    { type: 'service', subject: 'need/lamp/wild.mjs', state: 'failed' },
  ]);
});
