import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { rawClient, rawStream } from '../../daemon/grpc/raw.ts';
import { bundle } from '../../daemon/store/bundled.ts';
import { DaemonProcess } from '../../daemon_process.ts';
import { seeded } from '../../seeded.ts';
import { FOUND_MS, RunningClock, Subject } from './resume_subject.ts';
import type { Cut } from './wire_cutter.ts';

export interface Plan {
  readonly clients: number;
  /** Disconnects of all clients together; what happens to the daemon is not among them. */
  readonly disconnects: number;
  /** Of the daemon, which comes back at once. */
  readonly kills: number;
  /** Times that the daemon is stopped and goes on later. */
  readonly freezes: number;
  /** Shares of the disconnects that are no cuts of the wire. */
  readonly stopped: number;
  readonly silent: number;
  readonly stopMs: number;
  /** Between two utterances of a client that talks. */
  readonly pauseMs: number;
  readonly manner?: 'resuming' | 'forgetful';
}

export interface Outcome {
  readonly mails: number;
  readonly repeated: number;
  readonly missed: number;
  readonly disconnects: number;
  readonly kinds: ReadonlyMap<Kind, number>;
  readonly kills: number;
  readonly freezes: number;
  /** How many half-open connections each side had to find, and the longest that one stood, in milliseconds. */
  readonly found: { readonly [side in 'daemon' | 'client']: { readonly count: number; readonly longestMs: number } };
}

/** Frames that pass at most between two cuts; every third cut comes while a client is still on its way back. */
const FRAMES = { most: 40, onTheWay: 10 };
/** What a timer of the clients still has to say after they have fallen silent, and who is still away comes back. */
const TIMER_MS = 3_000;
const BACK_MS = 240_000;

/** Takes clients' connections away again and again while they talk and news comes, and counts what each was handed. */
export async function disconnectAgainAndAgain(plan: Plan): Promise<Outcome> {
  const { clients, disconnects, kills, freezes, stopMs, manner = 'resuming', pauseMs } = plan;
  const daemon = await DaemonProcess.start();
  const daemonClock = new RunningClock();
  let thaw = (): boolean => false;
  const program = fileURLToPath(await bundle(new URL('./resuming_client.ts', import.meta.url)));
  const subjects: Subject[] = [];
  try {
    for (let n = 0; n < clients; n += 1) {
      const subject = new Subject(`client-${n}`, daemon.socket, () => daemonClock.now());
      subjects.push(subject);
      await subject.start(program, `${daemon.state}/wire-${n}.sock`, [manner, String(pauseMs), String(n + 1)]);
    }
    await eventually(() => subjects.every(({ connected }) => connected), 'all clients are attached');
    let done = 0;
    const kinds = new Map<Kind, number>();
    const cutting = subjects.map(async (subject, n) => {
      const random = seeded(100 + n);
      const own = Math.ceil(disconnects / clients);
      for (let cut = 0; cut < own; cut += 1) {
        const kind = await takeAway(subject, plan, random);
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
        done += 1;
        if (cut % 3 !== 0)
          await eventually(
            () => subject.connected,
            () => `${subject.name} is back (${subject.state}; ${subject.wire.standing})`,
          );
      }
    });
    const kill = async (pauseMs: number) => {
      for (const { wire } of subjects) wire.daemonDies();
      await daemon.kill9();
      await sleep(pauseMs);
      await daemon.start();
    };
    const freeze = async () => {
      if (stopMs > FOUND_MS) for (const { wire } of subjects) wire.silentFor('client');
      const { pid } = daemon;
      process.kill(pid, 'SIGSTOP');
      thaw = () => process.kill(pid, 'SIGCONT');
      daemonClock.stop();
      await sleep(stopMs);
      for (const { wire } of subjects) wire.heardBy('client');
      daemonClock.go();
      thaw();
      thaw = () => false;
    };
    const troubling = (async () => {
      const troubles = kills + freezes;
      for (let nth = 1; nth <= troubles; nth += 1) {
        await eventually(() => done >= (nth * disconnects) / (troubles + 1), 'the daemon has trouble', 3_600_000);
        if (Math.floor((nth * freezes) / troubles) > Math.floor(((nth - 1) * freezes) / troubles)) await freeze();
        else await kill(200 * (nth % 4));
      }
    })();
    await Promise.all([...cutting, troubling]);
    for (const subject of subjects) subject.finish();
    await eventually(() => subjects.every(({ finished }) => finished), 'every turn has ended');
    await eventually(
      () => subjects.every(({ wire }) => wire.waiting('daemon') + wire.waiting('client') === 0),
      'every connection that fell silent is given up by both',
    );
    await sleep(TIMER_MS);
    let [mails, repeated, missed] = [0, 0, 0];
    for (const { name, offsets, problems } of subjects) {
      expect(problems, name).toEqual([]);
      const last = await lastOffset(daemon, name);
      if (manner === 'resuming') await eventually(() => Math.max(...offsets) >= last, `${name} has all of its mail`);
      const distinct = new Set(offsets);
      mails += last;
      repeated += offsets.length - distinct.size;
      missed += last - distinct.size;
    }
    const foundBy = (side: 'daemon' | 'client') => {
      const all = subjects.flatMap(({ wire }) => wire.found[side]);
      return { count: all.length, longestMs: Math.max(0, ...all) };
    };
    return {
      ...{ mails, repeated, missed, disconnects: done, kinds, kills, freezes },
      found: { daemon: foundBy('daemon'), client: foundBy('client') },
    };
  } finally {
    for (const subject of subjects) subject.close();
    thaw();
    await daemon.stop();
  }
}

type Kind = Cut | 'stop';

/** @returns how that was done */
async function takeAway(subject: Subject, plan: Plan, random: () => number): Promise<Kind> {
  const kind = random();
  if (kind < plan.stopped) {
    await sleep(random() * 500);
    await subject.stop(plan.stopMs);
    return 'stop';
  }
  const frames = 1 + Math.floor(random() * (random() < 1 / 3 ? FRAMES.onTheWay : FRAMES.most));
  const { silent } = plan;
  const which: Cut =
    kind < plan.stopped + silent
      ? 'silence'
      : kind < 0.7
        ? 'destroy'
        : kind < 0.85
          ? 'half-close to the client'
          : 'half-close to the daemon';
  await subject.wire.after(frames, which, random());
  // A loss that is seen at once is told by the client within this; one that is not, is found by its pings.
  await sleep(50);
  return which;
}

/** Of the last mail in a mailbox. */
async function lastOffset(daemon: DaemonProcess, name: string): Promise<number> {
  const client = rawClient(daemon.socket);
  const stream = rawStream(client);
  stream.send({ hello: { name, kind: 'cli', capabilities: {}, version: '1' } });
  const { welcome } = await stream.next();
  stream.call.cancel();
  client.close();
  if (typeof welcome !== 'object' || welcome === null || !('lastOffset' in welcome)) throw new Error('no welcome');
  return Number(welcome.lastOffset);
}

async function eventually(is: () => boolean, what: string | (() => string), patienceMs = BACK_MS): Promise<void> {
  const until = performance.now() + patienceMs;
  while (!is()) {
    if (performance.now() > until)
      throw new Error(`not so within ${patienceMs / 1_000} s: ${typeof what === 'string' ? what : what()}`);
    await sleep(20);
  }
}

export function shown({ mails, repeated, missed, disconnects, kinds, kills, freezes, found }: Outcome): string {
  const how = [...kinds].map(([kind, count]) => `${count} ${kind}`).join(', ');
  const by = (side: 'daemon' | 'client') =>
    `${found[side].count} within ${(found[side].longestMs / 1_000).toFixed(1)} s`;
  return (
    `${disconnects} disconnects (${how}), ${kills} kills and ${freezes} stops of the daemon: ${mails} mails, ${missed} missed, ` +
    `${repeated} repeated; half-open peers found: ${by('daemon')} by the daemon, ${by('client')} by the clients\n`
  );
}
