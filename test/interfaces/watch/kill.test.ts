import { spawn } from 'node:child_process';
import { once as event } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DaemonProcess } from '../../daemon_process.ts';
import { once, type Place, place } from './watching.ts';

const CLI = join(import.meta.dirname, '../../../dist/interfaces/cli/main.js');
const FILES = 60;
const KILLS = 12;
const RULE =
  '[[watch.rules]]\nname = "inbox"\nfolder = "inbox"\nsettle_seconds = 0.1\nreply = "file"\nsay = "add {name} to the shopping list"\n';

let daemon: DaemonProcess;
let here: Place & { remove(): void };

beforeAll(async () => {
  here = place();
  daemon = await DaemonProcess.start();
});
afterAll(async () => {
  await daemon.stop();
  here.remove();
});

it('a watch that is killed again and again says each file once, and every reply is there', async () => {
  const settings = join(here.root, 'agentos.toml');
  writeFileSync(settings, RULE);
  await once(here, daemon.socket, RULE);
  for (let index = 0; index < FILES; index += 1) writeFileSync(join(here.inbox, `f${index}`), 'x');

  const args = [CLI, 'watch', '--settings', settings, '--state', here.state, '--socket', daemon.socket, '--json'];
  for (let round = 0; round < KILLS; round += 1) {
    const watching = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    // From its first word on, at another moment each time.
    await event(watching.stdout, 'data');
    await sleep(round * 17);
    watching.kill('SIGKILL');
    await event(watching, 'exit');
  }
  await once(here, daemon.socket, RULE);

  const client = await daemon.connect();
  const threads = await client.threads({ limit: 1_000 });
  const titles = threads.map(({ title }) => title).sort();
  expect(titles).toEqual(Array.from({ length: FILES }, (_, index) => `add f${index} to the shopping list`).sort());
  expect(readdirSync(here.inbox).filter((name) => name.endsWith('.reply.txt'))).toHaveLength(FILES);
});
