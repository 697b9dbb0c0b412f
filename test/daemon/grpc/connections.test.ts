import { mkdtempSync, rmSync } from 'node:fs';
import { connect as connectH2 } from 'node:http2';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server } from '@grpc/grpc-js';
import { expect, it } from 'vitest';
import { CONNECTIONS, Connections, machineOf } from '../../../src/daemon/grpc/connections.ts';
import { bindTcp } from '../../../src/daemon/grpc/listen.ts';
import { tlsIdentity } from '../../../src/daemon/grpc/tls_identity.ts';
import { whoAmI } from '../../../src/interfaces/client/enroll.ts';
import { listen } from '../../../src/settings/listen.ts';
import { withRemote } from './remote_house.ts';

/** A connection as Node tells of it. */
function socketOf(remoteAddress: string, remotePort: number) {
  const heard: (() => void)[] = [];
  let destroyed = false;
  const socket = {
    ...{ remoteAddress, remotePort },
    destroy: () => {
      destroyed = true;
      for (const close of heard.splice(0)) close();
    },
    once: (_event: 'close', close: () => void) => heard.push(close),
  };
  return { socket, over: () => destroyed };
}

it('no machine takes the place of all others, and who leaves makes room', () => {
  const connections = new Connections();
  const own = Array.from({ length: CONNECTIONS.ofOne }, (_, n) => socketOf('10.0.0.66', n));
  for (const { socket } of own) expect(connections.enter(socket)).toBe(true);
  const more = socketOf('10.0.0.66', 60_000);
  expect([connections.enter(more.socket), more.over()]).toEqual([false, true]);
  expect(connections.enter(socketOf('10.0.0.7', 1).socket)).toBe(true);
  own[0]?.socket.destroy();
  expect(connections.enter(socketOf('10.0.0.66', 60_001).socket)).toBe(true);
  for (let n = 0; n < CONNECTIONS.all - CONNECTIONS.ofOne - 1; n += 1)
    expect(connections.enter(socketOf(`10.1.${n >> 8}.${n & 255}`, 1).socket)).toBe(true);
  expect(connections.enter(socketOf('10.0.0.8', 1).socket)).toBe(false);
});

it('a connection over which nobody who was let in calls does not stay', async () => {
  const connections = new Connections(20);
  const [stranger, known] = [socketOf('10.0.0.66', 1), socketOf('10.0.0.7', 2)];
  for (const { socket } of [stranger, known]) connections.enter(socket);
  connections.known('10.0.0.7:2');
  while (!stranger.over()) await new Promise((resolve) => setTimeout(resolve, 5));
  await new Promise((resolve) => setTimeout(resolve, 40));
  expect(known.over()).toBe(false);
});

it('nor does one that shook hands, and what it stood on goes with it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'agentos-connections-'));
  const server = new Server();
  const tls = tlsIdentity(listen.parse({}), folder, Date.now());
  const bound = await bindTcp(server, { host: '127.0.0.1', port: 0 }, tls, new Connections(100));
  try {
    const ca = tls.chain.match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----\n/g)?.at(-1) ?? '';
    for (let n = 0; n < 5; n += 1) {
      const session = connectH2(`https://${bound.address}`, { ca, servername: tls.serverName });
      const over = new Promise((resolve) => session.once('close', resolve));
      session.on('error', () => undefined);
      await new Promise((resolve) => session.ping(resolve));
      await over;
    }
  } finally {
    bound.release();
    await new Promise<void>((resolve) => server.tryShutdown(() => resolve()));
    rmSync(folder, { recursive: true });
  }
});

it('a peer is told by its machine, without its port', () => {
  expect(['192.168.1.20:51234', 'fd00::1:51234', '::ffff:10.0.0.7:80', 'unknown'].map(machineOf)).toEqual([
    ...['192.168.1.20', 'fd00::1', '::ffff:10.0.0.7', ''],
  ]);
});

it('who connects and says nothing, as often as it can, keeps nobody out', () =>
  withRemote(async ({ admit, address }) => {
    const credential = await admit({ name: 'phone' });
    const [host = '', port] = address.split(':');
    const idle: Socket[] = [];
    let over = 0;
    // All but a few of what one address may have: the test's own client comes from there too.
    for (let n = 0; n < CONNECTIONS.ofOne + 50; n += 1) {
      const socket = connect({ host, port: Number(port) });
      socket.on('error', () => undefined);
      socket.on('close', () => {
        over += 1;
      });
      idle.push(socket);
    }
    while (over < 50) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(over).toBe(50);
    idle[0]?.destroy();
    idle.at(CONNECTIONS.ofOne - 1)?.destroy();
    while (over < 51) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await whoAmI(credential)).toMatchObject({ name: 'phone' });
    for (const socket of idle) socket.destroy();
  }));
