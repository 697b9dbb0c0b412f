import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DaemonProcess } from '../daemon_process.ts';

const PAGE = 4096;

let daemon: DaemonProcess;
beforeEach(async () => {
  daemon = await DaemonProcess.start();
  const client = await daemon.connect({ name: 'house' });
  for (let n = 0; n < 20; n += 1) await daemon.ask(client, `add apples number ${n} to the shopping list`);
  await client.close();
});
afterEach(() => daemon.stop());

/** Overwrites pages of a database that nobody has open. */
function rot(from: number): void {
  const path = join(daemon.state, 'agentos.db');
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.fill(0xa5, Math.floor((bytes.length * from) / PAGE) * PAGE, bytes.length - PAGE));
}

/** What the house is told first. */
async function noticed(): Promise<string | undefined> {
  const client = await daemon.connect({ name: 'house', lastOffset: 0 });
  for await (const notice of client.notices()) {
    if (notice.kind === 'notice' && notice.text.includes('memory')) return notice.text;
  }
  return undefined;
}

const keptAside = () => readdirSync(daemon.state).filter((name) => name.startsWith('damaged-'));

describe('P5 T7 X7 damage: the daemon', () => {
  test('is made good at the start, and everybody is told', async () => {
    await daemon.restart();
    const client = await daemon.connect({ name: 'house' });
    await daemon.ask(client, 'add pears to the shopping list');
    await daemon.kill9();
    // What was written since the restart is in the log alone.
    rmSync(join(daemon.state, 'agentos.db-wal'));
    await daemon.start();
    expect(await noticed()).toContain('My memory was damaged');
    expect(keptAside()).toHaveLength(1);
  });

  test('that is met in use ends the process, and the next start makes it good', async () => {
    await daemon.halt();
    rot(0.6);
    writeFileSync(join(daemon.state, 'checked'), '');
    await daemon.start();
    const client = await daemon.connect({ name: 'house' });
    const exited = daemon.exited();
    for (const { id } of await client.threads({ limit: 100 }).catch(() => []))
      await client.thread(id).catch(() => undefined);
    expect(await exited).toBe(75);
    await daemon.start();
    expect(await noticed()).toContain('My memory was damaged');
    expect(keptAside()).toHaveLength(1);
  });
});
