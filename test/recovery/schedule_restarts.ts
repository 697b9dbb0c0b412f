import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { z } from 'zod';
import type { Client } from '../../src/interfaces/client/client.ts';
import { DaemonProcess } from '../daemon_process.ts';
import { seeded } from '../seeded.ts';
import { stillOpen } from './kills.ts';
import { PlannerHouse } from './planner_house.ts';
import { type Figures, judge } from './schedule_judge.ts';
import { ScheduleLedger, type SetOne } from './schedule_ledger.ts';

const SECOND = 1_000;
const POLICIES = ['announce', 'run_once', 'skip'] as const;
const AT_ONCE = 8;
const GRACE_MS = SECOND;

export interface Restarts {
  readonly timers: number;
  readonly restarts: number;
  /** Seconds that the daemon is there each time, and away after the n-th. */
  readonly upSeconds: number;
  readonly downSeconds: (restart: number) => number;
  /** How far ahead the farthest timers are set: past a restart, or several. */
  readonly farthestSeconds: number;
  /** Also what comes again every minute, with each policy. */
  readonly everyMinute: boolean;
}

/**
 * Sets timers, alarms and what comes again, while the daemon is killed and stopped again and again, some of it right when they are due,
 * and is away past due times. What was set, when the daemon was there and what was heard is kept here, outside of it, and judged after.
 */
export async function ringOverRestarts(options: Restarts): Promise<Figures> {
  const { timers, restarts } = options;
  const house = new PlannerHouse();
  let begun = Date.now();
  const daemon = await DaemonProcess.start({ settings: house.settings });
  const ledger = new ScheduleLedger();
  const random = seeded(timers);
  const offsetFile = join(house.folder, 'offset');
  try {
    for (let restart = 0; restart <= restarts; restart += 1) {
      const ready = Date.now();
      const client = await daemon.connect({ name: 'ledger', offsetFile });
      const heardFrom = Date.now();
      const listening = ledger.listen(client);
      await house.takenUp(daemon, client);
      const last = restart === restarts;
      const upSeconds = last ? 2 : options.upSeconds;
      const downSeconds = last ? 0 : options.downSeconds(restart);
      const setter = new Setter(daemon, client, ledger);
      // This one is due just when the daemon is stopped.
      const stopAt = (await setter.timers([upSeconds])) + ((restart * 7) % 30) - 10;
      if (restart === 0 && options.everyMinute) for (const catchUp of POLICIES) await setter.interval(catchUp);
      const from = Math.ceil((timers * restart) / (restarts + 1));
      const to = Math.ceil((timers * (restart + 1)) / (restarts + 1));
      const lengths = Array.from({ length: to - from }, (_, index) =>
        lengthOf(
          index,
          { up: upSeconds, down: downSeconds, farthest: last ? upSeconds : options.farthestSeconds },
          random,
        ),
      );
      await setter.timers(lengths);
      await setter.alarm(2, `up ${restart}`);
      if (!last) await setter.alarm(upSeconds + 1, `down ${restart}`);
      const isFor = restart % 2 === 0 && !last ? upSeconds + 1 : 2;
      for (const catchUp of POLICIES) await setter.daily(catchUp, isFor, `${catchUp} ${restart}`);
      await until(last ? ledger.lastDue() + SECOND : stopAt);
      const up = { begun, ready, heardFrom, until: Date.now(), gone: Number.POSITIVE_INFINITY };
      ledger.ups.push(up);
      if (last) {
        const stuck = await stillOpen(client);
        return await judge({ ledger, client, house, stuck, restarts });
      }
      if (restart % 3 === 1) await daemon.halt();
      else await daemon.kill9();
      up.gone = Date.now();
      await client.close();
      await listening;
      await new Promise((resolve) => setTimeout(resolve, downSeconds * SECOND));
      begun = Date.now();
      await daemon.start();
    }
    throw new Error('never comes here');
  } finally {
    await daemon.stop();
    rmSync(house.folder, { recursive: true, force: true });
  }
}

/** Seconds of the n-th timer: while the daemon is there, right when it is stopped, while it is away, or any time later. */
function lengthOf(
  index: number,
  { up, down, farthest }: { readonly up: number; readonly down: number; readonly farthest: number },
  random: () => number,
): number {
  const within = (from: number, to: number): number => from + Math.floor(random() * Math.max(1, to - from + 1));
  switch (index % 4) {
    case 0:
      return within(1, up);
    case 1:
      return up;
    case 2:
      return within(up + 1, up + down);
    default:
      return within(1, farthest);
  }
}

const started = z.looseObject({ id: z.string(), durationMs: z.number() });

/** Sets things, and writes down what was acknowledged. */
class Setter {
  readonly #daemon: DaemonProcess;
  readonly #client: Client;
  readonly #ledger: ScheduleLedger;

  constructor(daemon: DaemonProcess, client: Client, ledger: ScheduleLedger) {
    this.#daemon = daemon;
    this.#client = client;
    this.#ledger = ledger;
  }

  /** @returns when the last of them is due */
  async timers(seconds: readonly number[]): Promise<number> {
    let dueAt = 0;
    for (let at = 0; at < seconds.length; at += AT_ONCE)
      for (const one of await Promise.all(seconds.slice(at, at + AT_ONCE).map((length) => this.#timer(length))))
        dueAt = Math.max(dueAt, one);
    return dueAt;
  }

  async #timer(seconds: number): Promise<number> {
    const { thread } = await this.#daemon.ask(this.#client, `set a timer for ${seconds} seconds`);
    const { events } = await this.#client.thread(thread);
    const answer = events.find((event) => event.direction === 'BACKWARD' && event.subject === 'need.timer.start');
    const { id, durationMs } = started.parse(answer?.data);
    expect(durationMs).toBe(seconds * SECOND);
    const dueAt = (answer?.at ?? 0) + durationMs;
    this.#ledger.set.set(id, { id, kind: 'timer', dueAt, catchUp: 'run_once', graceMs: 60_000 });
    return dueAt;
  }

  async alarm(inSeconds: number, label: string): Promise<void> {
    const dueAt = inWholeSeconds(inSeconds);
    const when = { type: 'once', at: utc(dueAt), zone: 'UTC' };
    await this.#plan({ kind: 'alarm', label, when }, { kind: 'alarm', dueAt, catchUp: 'announce', graceMs: 60_000 });
  }

  async daily(catchUp: SetOne['catchUp'], inSeconds: number, name: string): Promise<void> {
    const dueAt = inWholeSeconds(inSeconds);
    const [from, time] = utc(dueAt).split('T');
    const when = { type: 'recurring', every: 'day', from, time, zone: 'UTC' };
    await this.#errand(name, when, { kind: 'daily', dueAt, catchUp, graceMs: GRACE_MS });
  }

  async interval(catchUp: SetOne['catchUp']): Promise<void> {
    const when = { type: 'interval', everyMs: 60_000 };
    await this.#errand(`every minute ${catchUp}`, when, {
      ...{ kind: 'interval', catchUp, graceMs: GRACE_MS },
      dueAt: Date.now() + 60_000,
    });
  }

  #errand(name: string, when: object, one: Omit<SetOne, 'id'>): Promise<void> {
    const { catchUp, graceMs } = one;
    const call = { subject: 'need.errand.run', input: { name } };
    return this.#plan({ kind: 'task', label: name, when, call, catchUp, graceMs }, { ...one, name });
  }

  async #plan(schedule: object, one: Omit<SetOne, 'id'>): Promise<void> {
    const answer = await this.#daemon.ask(this.#client, PlannerHouse.words({ client: 'ledger', ...schedule }));
    expect(answer.text, 'the id of a schedule').toContain('/');
    this.#ledger.set.set(answer.text, { ...one, id: answer.text });
  }
}

function inWholeSeconds(seconds: number): number {
  return Math.ceil(Date.now() / SECOND + seconds) * SECOND;
}

/** `2026-11-24T07:00:00` */
function utc(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 19);
}

async function until(at: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, at - Date.now())));
}
