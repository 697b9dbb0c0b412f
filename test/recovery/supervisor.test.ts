import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { DaemonProcess } from '../daemon_process.ts';
import { titled } from './debian.ts';
import { FaultyHouse } from './faulty_house.ts';
import { NotifySocket, noNotify } from './notify_socket.ts';

const releases: (() => unknown)[] = [];
afterEach(async () => {
  for (const release of releases.splice(0).reverse()) await release();
});

async function notified(): Promise<NotifySocket> {
  const socket = await new NotifySocket().open();
  releases.push(() => socket.close());
  return socket;
}

const tellingTo = (socket: NotifySocket, watchdogMs: number) => ({
  NOTIFY_SOCKET: socket.path,
  WATCHDOG_USEC: String(watchdogMs * 1_000),
});

describe.skipIf(noNotify !== undefined)(titled('P10 a supervisor that is told by sd_notify', noNotify), () => {
  test('hears of readiness once the daemon serves, that it lives, and that it stops', async () => {
    const socket = await notified();
    const daemon = new DaemonProcess({ env: tellingTo(socket, 1_500) });
    releases.push(() => daemon.stop());
    await daemon.start();
    const client = await daemon.connect();
    await socket.until('READY=1');
    expect(socket.told[1]).toBe('READY=1 | STATUS=Ready.');
    expect((await daemon.ask(client, 'what is 3 times 4')).text).toContain('12');
    await socket.until('WATCHDOG=1');
    await socket.until('WATCHDOG=1', socket.told.length);
    await client.close();
    await daemon.halt();
    await socket.until('STOPPING=1 | STATUS=Stopping.');
    expect(socket.count('READY=1')).toBe(1);
  });

  test('hears nothing more of a daemon that hangs', async () => {
    const socket = await notified();
    const house = new FaultyHouse('watchdog_seconds = 0', tellingTo(socket, 900));
    releases.push(() => house.stop());
    const client = await house.start();
    await socket.until('WATCHDOG=1', socket.told.length);
    await house.misbehave(client, 'always');
    // What was on its way when it began to hang is heard yet.
    await sleep(1_000);
    const heard = socket.told.length;
    await sleep(2_000);
    expect(socket.told.length).toBe(heard);
  });

  test('that has no watchdog is told no more than is asked for', async () => {
    const socket = await notified();
    const daemon = new DaemonProcess({ env: { NOTIFY_SOCKET: socket.path } });
    releases.push(() => daemon.stop());
    await daemon.start();
    await socket.until('READY=1');
    await daemon.halt();
    expect(socket.count('WATCHDOG=1')).toBe(0);
    expect(socket.told.at(-1)).toBe('STOPPING=1 | STATUS=Stopping.');
  });

  test('whose program is missing keeps no daemon from its work, and the log says so', async () => {
    const daemon = new DaemonProcess({ env: { NOTIFY_SOCKET: '/nowhere/notify', PATH: '/nowhere' } });
    releases.push(() => daemon.stop());
    await daemon.start();
    const client = await daemon.connect();
    expect((await daemon.ask(client, 'what is 3 times 4')).text).toContain('12');
    expect(daemon.log).toContain('there is no program systemd-notify');
  });
});
