import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Client } from '../../src/interfaces/client/client.ts';
import { DaemonProcess } from '../daemon_process.ts';
import { Probe, type Usage, walMb } from './usage.ts';

const COMMANDS = [
  'turn on the kitchen light',
  'turn off the kitchen light',
  'is the kitchen light on',
  'what time is it',
  'what is 3 times 4',
  'add milk to the shopping list',
  'remove milk from the shopping list',
  'nonsense that nobody understands',
];
const TIMER = 'start a timer for 1 second';
const CLIENTS = 8;
/** Of one client, between two looks at the daemon: with a timer, and every so often a connection that ends within a turn. */
const TURNS_OF_A_ROUND = 25;
const ROUNDS_BETWEEN_BACKUPS = 5;
/** After this part of the run, what grows is not warming up any more. */
const WARM_AFTER = 1 / 3;

export interface Look extends Usage {
  readonly turns: number;
}

export interface Soaked {
  readonly turns: number;
  readonly timers: number;
  /** Threads that a timer opened by ringing. */
  readonly rings: number;
  readonly reconnects: number;
  readonly backups: number;
  readonly warm: Look;
  readonly last: Look;
  /** Growth of resident memory after warming up, MB in 1,000 turns: the line of least squares. */
  readonly slope: number;
  readonly mostWalMb: number;
  /** Turns that had not ended at the end, and ends that were not `complete`. */
  readonly stuck: number;
  readonly wrong: number;
}

/** Talks to a daemon for some seconds, as a busy house does in a day, and watches what it holds at quiet moments. */
export async function soak(seconds: number, turnsAtLeast: number): Promise<Soaked> {
  const probe = new Probe();
  const daemon = await DaemonProcess.start({ env: probe.env });
  let mostWalMb = 0;
  const watching = setInterval(() => (mostWalMb = Math.max(mostWalMb, walMb(daemon))), 100);
  try {
    const house = new House(daemon);
    await house.come();
    const began = performance.now();
    const looks: Look[] = [];
    const warmAt = () => looks.findIndex((_, n) => n >= looks.length * WARM_AFTER);
    for (let round = 0; performance.now() - began < seconds * 1_000 || house.turns < turnsAtLeast; round += 1) {
      await house.round(round);
      looks.push({ ...(await quiet(daemon, probe)), turns: house.turns });
    }
    await house.ringing();
    const last = { ...(await quiet(daemon, probe)), turns: house.turns };
    const after = [...looks.slice(warmAt()), last];
    const { turns, timers, rings, reconnects, backups, wrong } = house;
    return {
      ...{ turns, timers, rings, reconnects, backups, wrong, last, mostWalMb },
      warm: after[0] ?? last,
      slope: slopeOf(after),
      stuck: await house.open(),
    };
  } finally {
    clearInterval(watching);
    await daemon.stop();
    probe.release();
  }
}

/** Clients that talk, come and go. */
class House {
  readonly #daemon: DaemonProcess;
  readonly #clients: Client[] = [];
  #keeper: Client | undefined;
  readonly #rang = new Set<string>();
  turns = 0;
  timers = 0;
  reconnects = 0;
  backups = 0;
  wrong = 0;

  constructor(daemon: DaemonProcess) {
    this.#daemon = daemon;
  }

  get rings(): number {
    return this.#rang.size;
  }

  async come(): Promise<void> {
    this.#keeper = await this.#daemon.connect({ name: 'keeper' });
    for (let n = 0; n < CLIENTS; n += 1) this.#clients[n] = await this.#attach(n);
  }

  async round(round: number): Promise<void> {
    const backup = round % ROUNDS_BETWEEN_BACKUPS === 0 ? this.#backUp() : undefined;
    await Promise.all([...this.#clients.keys()].map((n) => this.#talk(n, round)));
    await backup;
  }

  /** Waits until every timer that was set has rung, for as long as a slow machine may need. */
  async ringing(): Promise<void> {
    for (let waited = 0; waited < 30_000 && this.rings < this.timers; waited += 100) await sleep(100);
  }

  async open(): Promise<number> {
    return (await this.#keeper?.threads({ open: true }))?.length ?? 0;
  }

  async #attach(n: number): Promise<Client> {
    const client = await this.#daemon.connect({ name: `soak-${n}`, ...(n % 2 ? { kind: 'voice' } : {}) });
    void this.#listen(client);
    return client;
  }

  async #listen(client: Client): Promise<void> {
    for await (const { kind, thread, mailOffset } of client.notices()) {
      if (kind === 'notice') this.#rang.add(thread);
      client.heard(mailOffset);
    }
  }

  async #talk(n: number, round: number): Promise<void> {
    for (let said = 0; said < TURNS_OF_A_ROUND; said += 1) {
      if (said === (round + n) % TURNS_OF_A_ROUND) await this.#comeAgain(n);
      const timer = said === n;
      const text = timer ? TIMER : (COMMANDS[(round + n + said) % COMMANDS.length] ?? '');
      await this.#say(n, text);
      if (timer) this.timers += 1;
    }
  }

  async #say(n: number, text: string): Promise<void> {
    const client = this.#clients[n];
    if (client === undefined) throw new Error(`there is no client ${n}`);
    const { status, mailOffset } = await this.#daemon.ask(client, text);
    client.heard(mailOffset);
    this.turns += 1;
    if (status !== 'complete') this.wrong += 1;
  }

  /** Goes in the middle of a turn, and comes back under the same name: the answer comes as mail. */
  async #comeAgain(n: number): Promise<void> {
    const client = this.#clients[n];
    const turn = client?.utter({ text: 'what time is it' });
    await turn?.accepted;
    this.turns += 1;
    await client?.close();
    this.#clients[n] = await this.#attach(n);
    this.reconnects += 1;
  }

  async #backUp(): Promise<void> {
    const file = join(this.#daemon.state, 'aside', 'soak.db');
    mkdirSync(dirname(file), { recursive: true });
    await this.#keeper?.backup(file);
    rmSync(file, { force: true });
    this.backups += 1;
  }
}

/** What it holds once connections that were closed are gone from it too: the least of some looks. */
async function quiet(daemon: DaemonProcess, probe: Probe): Promise<Usage> {
  let least = await probe.usage(daemon);
  for (let look = 0; look < 3; look += 1) {
    await sleep(50);
    const next = await probe.usage(daemon);
    if (next.files <= least.files) least = next;
  }
  return least;
}

function slopeOf(looks: readonly Look[]): number {
  const mean = (of: (look: Look) => number) => looks.reduce((sum, look) => sum + of(look), 0) / looks.length;
  const turns = mean((look) => look.turns);
  const mb = mean((look) => look.mb);
  const over = looks.reduce((sum, look) => sum + (look.turns - turns) ** 2, 0);
  return over === 0 ? 0 : (looks.reduce((sum, look) => sum + (look.turns - turns) * (look.mb - mb), 0) / over) * 1_000;
}

/** In words with units, for the table and for whoever watches. */
export function inWords({ turns, warm, last, ...soaked }: Soaked): string {
  const { timers, reconnects, backups, slope, mostWalMb } = soaked;
  return [
    `${timers} timers, ${reconnects} reconnects, ${backups} backups`,
    `${slope.toFixed(2)} MB in 1,000 turns after the first third (RSS ${warm.mb.toFixed(0)} to ${last.mb.toFixed(0)} MB, heap ${warm.heapMb.toFixed(0)} to ${last.heapMb.toFixed(0)})`,
    `files ${warm.files} to ${last.files}, threads ${warm.threads} to ${last.threads}, handles ${warm.handles} to ${last.handles}`,
    `WAL at most ${mostWalMb.toFixed(1)} MB, loop delay p99 ${last.loopP99Ms.toFixed(1)} ms`,
  ].join('; ');
}

/** What no load of the machine can bring about, however slow it is. */
export function judge({ warm, last, mostWalMb, timers, rings, stuck, wrong }: Soaked): void {
  expect(last.files, 'open files').toBeLessThanOrEqual(warm.files + 2);
  expect(last.threads, 'threads').toBeLessThanOrEqual(warm.threads + 2);
  expect(last.handles, 'handles').toBeLessThanOrEqual(warm.handles + 2);
  expect(mostWalMb, 'MB of the write-ahead log').toBeLessThanOrEqual(64);
  expect(last.mb - warm.mb, 'MB of resident memory more than when it was warm').toBeLessThanOrEqual(50);
  expect({ rings, stuck, wrong }).toEqual({ rings: timers, stuck: 0, wrong: 0 });
}
