import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Ask, Client, Notice, Turn } from '../../../src/interfaces/client/client.ts';
import { DaemonProcess, type DaemonProcessOptions } from '../../daemon_process.ts';
import { rawClient, rawStream } from '../grpc/raw.ts';
import { eventually, ownFolder } from './own_folder.ts';

const MAIN = join(import.meta.dirname, '../../../dist/daemon/main.js');

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});

async function started(options: DaemonProcessOptions = {}): Promise<DaemonProcess> {
  const daemon = await DaemonProcess.start(options);
  undo.push(() => daemon.stop());
  return daemon;
}

function temporary(files: { readonly [path: string]: string } = {}): string {
  const folder = ownFolder(files);
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A daemon that is not expected to start: its exit code and what it said. */
function refused(...args: string[]): { code: number | null; said: string } {
  const { status, stderr } = spawnSync(process.execPath, [MAIN, ...args], { encoding: 'utf8', timeout: 20_000 });
  return { code: status, said: stderr };
}

async function askOf(turn: Turn): Promise<Ask> {
  for await (const update of turn.updates) if (update.type === 'ask') return update.ask;
  throw new Error('nothing was asked');
}

function collected(client: Client): Notice[] {
  const heard: Notice[] = [];
  void (async () => {
    for await (const notice of client.notices()) heard.push(notice);
  })().catch(() => undefined);
  return heard;
}

test('what it keeps is the owner’s alone, whatever the umask it was started with', async () => {
  const before = process.umask(0o022);
  undo.push(() => process.umask(before));
  const { state } = await started();
  for (const name of readdirSync(state)) {
    const { mode } = statSync(join(state, name));
    if (name !== 'agentos.toml') expect([name, mode & 0o077]).toEqual([name, 0]);
  }
  expect(readdirSync(state)).toEqual(expect.arrayContaining(['agentos.db', 'agentos.db-wal', 'owner.lock']));
});

test('settings that cannot be used are refused with every fault and its line, and exit 78', () => {
  const folder = temporary();
  const file = join(folder, 'agentos.toml');
  writeFileSync(file, '[home]\nzone = "Mars/Base"\nlattitude = 3\n\n[limits]\nhops = "many"\n');
  const { code, said } = refused('--state', join(folder, 'state'), '--settings', file);
  expect(code).toBe(78);
  expect(said).toContain(`${file}:2: home.zone: is not an IANA time zone`);
  expect(said).toContain(`${file}:6: limits.hops`);
  expect(said).toMatch(/lattitude/);
  writeFileSync(file, '[home\nzone = 1');
  expect(refused('--state', join(folder, 'state'), '--settings', file)).toMatchObject({
    code: 78,
    said: expect.stringContaining(`${file}:1:`),
  });
  expect(existsSync(join(folder, 'state'))).toBe(false);
  expect(refused('--nonsense')).toMatchObject({ code: 64, said: expect.stringContaining('Usage') });
  expect(refused('--home', join(folder, 'nowhere.yaml'))).toMatchObject({
    code: 64,
    said: expect.stringContaining('does not exist'),
  });
  expect(refused('--state', file)).toMatchObject({
    code: 64,
    said: expect.stringContaining('is a file; name a folder'),
  });
});

test('a home file that cannot be used is told with its line; the rest of the daemon serves', async () => {
  const folder = temporary({ 'home.yaml': 'areas:\n  - name: Hall\nentities:\n  - id: light.hall\n    area: Attic\n' });
  const daemon = await started({ home: join(folder, 'home.yaml') });
  const client = await daemon.connect();
  const devices = (await client.services()).find(({ subject }) => subject === 'need.device.set');
  expect(devices).toMatchObject({ state: 'failed', problem: expect.stringMatching(/home\.yaml.*line 5/s) });
  await expect(client.call('need.device.list', {})).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  expect((await daemon.ask(client, 'what time is it')).status).toBe('complete');
  const said = await daemon.ask(client, 'turn on the hall light');
  expect(said).toMatchObject({ acted: false });
});

test('what is no request is refused; the daemon lives', async () => {
  const daemon = await started();
  const client = await daemon.connect();
  await new Promise<void>((resolve) => {
    const socket = createConnection(daemon.socket, () => socket.end('GET / HTTP/1.1\r\n\r\n'.repeat(100)));
    socket.on('close', () => resolve()).on('error', () => resolve());
    socket.resume();
  });
  const raw = rawClient(daemon.socket);
  undo.push(() => raw.close());
  const stream = rawStream(raw);
  stream.send({ hello: { name: 'raw', kind: 'cli', capabilities: {}, version: '1' } });
  expect(await stream.next()).toHaveProperty('welcome');
  stream.call.write(Buffer.from([0xff, 0x01, 0x80, 0x00]));
  expect(await stream.next()).toMatchObject({ failure: { code: 'INVALID_ARGUMENT' } });
  stream.call.cancel();
  await expect(client.call('need.nowhere', {})).rejects.toMatchObject({ code: 'UNIMPLEMENTED' });
  const unlock = { entities: ['lock.front_door'], service: 'unlock' };
  await expect(client.call('need.device.set', unlock)).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  await expect(client.call('need.understand', { text: 7 })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  await expect(client.call('need.thread.read', { thread: 'x' })).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  await expect(client.thread('nowhere')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(client.utter({ text: 'hi', thread: 'nowhere' }).accepted).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(client.utter({ text: ' \n ' }).accepted).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  for (const text of ['\ud800 turn on', '\u0000', '{light}', '(((', '[', 'x'.repeat(30_000), '🤖'.repeat(2_000)])
    expect((await daemon.ask(client, text)).status).toBe('complete');
});

test('a second daemon on the same state or the same socket is refused and harms nobody', async () => {
  const daemon = await started();
  const client = await daemon.connect();
  const settings = join(daemon.state, 'agentos.toml');
  const same = refused('--state', daemon.state, '--settings', settings, '--socket', join(daemon.state, 'other.sock'));
  expect(same.code).toBe(69);
  expect(same.said).toMatch(/agentos daemon: /);
  const folder = temporary();
  const other = refused('--state', join(folder, 'state'), '--settings', settings, '--socket', daemon.socket);
  expect(other.code).toBe(69);
  expect((await daemon.ask(client, 'turn on the kitchen light')).acted).toBe(true);
  // A socket that a killed daemon left is taken over.
  await daemon.kill9();
  expect(existsSync(daemon.socket)).toBe(true);
  await daemon.start();
  expect((await daemon.ask(client, 'is the kitchen light on')).text).toMatch(/on/);
});

test('danger by voice is refused without a question, also where the voice says that it may confirm', async () => {
  const daemon = await started();
  const voice = await daemon.connect({ name: 'voice-kitchen', kind: 'voice', area: 'kitchen' });
  const said = await daemon.ask(voice, 'unlock the front door');
  expect(said).toMatchObject({ acted: false });
  expect(said.text).toMatch(/voice alone/);
  expect((await daemon.ask(voice, 'lock the front door')).status).toBe('complete');
});

test('a confirmation outlives kill -9: the question stays open under its id, one yes does it once', async () => {
  const daemon = await started();
  const client = await daemon.connect({ name: 'confirming' });
  const turn = client.utter({ text: 'unlock the front door' });
  const ask = await askOf(turn);
  expect(ask.kind).toBe('confirm');
  const { thread } = await turn.accepted;
  await daemon.kill9();
  await daemon.start();
  const raw = rawClient(daemon.socket);
  undo.push(() => raw.close());
  const stream = rawStream(raw);
  const capabilities = { confirm: true, ask: true };
  stream.send({ hello: { name: 'confirming', kind: 'cli', capabilities, version: '1', lastOffset: 1 } });
  expect(await stream.next()).toHaveProperty('welcome');
  // An acknowledgement may get lost, so an answer may be sent again: that is the same answer.
  for (let sent = 0; sent < 2; sent += 1)
    stream.send({ answer: { requestId: 'answer-1', askId: ask.id, text: 'yes' } });
  const accepted: unknown[] = [];
  while (accepted.length < 2) {
    const message = await stream.next();
    if (!('mail' in message)) accepted.push(message);
  }
  const same = { accepted: { requestId: 'answer-1', thread, answered: true } };
  expect(accepted).toMatchObject([same, same]);
  const open = (): Promise<number> =>
    client.threads({ open: true }).then(
      ({ length }) => length,
      () => 1,
    );
  await eventually(async () => (await open()) === 0, 'the turn ends');
  const { events } = await client.thread(thread);
  const sets = events.filter(({ direction, subject }) => direction === 'FORWARD' && subject === 'need.device.set');
  expect(sets).toHaveLength(1);
  expect(events.filter(({ subject }) => subject === 'need.user.ask')).toHaveLength(2);
  await expect(client.answer(ask.id, 'yes')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect((await daemon.ask(client, 'is the front door locked')).text).toMatch(/unlocked/i);
});

test('a timer that came due while the daemon was down rings once, and says that it is late', async () => {
  const daemon = await started();
  const client = await daemon.connect({ name: 'cook' });
  const heard = collected(client);
  expect((await daemon.ask(client, 'set a timer for 2 seconds')).acted).toBe(true);
  await daemon.kill9();
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  await daemon.start();
  const rings = (): Notice[] => heard.filter(({ kind }) => kind === 'notice');
  await eventually(() => rings().length > 0, 'the timer rings');
  await daemon.restart();
  await daemon.ask(client, 'what time is it');
  expect(rings()).toHaveLength(1);
  expect(rings()[0]).toMatchObject({ text: expect.stringMatching(/late|ago|away|while/i) });
});

test('cancel ends a turn that waits for a person, and one that waits behind it', async () => {
  const daemon = await started();
  const client = await daemon.connect();
  const first = client.utter({ text: 'unlock the front door' });
  await askOf(first);
  const { thread } = await first.accepted;
  const other = await daemon.connect({ name: 'other' });
  const queued = other.utter({ text: 'turn on the kitchen light', thread });
  await queued.accepted;
  await queued.cancel();
  await first.cancel();
  await eventually(async () => (await client.threads({ open: true })).length === 0, 'both end');
  const { events } = await client.thread(thread);
  expect(events.filter(({ direction }) => direction === 'END').map(({ error }) => error?.code)).toEqual([
    'CANCELLED',
    'CANCELLED',
  ]);
  // What was refused is recorded as a call to nobody.
  expect(
    events.some((event) => event.direction === 'FORWARD' && event.subject === 'need.device.set' && event.to.length > 0),
  ).toBe(false);
});

test('who comes back with the last offset it has seen misses nothing and is told nothing twice', async () => {
  const daemon = await started();
  const first = await daemon.connect({ name: 'back' });
  const { mailOffset } = await daemon.ask(first, 'turn on the kitchen light');
  first.heard(mailOffset);
  const lost = first.utter({ text: 'turn off the kitchen light' });
  const { thread } = await lost.accepted;
  await first.close();
  await eventually(async () => {
    const reader = await daemon.connect({ name: 'reader' });
    const open = await reader.threads({ open: true });
    await reader.close();
    return open.length === 0;
  }, 'the turn ends');
  await daemon.kill9();
  await daemon.start();
  const second = await daemon.connect({ name: 'back', lastOffset: mailOffset });
  const heard = collected(second);
  await eventually(() => heard.length > 0, 'the reply is delivered');
  await second.ping();
  expect(heard).toMatchObject([{ kind: 'reply', thread, mailOffset: mailOffset + 1 }]);
});

test('a daemon that is told to stop does so, and takes its socket with it', async () => {
  const daemon = await started();
  const client = await daemon.connect();
  await askOf(client.utter({ text: 'unlock the front door' }));
  process.kill(daemon.pid, 'SIGTERM');
  await eventually(() => !existsSync(daemon.socket), 'the socket is gone');
});
