import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { DaemonProcess } from '../daemon_process.ts';
import { missing, titled } from './debian.ts';
import { HealthWatch } from './health_watch.ts';
import { NotifySocket, noNotify } from './notify_socket.ts';

// On a quiet machine: every call of the system that the traced daemon makes is halted, and its watchdog is a quick one.
const noStrace = missing({ strace: 'strace' });

const releases: (() => unknown)[] = [];
afterEach(async () => {
  for (const release of releases.splice(0).reverse()) await release();
});

test.skipIf(noStrace !== undefined)(
  titled('P4 X7 health: a disk that does not answer is told as such, and the daemon lives on', noStrace),
  async () => {
    const settings = join(mkdtempSync(join(tmpdir(), 'agentos-health-')), 'agentos.toml');
    releases.push(() => rmSync(dirname(settings), { recursive: true }));
    writeFileSync(settings, '[daemon]\nwatchdog_seconds = 3\n');
    const supervisor = noNotify === undefined ? await new NotifySocket().open() : undefined;
    releases.push(() => supervisor?.close());
    const env = supervisor ? { NOTIFY_SOCKET: supervisor.path, WATCHDOG_USEC: '900000' } : {};
    const daemon = await daemonWith({ settings, env });
    const client = await daemon.connect({ name: 'house' });
    await daemon.ask(client, 'add pears to the shopping list');
    const watch = watching(daemon.socket);
    await watch.until('SERVING');
    const held = 'inject=fsync,fdatasync:delay_enter=14000000:when=1';
    const log = join(daemon.state, 'strace.log');
    started('strace', '-f', '-o', log, '-e', held, '-e', 'trace=fsync,fdatasync,openat', '-p', String(daemon.pid));
    await until(() => isTraced(daemon.pid));
    const asked = daemon.ask(client, 'add plums to the shopping list');
    await watch.until('NOT_SERVING');
    expect((await client.status()).facts).toMatchObject({ hindrance: expect.stringContaining('disk does not answer') });
    await supervisor?.until('STATUS=The disk does not answer');
    const alive = supervisor?.count('WATCHDOG=1');
    await sleep(1_000);
    expect(watch.told.at(-1)).toBe('NOT_SERVING');
    expect(supervisor?.count('WATCHDOG=1')).toBe(alive);
    // It may have taken longer than it may.
    await asked;
    await watch.until('SERVING');
    expect(await daemon.ask(client, 'what is 3 times 4')).toMatchObject({ status: 'complete' });
    await supervisor?.until('WATCHDOG=1', supervisor.told.length);
  },
);

async function daemonWith(options: ConstructorParameters<typeof DaemonProcess>[0]): Promise<DaemonProcess> {
  const daemon = await DaemonProcess.start(options);
  releases.push(() => daemon.stop());
  return daemon;
}

function watching(socket: string): HealthWatch {
  const watch = new HealthWatch(socket);
  releases.push(() => watch.close());
  return watch;
}

function started(command: string, ...args: string[]): ChildProcess {
  const child = spawn(command, args, { stdio: 'ignore' });
  releases.push(() => child.kill('SIGKILL'));
  return child;
}

function isTraced(pid: number): boolean {
  const tasks = readdirSync(`/proc/${pid}/task`);
  return tasks.every((task) => !/^TracerPid:\t0$/m.test(readFileSync(`/proc/${pid}/task/${task}/status`, 'utf8')));
}

async function until(met: () => boolean): Promise<void> {
  while (!met()) await sleep(50);
}
