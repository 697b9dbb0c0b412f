import { z } from 'zod';
import type { MissedRun, ScheduleView } from '../../src/services/need/schedule/contract.ts';
import { missedRun, scheduleView } from '../../src/services/need/schedule/contract.ts';
import durable from '../../src/services/need/schedule/durable.ts';
import { rungRows } from '../../src/services/need/schedule/schedule_record.ts';
import { FakeClock, settled } from './fake_clock.ts';
import { MemoryStorage } from './memory_storage.ts';
import { type Told, ToolHost } from './tool_host.ts';

/** Something that rang, as the thread that rings it sees it. */
export interface Ring {
  readonly id: string;
  readonly subject: string;
  readonly dueAt: number;
  /** When it rang. */
  readonly at: number;
  readonly lateMs: number;
  readonly missedBefore: number;
  readonly act: string | undefined;
}

const due = z.looseObject({
  id: z.string(),
  dueAt: z.number(),
  lateMs: z.number(),
  missedBefore: z.number().default(0),
  act: z.string().optional(),
});

/** The guards against ringing twice: one thread per key, and one row per occurrence. */
interface Guards {
  readonly oneThread?: boolean;
  readonly oneRow?: boolean;
}

/**
 * The provider of schedules over a storage that outlives it, with what a daemon has around it: each key opens one thread, and that
 * marks as rung before it rings. Crashes are made by `restart`, and by `crashWhenTold`.
 */
export class ScheduleHouse {
  readonly storage = new MemoryStorage();
  readonly rings: Ring[] = [];
  readonly guards: Guards;
  clock: FakeClock;
  host: ToolHost;
  /** As if the power went after the thread was durable, and before anybody knew. */
  crashWhenTold = false;
  /** The threads that are open, and have not come to ring: they wait for `resume`. */
  held: Told[] | undefined;
  readonly #threads = new Set<string>();
  #release: () => Promise<void> = async () => {};

  private constructor(clock: FakeClock, guards: Guards) {
    this.clock = clock;
    this.guards = guards;
    this.host = new ToolHost({ clock, storage: this.storage });
  }

  static async open(clock = new FakeClock(), guards: Guards = {}): Promise<ScheduleHouse> {
    const house = new ScheduleHouse(clock, guards);
    await house.#open(clock);
    return house;
  }

  async #open(clock: FakeClock): Promise<void> {
    this.clock = clock;
    this.host = new ToolHost({ clock, storage: this.storage });
    this.host.heard = (told) => this.#thread(told);
    this.#release = await this.host.open(durable);
    await settled();
  }

  async stop(): Promise<void> {
    this.host.stop();
    await this.#release();
    await settled();
  }

  /** A daemon that starts so much later on the same records. `sameBoot`: the machine went on meanwhile. */
  async restart(afterMs = 0, { sameBoot = false, jumpMs = 0 } = {}): Promise<void> {
    await this.stop();
    const before = this.clock;
    const run = sameBoot ? { boot: before.boot, elapsed: before.elapsed() + afterMs } : undefined;
    await this.#open(new FakeClock(before.now() + afterMs + jumpMs, before.zone, run));
    await this.clock.pass(0);
  }

  #thread(told: Told): void {
    const { key = '', subject } = told;
    const known = this.#threads.has(key);
    this.#threads.add(key);
    if (!known || this.guards.oneThread === false) {
      if (this.held === undefined) void this.#ring(subject, due.parse(told.value));
      else this.held.push(told);
    }
    if (this.crashWhenTold) throw new Error('the power is gone');
  }

  /** Threads that were held go on, those that were opened last before the others. */
  async resume(): Promise<void> {
    const held = this.held ?? [];
    this.held = undefined;
    for (const { subject, value } of held.reverse()) await this.#ring(subject, due.parse(value));
    await settled();
  }

  async #ring(subject: string, { id, dueAt, lateMs, missedBefore, act }: z.infer<typeof due>): Promise<void> {
    const ring = subject === 'signal.timer.due' ? 'need.timer.ring' : 'need.schedule.ring';
    const answer = await this.host.call(ring, { id, dueAt });
    if (this.guards.oneRow === false) await this.storage.collection(rungRows).delete(`${id}:${dueAt}`);
    if (z.looseObject({ rung: z.boolean() }).parse(answer).rung)
      this.rings.push({ id, subject, dueAt, at: this.clock.now(), lateMs, missedBefore, act });
  }

  async create(input: { [name: string]: unknown }): Promise<ScheduleView> {
    const made = await this.host.call('need.schedule.create', { kind: 'alarm', client: 'cli', ...input });
    await settled();
    return scheduleView.parse(made);
  }

  /** Once, as the clock of the house shows it. */
  once(at: string, more: { [name: string]: unknown } = {}): Promise<ScheduleView> {
    return this.create({ when: { type: 'once', at }, ...more });
  }

  daily(time: string, from: string, more: { [name: string]: unknown } = {}): Promise<ScheduleView> {
    return this.create({ when: { type: 'recurring', every: 'day', from, time }, ...more });
  }

  async list(): Promise<readonly ScheduleView[]> {
    return z
      .object({ schedules: z.array(scheduleView) })
      .parse(await this.host.call('need.schedule.list', { typed: true })).schedules;
  }

  async missed(): Promise<readonly MissedRun[]> {
    return z.object({ missed: z.array(missedRun) }).parse(await this.host.call('need.schedule.missed', { typed: true }))
      .missed;
  }

  /** When it rang, as the clock of a zone shows it: `2026-11-24T07:00:00`. */
  localRings(): string[] {
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: this.clock.zone,
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    return this.rings.map(({ at }) => format.format(at).replace(' ', 'T'));
  }
}
