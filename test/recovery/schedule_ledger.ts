import { expect } from 'vitest';
import { z } from 'zod';
import type { Client, Notice } from '../../src/interfaces/client/client.ts';
import { allThreads } from './kills.ts';

/** Something that was set and acknowledged, as whoever set it wrote it down. */
export interface SetOne {
  readonly id: string;
  readonly kind: 'timer' | 'alarm' | 'daily' | 'interval';
  /** The first time, in wall-clock milliseconds. */
  readonly dueAt: number;
  readonly catchUp: 'announce' | 'run_once' | 'skip';
  readonly graceMs: number;
  /** Of its errand. */
  readonly name?: string;
}

/** While the daemon was there, by the clock on the wall: from when it was started, was ready, was listened to, to when it was stopped. */
export interface Up {
  readonly begun: number;
  readonly ready: number;
  readonly heardFrom: number;
  /** When it was told to go, or was killed; and when it was gone. */
  readonly until: number;
  gone: number;
}

/** A thread that told something due, and what came of it. */
export interface Ring {
  readonly id: string;
  readonly dueAt: number;
  readonly thread: string;
  readonly lateMs: number;
  readonly act: string | undefined;
  /** When the daemon opened the thread, and when it looked how late it was. */
  readonly openedAt: number;
  readonly lookedAt: number | undefined;
  readonly rung: boolean;
  readonly said: string;
  readonly errands: number;
}

const due = z.looseObject({
  id: z.string(),
  dueAt: z.number(),
  lateMs: z.number(),
  act: z.string().optional(),
});
const ringAnswer = z.looseObject({ rung: z.boolean() });
const clockAnswer = z.looseObject({ epochMs: z.number() });
const said = z.looseObject({ text: z.string() });

/** What was set, when the daemon was there, and what came to the ear: kept outside of the daemon. */
export class ScheduleLedger {
  readonly set = new Map<string, SetOne>();
  readonly ups: Up[] = [];
  readonly heard = new Map<string, { readonly at: number; readonly text: string }[]>();

  /** Writes down what a client is told, until it is closed. */
  async listen(client: Client): Promise<void> {
    for await (const notice of client.notices()) {
      client.heard(notice.mailOffset);
      if (notice.kind === 'notice') this.#hear(notice);
    }
  }

  #hear({ thread, text }: Extract<Notice, { kind: 'notice' | 'reply' }>): void {
    const before = this.heard.get(thread) ?? [];
    this.heard.set(thread, [...before, { at: Date.now(), text }]);
  }

  /** When the last of all that is due once is due. */
  lastDue(): number {
    return Math.max(...[...this.set.values()].filter(({ kind }) => kind !== 'interval').map(({ dueAt }) => dueAt));
  }

  /** Whether the daemon was there at that time and so long after. */
  wasUp(at: number, afterMs: number, from: 'begun' | 'ready' | 'heardFrom' = 'ready'): boolean {
    return this.ups.some((up) => up[from] <= at && at + afterMs <= up.until);
  }

  /** How long the daemon was away after that time at least; 0 where it was there, starting or on its way out. */
  awayAfter(at: number): number {
    if (this.ups.some(({ begun, gone }) => begun <= at && at <= gone)) return 0;
    const next = this.ups.find(({ begun }) => begun > at);
    return next === undefined ? 0 : next.begun - at;
  }
}

/** Every thread that told something due. */
export async function ringsOf(client: Client): Promise<readonly Ring[]> {
  const rows = (await allThreads(client)).filter(({ origin }) => origin.interface === 'signal');
  const rings: Ring[] = [];
  for (const { id: thread } of rows) {
    const { events } = await client.thread(thread);
    const [first] = events;
    const ends = events.filter(({ direction }) => direction === 'END');
    expect(ends, `a thread of something due has one end: ${thread}`).toHaveLength(1);
    expect(ends[0]?.error).toBeUndefined();
    const { id, dueAt, lateMs, act } = due.parse(first?.data);
    const answer = (subject: RegExp): unknown =>
      events.find((event) => event.direction === 'BACKWARD' && subject.test(event.subject))?.data;
    rings.push({
      ...{ id, dueAt, thread, lateMs, act },
      openedAt: first?.at ?? 0,
      lookedAt: clockAnswer.safeParse(answer(/^need\.clock\.now$/u)).data?.epochMs,
      rung: ringAnswer.parse(answer(/^need\.(timer|schedule)\.ring$/u)).rung,
      said: said.parse(ends[0]?.data).text,
      errands: events.filter((event) => event.direction === 'FORWARD' && event.subject === 'need.errand.run').length,
    });
  }
  return rings;
}
