import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { rawClient, rawStream } from '../../daemon/grpc/raw.ts';
import { bundle } from '../../daemon/store/bundled.ts';
import { DaemonProcess } from '../../daemon_process.ts';
import { seeded } from '../../seeded.ts';
import { type Cut, WireCutter } from './wire_cutter.ts';

export interface Plan {
  readonly clients: number;
  /** Disconnects of all clients together; kills of the daemon are not among them. */
  readonly disconnects: number;
  readonly kills: number;
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
  readonly kills: number;
  /** The longest that a half-open connection stood, in milliseconds, by who found it. */
  readonly foundMs: { readonly daemon: number; readonly client: number };
}

/** Frames that pass at most between two cuts; every third cut comes while a client is still on its way back. */
const FRAMES = { most: 40, onTheWay: 10 };
/** What a timer of the clients still has to say after they have fallen silent, and who is still away comes back. */
const TIMER_MS = 3_000;
const BACK_MS = 240_000;

/** A client, in a process and behind a wire of its own. */
class Subject {
  readonly name: string;
  readonly wire: WireCutter;
  readonly offsets: number[] = [];
  readonly problems: string[] = [];
  readonly foundMs: number[] = [];
  connected = false;
  finished = false;
  /** What it said of its connection last. */
  state = '';
  readonly #process: ChildProcess;

  constructor(name: string, wire: WireCutter, program: string, args: readonly string[]) {
    this.name = name;
    this.wire = wire;
    this.#process = spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
    let rest = '';
    this.#process.stdout?.setEncoding('utf8').on('data', (text: string) => {
      const lines = `${rest}${text}`.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.#hear(line);
    });
  }

  #hear(line: string): void {
    const [what, value] = line.split(' ');
    if (what === 'mail') this.offsets.push(Number(value));
    else if (what === 'state') {
      this.connected = value === 'connected';
      this.state = line;
    } else if (what === 'finished') this.finished = true;
    else this.problems.push(line);
  }

  finish(): void {
    this.#process.stdin?.write('finish\n');
  }

  /** Stands still for so long; notes when the daemon found that out, at most as long as that is. */
  async stop(ms: number): Promise<void> {
    const since = performance.now();
    const found = this.wire.droppedByDaemon();
    this.#process.kill('SIGSTOP');
    await Promise.race([found ?? sleep(ms), sleep(ms)]);
    const after = performance.now() - since;
    if (found !== undefined) this.foundMs.push(Math.min(after, ms));
    await sleep(Math.max(0, ms - after));
    this.#process.kill('SIGCONT');
  }

  close(): void {
    this.#process.kill('SIGKILL');
    this.wire.close();
  }
}

/** Takes clients' connections away again and again while they talk and news comes, and counts what each was handed. */
export async function disconnectAgainAndAgain(plan: Plan): Promise<Outcome> {
  const { clients, disconnects, kills, manner = 'resuming', pauseMs } = plan;
  const daemon = await DaemonProcess.start();
  const program = fileURLToPath(await bundle(new URL('./resuming_client.ts', import.meta.url)));
  const subjects: Subject[] = [];
  try {
    for (let n = 0; n < clients; n += 1) {
      const wire = new WireCutter(daemon.socket);
      const path = `${daemon.state}/wire-${n}.sock`;
      await wire.listen(path);
      const name = `client-${n}`;
      subjects.push(new Subject(name, wire, program, [path, name, manner, String(pauseMs), String(n + 1)]));
    }
    await eventually(() => subjects.every(({ connected }) => connected), 'all clients are attached');
    let done = 0;
    const cutting = subjects.map(async (subject, n) => {
      const random = seeded(100 + n);
      const own = Math.ceil(disconnects / clients);
      for (let cut = 0; cut < own; cut += 1) {
        await takeAway(subject, plan, random);
        done += 1;
        if (cut % 3 !== 0)
          await eventually(
            () => subject.connected,
            () => `${subject.name} is back (${subject.state}; ${subject.wire.standing})`,
          );
      }
    });
    const killing = (async () => {
      for (let kill = 1; kill <= kills; kill += 1) {
        await eventually(() => done >= (kill * disconnects) / (kills + 1), 'the next kill is due', 3_600_000);
        await daemon.kill9();
        await sleep(200 * (kill % 4));
        await daemon.start();
      }
    })();
    await Promise.all([...cutting, killing]);
    for (const subject of subjects) subject.finish();
    await eventually(() => subjects.every(({ finished }) => finished), 'every turn has ended');
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
    const longest = (all: readonly number[]): number => Math.max(0, ...all);
    return {
      ...{ mails, repeated, missed, disconnects: done, kills },
      foundMs: {
        daemon: longest(subjects.flatMap(({ wire, foundMs }) => [...wire.found.daemon, ...foundMs])),
        client: longest(subjects.flatMap(({ wire }) => wire.found.client)),
      },
    };
  } finally {
    for (const subject of subjects) subject.close();
    await daemon.stop();
  }
}

async function takeAway(subject: Subject, plan: Plan, random: () => number): Promise<void> {
  const kind = random();
  if (kind < plan.stopped) {
    await sleep(random() * 500);
    await subject.stop(plan.stopMs);
    return;
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

export function shown({ mails, repeated, missed, disconnects, kills, foundMs }: Outcome): string {
  return (
    `${disconnects} disconnects, ${kills} kills of the daemon: ${mails} mails, ${missed} missed, ${repeated} repeated; ` +
    `half-open peers found within ${(foundMs.daemon / 1_000).toFixed(1)} s by the daemon, ` +
    `${(foundMs.client / 1_000).toFixed(1)} s by the clients\n`
  );
}
