import { rmSync } from 'node:fs';
import { expect } from 'vitest';
import type { Client } from '../../src/interfaces/client/client.ts';
import { type ScheduleView, scheduleList } from '../../src/services/need/schedule/contract.ts';
import { DaemonProcess } from '../daemon_process.ts';
import { missing } from './debian.ts';
import { PlannerHouse } from './planner_house.ts';
import { SettableClock } from './set_clock.ts';

export const noSettableClock = missing({ faketime: 'faketime' });

const SECOND = 1_000;
/** How soon a daemon notices that its clock was set, and with a little time to ring. */
const NOTICED_MS = 3_500;

/** A real daemon that is sent through time: its clock on the wall is set while it runs. */
export class ClockTravel {
  readonly clock = new SettableClock();
  /** What it has told unasked. */
  readonly told: string[] = [];
  readonly #house = new PlannerHouse();
  readonly #daemon = new DaemonProcess({ settings: this.#house.settings, env: this.clock.env });
  #client: Client | undefined;

  static async start(): Promise<ClockTravel> {
    const travel = new ClockTravel();
    await travel.#daemon.start();
    const client = await travel.#daemon.connect({ name: 'traveller' });
    travel.#client = client;
    void travel.#listen(client);
    await travel.#house.takenUp(travel.#daemon, client);
    return travel;
  }

  async #listen(client: Client): Promise<void> {
    for await (const notice of client.notices()) {
      client.heard(notice.mailOffset);
      if (notice.kind === 'notice') this.told.push(notice.text);
    }
  }

  async stop(): Promise<void> {
    await this.#daemon.stop();
    this.clock.remove();
    rmSync(this.#house.folder, { recursive: true, force: true });
  }

  async say(text: string): Promise<string> {
    if (this.#client === undefined) throw new Error('not started');
    return (await this.#daemon.ask(this.#client, text)).text;
  }

  /** What is set. */
  async schedules(): Promise<readonly ScheduleView[]> {
    const listed = await this.#client?.call('need.schedule.list', {});
    return scheduleList.output.parse(listed).schedules;
  }

  /** An alarm with a name of its own. */
  async alarm(label: string, when: object): Promise<void> {
    expect(await this.say(PlannerHouse.words({ kind: 'alarm', client: 'traveller', label, when }))).toContain('/');
  }

  /** An alarm in so many milliseconds of the clock on the wall, to the second. */
  alarmIn(label: string, ms: number): Promise<void> {
    return this.alarm(label, { type: 'once', zone: 'UTC', at: utc(this.clock.now() + ms) });
  }

  /** Goes to a moment a little before another, and lets that come. */
  async comeTo(epochMs: number): Promise<void> {
    this.clock.set(epochMs - 4 * SECOND);
    await this.pass(4 * SECOND + NOTICED_MS);
  }

  /** The clock is set, and that is noticed. */
  async jump(ms: number): Promise<void> {
    this.clock.jump(ms);
    await this.pass(NOTICED_MS);
  }

  async pass(ms: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, ms));
  }

  /** What it has told of one that has this name. */
  of(label: string): string[] {
    return this.told.filter((text) => text.includes(label));
  }
}

/** `2026-11-24T07:00:00` */
export function utc(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 19);
}

/** The moments at which the clock of a zone shows this: none, one or two. By the system's own tables, minute by minute. */
export function momentsShowing(local: string, zone: string): number[] {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  const around = Date.parse(`${local}Z`);
  const found: number[] = [];
  for (let minute = -15 * 60; minute <= 15 * 60; minute += 1) {
    const at = around + minute * 60 * SECOND;
    if (format.format(at).replace(' ', 'T') === local) found.push(at);
  }
  return found;
}
