import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addDeath } from '../../../src/daemon/watchdog/deaths.ts';
import { checkNode } from '../../../src/interfaces/cli/checkup.ts';
import { findMicrophones, findSpeakers } from '../../../src/interfaces/cli/sound_cards.ts';
import { DaemonProcess } from '../../daemon_process.ts';
import { missing, titled } from '../../recovery/debian.ts';
import { FakeClock, noFakeClock } from '../../recovery/fake_clock.ts';
import { noSmallDisk, smallDisk } from '../../recovery/small_disk.ts';
import { Command, objects } from './command.ts';
import { PrivateCopy } from './private_copy.ts';

const MB = 1024 * 1024;
/** Several lives of a daemon, on a machine that does other things as well. */
const PATIENCE = { timeout: 120_000 };

let command: Command;
const releases: (() => unknown)[] = [];
beforeEach(() => {
  command = new Command();
});
afterEach(async () => {
  for (const release of releases.splice(0).reverse()) await release();
  command.remove();
});

async function daemonWith(options: ConstructorParameters<typeof DaemonProcess>[0] = {}): Promise<DaemonProcess> {
  const daemon = await DaemonProcess.start(options);
  releases.push(() => daemon.stop());
  return daemon;
}

/** A daemon that has something to remember, and was told to stop. */
async function stoppedDaemon(): Promise<DaemonProcess> {
  const daemon = await daemonWith();
  const client = await daemon.connect({ name: 'house' });
  for (let n = 0; n < 20; n += 1) await daemon.ask(client, `add apples number ${n} to the shopping list`);
  await client.close();
  await daemon.halt();
  return daemon;
}

async function doctor(...args: string[]) {
  const { code, out, err } = await command.run(['doctor', '--json', ...args]);
  expect(err).toBe('');
  const findings = objects(out);
  return { code, findings, named: (name: string) => findings.filter((finding) => finding['name'] === name) };
}

/** Overwrites pages of a database that nobody has open. */
function rot(state: string): void {
  const path = join(state, 'agentos.db');
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.fill(0xa5, Math.floor((bytes.length * 0.6) / 4096) * 4096, bytes.length - 4096));
}

function filesIn(state: string): Record<string, string> {
  const names = readdirSync(state).filter((name) => name.startsWith('agentos.db'));
  return Object.fromEntries(
    names.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(state, name)))
        .digest('hex'),
    ]),
  );
}

async function until(met: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await met())) await sleep(100);
}

describe('agentos doctor: the daemon', () => {
  it('that works in the folder and answers elsewhere is named by its process', async () => {
    const daemon = await daemonWith();
    const { code, named } = await doctor('--state', daemon.state, '--socket', join(command.folder, 'none.sock'));
    expect(code).toBe(69);
    const [lock] = named('lock');
    expect(lock).toMatchObject({ state: 'broken', fix: expect.stringContaining(`kill ${daemon.pid}`) });
    expect(lock?.['found']).toContain(`process ${daemon.pid} (`);
    expect(lock?.['found']).toContain(daemon.state);
    expect(named('store')).toEqual([]);
  });

  it('that hangs is told from one that is not there', PATIENCE, async () => {
    const daemon = await daemonWith();
    process.kill(daemon.pid, 'SIGSTOP');
    releases.push(() => process.kill(daemon.pid, 'SIGCONT'));
    const { code, named } = await doctor('--state', daemon.state);
    expect(code).toBe(69);
    expect(named('daemon')).toMatchObject([
      { state: 'broken', found: expect.stringContaining(`listens at ${daemon.socket}`) },
    ]);
    expect(named('lock')).toMatchObject([{ found: expect.stringContaining(`process ${daemon.pid} (`) }]);
  });

  it('that was killed leaves a socket and a log behind: both are told, and nothing is changed', async () => {
    const daemon = await daemonWith();
    await daemon.ask(await daemon.connect(), 'add milk to the shopping list');
    await daemon.kill9();
    const before = filesIn(daemon.state);
    expect(Object.keys(before)).toContain('agentos.db-wal');
    const { code, named } = await doctor('--state', daemon.state);
    expect(code).toBe(69);
    expect(named('socket')).toMatchObject([{ state: 'advice', found: expect.stringContaining('left behind') }]);
    expect(named('daemon')).toMatchObject([{ state: 'broken', fix: 'agentos daemon' }]);
    expect(named('store')).toMatchObject([{ state: 'ok', found: expect.stringContaining('1 thread') }]);
    expect(named('lock')).toEqual([]);
    expect(filesIn(daemon.state)).toEqual(before);
  });

  it('that was ended by its watchdog is told, with the place', () => {
    const state = join(command.folder, 'state');
    mkdirSync(state, { mode: 0o700 });
    addDeath(state, { why: 'stuck', at: Date.now(), where: ['spin at services/need/bad/tool.mjs:6'] });
    return doctor('--state', state).then(({ named }) => {
      expect(named('watchdog')).toMatchObject([
        { state: 'advice', found: expect.stringContaining('spin at services/need/bad/tool.mjs:6') },
      ]);
    });
  });

  it('is told where a file stands in the place of its folder', async () => {
    const file = join(command.folder, 'letter');
    writeFileSync(file, 'a letter to a friend');
    for (const state of [file, join(file, 'below')]) {
      const { code, named } = await doctor('--state', state);
      expect(code).toBe(69);
      expect(named('state')).toMatchObject([{ state: 'broken', found: `${state} is no folder` }]);
    }
  });

  const noStrace = missing({ strace: 'strace' });
  it.skipIf(noStrace !== undefined)(
    titled('T8: no file of its database is opened while it runs', noStrace),
    async () => {
      const daemon = await daemonWith();
      await daemon.ask(await daemon.connect(), 'add milk to the shopping list');
      const log = join(command.folder, 'opened');
      const opened = async (state: string) => {
        await command.runUnder(
          ['strace', '-f', '-qq', '-o', log, '-e', 'trace=open,openat'],
          ['doctor', '--state', state],
        );
        return readFileSync(log, 'utf8')
          .split('\n')
          .filter((line) => line.includes('agentos.db'));
      };
      expect(await opened(daemon.state)).toEqual([]);
      // Where none runs, it is looked at: what is counted here would be seen.
      await daemon.halt();
      expect(await opened(daemon.state)).not.toEqual([]);
    },
  );
});

describe('agentos doctor: what is stored', () => {
  it('and is damaged is told and left as it was; made good by the next start, that is told too', PATIENCE, async () => {
    const daemon = await stoppedDaemon();
    expect((await doctor('--state', daemon.state)).named('store')).toMatchObject([{ state: 'ok' }]);
    rot(daemon.state);
    const before = filesIn(daemon.state);
    const { code, named } = await doctor('--state', daemon.state);
    expect(code).toBe(69);
    expect(named('store')).toMatchObject([
      {
        state: 'broken',
        found: expect.stringContaining('is damaged'),
        fix: expect.stringContaining('start the daemon'),
      },
    ]);
    expect(filesIn(daemon.state)).toEqual(before);
    writeFileSync(join(daemon.state, 'suspect'), 'a page was wrong\n');
    expect((await doctor('--state', daemon.state)).named('store')).toContainEqual(
      expect.objectContaining({ state: 'broken', found: expect.stringContaining('a page was wrong') }),
    );
    await daemon.start();
    const mended = await doctor('--state', daemon.state);
    expect(mended.code).toBe(0);
    expect(mended.named('store')).toMatchObject([{ state: 'advice', found: expect.stringContaining('/damaged-') }]);
  });

  it('and has gone is no first run', async () => {
    const daemon = await stoppedDaemon();
    rmSync(join(daemon.state, 'agentos.db'));
    const { named } = await doctor('--state', daemon.state);
    expect(named('store')).toMatchObject([{ state: 'broken', found: expect.stringContaining('it is missing') }]);
    expect(existsSync(join(daemon.state, 'agentos.db'))).toBe(false);
  });

  it('is for its owner alone, as its socket is', async () => {
    const daemon = await daemonWith();
    chmodSync(daemon.state, 0o755);
    chmodSync(daemon.socket, 0o666);
    const { code, named } = await doctor('--state', daemon.state);
    expect(code).toBe(0);
    expect(named('state')).toMatchObject([{ state: 'advice', fix: `chmod 700 ${daemon.state}` }]);
    expect(named('socket')).toMatchObject([{ state: 'advice', fix: `chmod 600 ${daemon.socket}` }]);
  });

  it('a path that is no socket is told', async () => {
    const file = join(command.folder, 'file.sock');
    writeFileSync(file, '');
    expect((await doctor('--socket', file)).named('socket')).toMatchObject([{ state: 'broken' }]);
  });
});

describe.skipIf(noSmallDisk !== undefined)(titled('agentos doctor: the disk', noSmallDisk), () => {
  it('is nearly full, then full, whether the daemon runs or not', PATIENCE, async () => {
    const disk = smallDisk(128 * MB);
    releases.push(() => disk.remove());
    const state = join(disk.folder, 'state');
    mkdirSync(state, { mode: 0o700 });
    const daemon = await daemonWith({ state });
    const client = await daemon.connect();
    await until(() => disk.room() < 128 * MB - 16 * MB);
    const seen = async () => (await doctor('--state', state)).named('disk');
    expect(await seen()).toMatchObject([{ state: 'ok' }]);
    disk.fill(30 * MB);
    expect(await seen()).toMatchObject([{ state: 'advice', found: expect.stringContaining('nearly full') }]);
    disk.free();
    disk.fill(0);
    const refused = () =>
      daemon.ask(client, 'add bread to the shopping list').then(
        () => false,
        () => true,
      );
    await until(refused);
    const full = await doctor('--state', state);
    expect(full.code).toBe(69);
    expect(full.named('daemon')).toMatchObject([{ state: 'broken', found: expect.stringContaining('disk is full') }]);
    await daemon.halt();
    rmSync(join(state, 'reserve'), { force: true });
    disk.free();
    disk.fill(2 * MB);
    expect(await seen()).toMatchObject([{ state: 'broken', found: expect.stringContaining('the disk is full') }]);
  });
});

describe('agentos doctor: the clock', () => {
  it('that is behind what was written is told where no daemon runs', async () => {
    const daemon = await stoppedDaemon();
    const later = Date.now() / 1_000 + 7_200;
    utimesSync(join(daemon.state, 'agentos.db'), later, later);
    const { code, named } = await doctor('--state', daemon.state);
    expect(code).toBe(69);
    expect(named('clock')).toMatchObject([{ state: 'broken', found: expect.stringContaining('the clock is behind') }]);
  });

  it.skipIf(noFakeClock !== undefined)(
    titled('that jumps while the daemon runs is told', noFakeClock),
    PATIENCE,
    async () => {
      const clock = new FakeClock();
      releases.push(() => clock.remove());
      const daemon = await daemonWith({ env: clock.env });
      expect((await doctor('--state', daemon.state)).named('clock')).toEqual([]);
      clock.set(7_200);
      const [forward] = await untilTold(daemon.state);
      expect(forward).toMatchObject({ state: 'advice', found: expect.stringContaining('jumped 2 hours forward') });
      clock.set(-7_200);
      await until(async () => (await untilTold(daemon.state)).length > 1);
      const { code, named } = await doctor('--state', daemon.state);
      expect(code).toBe(69);
      expect(named('clock')).toMatchObject([
        { state: 'broken', found: expect.stringContaining('4 hours behind') },
        { state: 'advice', found: expect.stringContaining('jumped 4 hours back') },
      ]);
    },
  );

  async function untilTold(state: string) {
    for (;;) {
      const told = (await doctor('--state', state)).named('clock');
      if (told.length > 0) return told;
    }
  }
});

describe('agentos doctor: what the machine has', () => {
  it('Node', () => {
    expect(checkNode('v18.19.1')).toMatchObject({ state: 'broken', fix: 'install Node 20.19 or later' });
    expect(checkNode(process.version)).toMatchObject({ state: 'ok' });
  });

  it('a native part that was not compiled, and one that is not installed', PATIENCE, async () => {
    const copy = new PrivateCopy({ unbuilt: 'better-sqlite3', without: 'onnxruntime-node' });
    releases.push(() => copy.remove());
    const { code, out } = await command.run(['doctor', '--json', '--voice'], '', copy.main);
    expect(code).toBe(69);
    const findings = objects(out);
    expect(findings).toContainEqual(
      expect.objectContaining({
        name: 'native',
        state: 'broken',
        found: expect.stringContaining('better-sqlite3'),
        fix: expect.stringContaining(`cd ${copy.folder} && npm rebuild better-sqlite3`),
      }),
    );
    expect(findings).toContainEqual(
      expect.objectContaining({
        name: 'voice',
        state: 'broken',
        found: expect.stringContaining('onnxruntime-node is not there'),
        fix: 'npm install onnxruntime-node',
      }),
    );
    // The daemon itself says the same.
    const started = await command.run(['daemon', '--state', join(command.folder, 'state')], '', copy.main);
    expect(started.code).toBe(78);
    expect(started.err).toContain('npm rebuild better-sqlite3');
  });

  it('no programs to record and play with, no devices; a sound server counts for them', async () => {
    const bare = new Command({ PATH: command.folder });
    releases.push(() => bare.remove());
    const { code, out } = await bare.run(['doctor', '--json', '--voice']);
    expect(code).toBe(69);
    for (const found of ['arecord is not there', 'paplay or aplay or play is not there'])
      expect(objects(out)).toContainEqual(
        expect.objectContaining({ name: 'voice', state: 'broken', found: expect.stringContaining(found) }),
      );
    const list = join(command.folder, 'pcm');
    writeFileSync(list, '00-00: ALC257 : ALC257 Analog : playback 1\n01-00: USB Audio : USB Audio : capture 1\n');
    expect(await findMicrophones(list)).toEqual(['USB Audio']);
    expect(await findSpeakers(list)).toEqual(['ALC257']);
    expect(await findMicrophones(join(command.folder, 'none'))).toEqual([]);
    if ((await findMicrophones()).length > 0) return;
    expect(objects(out)).toContainEqual(expect.objectContaining({ name: 'microphone', state: 'broken' }));

    const session = join(command.folder, 'session');
    mkdirSync(join(session, 'pulse'), { recursive: true });
    const server = createServer().listen(join(session, 'pulse', 'native'));
    releases.push(() => server.close());
    const heard = new Command({ XDG_RUNTIME_DIR: session });
    releases.push(() => heard.remove());
    expect(objects((await heard.run(['doctor', '--json', '--voice'])).out)).toContainEqual(
      expect.objectContaining({ name: 'microphone', state: 'ok', found: expect.stringContaining('sound server') }),
    );
  });
});
