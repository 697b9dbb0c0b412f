import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { connect } from '../../src/interfaces/client/client.ts';
import { DaemonProcess } from '../daemon_process.ts';
import { missing, titled } from './debian.ts';
import { HealthWatch, healthAt } from './health_watch.ts';
import { noSmallDisk, smallDisk } from './small_disk.ts';

const DISK_BYTES = 64 * 1024 * 1024;
const MAIN = join(import.meta.dirname, '../../dist/daemon/main.js');
const noStrace = missing({ strace: 'strace' });

/** Disks are filled, held and mended, on a machine that does other things as well. */
const PATIENCE = { timeout: 120_000 };

const releases: (() => unknown)[] = [];
afterEach(async () => {
  for (const release of releases.splice(0).reverse()) await release();
});

async function daemonWith(options: ConstructorParameters<typeof DaemonProcess>[0] = {}): Promise<DaemonProcess> {
  const daemon = await DaemonProcess.start(options);
  releases.push(() => daemon.stop());
  return daemon;
}

function watching(socket: string, service?: string): HealthWatch {
  const watch = new HealthWatch(socket, service);
  releases.push(() => watch.close());
  return watch;
}

async function until(met: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await met())) await sleep(50);
}

/** Runs beside the test, and is ended with it. */
function started(command: string, ...args: string[]): ChildProcess {
  const child = spawn(command, args, { stdio: 'ignore' });
  releases.push(() => child.kill('SIGKILL'));
  return child;
}

describe.skipIf(noSmallDisk !== undefined)(titled('P3 X7 health on a full disk', noSmallDisk), () => {
  test('turns are not taken, what there is can be read, and both are told until there is room', PATIENCE, async () => {
    const disk = smallDisk(DISK_BYTES);
    releases.push(() => disk.remove());
    const state = join(disk.folder, 'state');
    mkdirSync(state);
    const daemon = await daemonWith({ state });
    const client = await daemon.connect({ name: 'full' });
    await daemon.ask(client, 'add milk to the shopping list');
    await until(() => disk.room() < DISK_BYTES - 16 * 1024 * 1024);
    const [whole, turns, reads] = ['', 'agentos.v1.Assistant', 'agentos.v1.Threads'].map((service) =>
      watching(daemon.socket, service),
    );
    await Promise.all([whole, turns, reads].map((watch) => watch?.until('SERVING')));
    disk.fill(0);
    const refused = async () =>
      daemon.ask(client, 'add bread to the shopping list').then(
        () => false,
        () => true,
      );
    await until(refused);
    await Promise.all([whole, turns].map((watch) => watch?.until('NOT_SERVING')));
    expect(reads?.told).toEqual(['SERVING']);
    const status = await client.status();
    expect(status).toMatchObject({ serving: false, facts: { hindrance: expect.stringContaining('disk is full') } });
    expect((await client.threads({})).length).toBeGreaterThan(0);
    disk.free();
    await Promise.all([whole, turns].map((watch) => watch?.until('SERVING')));
    expect(reads?.told).toEqual(['SERVING']);
    expect(turns?.told).toEqual(['SERVING', 'NOT_SERVING', 'SERVING']);
  });
});

describe('P4 P5 X7 health', () => {
  test('of a store that has failed is told before the process ends, for reads as well', PATIENCE, async () => {
    const daemon = await daemonWith();
    const client = await daemon.connect({ name: 'house' });
    for (let n = 0; n < 20; n += 1) await daemon.ask(client, `add apples number ${n} to the shopping list`);
    await daemon.halt();
    const path = join(daemon.state, 'agentos.db');
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0xa5, Math.floor((bytes.length * 0.6) / 4096) * 4096, bytes.length - 4096));
    writeFileSync(join(daemon.state, 'checked'), '');
    await daemon.start();
    const again = await daemon.connect({ name: 'house' });
    const watches = ['', 'agentos.v1.Threads'].map((service) => watching(daemon.socket, service));
    await Promise.all(watches.map((watch) => watch.until('SERVING')));
    const exited = daemon.exited();
    for (const { id } of await again.threads({ limit: 100 }).catch(() => []))
      await again.thread(id).catch(() => undefined);
    expect(await exited).toBe(75);
    for (const watch of watches) expect(watch.told.slice(0, 2)).toEqual(['SERVING', 'NOT_SERVING']);
  });
});

describe.skipIf(noStrace !== undefined)(titled('P5 X7 health on a slow disk', noStrace), () => {
  test('while damage is made good the door is answered: not yet, and why', PATIENCE, async () => {
    const daemon = await daemonWith();
    const before = await daemon.connect({ name: 'house' });
    await daemon.ask(before, 'add apples to the shopping list');
    await daemon.restart();
    await daemon.ask(before, 'add pears to the shopping list');
    await daemon.kill9();
    await before.close();
    // What was written since the restart is in the log alone.
    rmSync(join(daemon.state, 'agentos.db-wal'));
    const slow = ['-f', '-qq', '-o', '/dev/null', '--seccomp-bpf', '-e', 'inject=fsync,fdatasync:delay_enter=600000'];
    const where = [
      '--state',
      daemon.state,
      '--socket',
      daemon.socket,
      '--settings',
      join(daemon.state, 'agentos.toml'),
    ];
    started('strace', ...slow, process.execPath, MAIN, ...where);
    await until(async () => (await healthAt(daemon.socket)) !== undefined);
    const watch = watching(daemon.socket);
    await watch.until('NOT_SERVING');
    const refused = connect({ socket: daemon.socket, name: 'early', kind: 'cli' });
    await expect(refused).rejects.toMatchObject({ code: 'UNAVAILABLE', message: expect.stringContaining('in order') });

    const client = await connect({ socket: daemon.socket, name: 'patient', kind: 'cli', wait: true });
    releases.push(() => client.close());
    const { pid } = await client.status();
    releases.push(() => process.kill(pid, 'SIGKILL'));
    expect(await healthAt(daemon.socket)).toBe('SERVING');
    expect(watch.told.slice(0, 2)).toEqual(['NOT_SERVING', 'ended']);
  });
});
