import { expect } from 'vitest';
import { z } from 'zod';
import type { Client } from '../../src/interfaces/client/client.ts';
import { parseDuration } from '../../src/language/values/duration.ts';
import { type MissedRun, missedRun } from '../../src/services/need/schedule/contract.ts';
import { tellFigure } from '../figures.ts';
import { stillOpen } from './kills.ts';
import type { PlannerHouse } from './planner_house.ts';
import { type Ring, ringsOf, type ScheduleLedger, type SetOne } from './schedule_ledger.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** Below this, nobody is told that it is late. */
const LATE_MS = 2 * SECOND;
/** A due time is reckoned a moment before its answer is written down. */
const SETTING_MS = 250;
/** What a call that a kill cut off is told as. */
const UNKNOWN = /know whether|unknown/u;
/** A start takes a while to tell what is late. */
const START_MS = 1_500;

export interface Figures {
  readonly rungOnce: number;
  readonly toldLate: number;
  readonly caughtUp: number;
  readonly skipped: number;
  readonly onRecord: number;
  /** Errands whose outcome a kill left open, told as such. */
  readonly unknown: number;
  /** Of those due while somebody listened: milliseconds from the due time to the ear. */
  readonly onTime: { readonly count: number; readonly p50: number; readonly p99: number; readonly max: number };
}

interface Case {
  readonly ledger: ScheduleLedger;
  readonly client: Client;
  readonly house: PlannerHouse;
  readonly stuck: number;
  readonly restarts: number;
}

/** Holds what the daemon did against the ledger. */
export async function judge({ ledger, client, house, stuck, restarts }: Case): Promise<Figures> {
  const { rings, errands } = await lookAtAll(client, house);
  const missed = z
    .object({ missed: z.array(missedRun) })
    .parse(await client.call('need.schedule.missed', { limit: 200 })).missed;
  expect(missed.length, 'all that was missed can be looked at').toBeLessThan(200);

  const timers = [...ledger.set.values()].filter(({ kind }) => kind === 'timer');
  const keys = rings.map(({ id, dueAt }) => `${id}:${dueAt}`);
  const lost = timers.filter(({ id }) => !rings.some((ring) => ring.id === id && ring.rung)).length;
  const heardTwice = [...ledger.heard.values()].filter(({ length }) => length > 1).length;
  const doubled = keys.length - new Set(keys).size + heardTwice;
  const onTime = spread(
    rings
      .filter(({ dueAt }) => ledger.wasUp(dueAt, SECOND, 'heardFrom'))
      .flatMap(({ thread, dueAt }) => (ledger.heard.get(thread) ?? []).map(({ at }) => at - dueAt)),
  );
  const told = spread(
    rings.filter(({ dueAt }) => ledger.wasUp(dueAt, SECOND)).map((ring) => ring.openedAt - ring.dueAt),
  );
  const measured = [
    `${rings.length} rings, ${onTime.count} of them on time: heard p50 ${onTime.p50} ms, p99 ${onTime.p99} ms, slowest ${onTime.max} ms`,
    `told by the daemon p50 ${told.p50} ms, p99 ${told.p99} ms after they were due`,
  ].join('; ');
  tellFigure({ count: timers.length, of: `timers over ${restarts} restarts`, lost, doubled, stuck, measured });
  expect({ lost, doubled, stuck }).toEqual({ lost: 0, doubled: 0, stuck: 0 });

  for (const ring of rings) {
    expect(ledger.set.has(ring.id), `nobody set ${ring.id}`).toBe(true);
    expect(ring.rung, `what is due rings: ${JSON.stringify(ring)}`).toBe(true);
    const heard = ledger.heard.get(ring.thread) ?? [];
    expect(
      heard.map(({ text }) => text),
      JSON.stringify(ring),
    ).toEqual([ring.said]);
  }
  const toldLate = rings.filter((ring) => checkLateness(ring, ledger)).length;
  let caughtUp = 0;
  for (const one of ledger.set.values()) {
    const its = rings.filter(({ id }) => id === one.id).sort((a, b) => a.dueAt - b.dueAt);
    const itsMissed = missed.filter(({ id }) => id === one.id);
    if (one.kind === 'interval') checkInterval(one, its, itsMissed, ledger);
    else checkOnce(one, its, itsMissed, ledger);
    const run = errands.filter((name) => name === one.name).length;
    expect(run, `errands of ${one.name}`).toBeLessThanOrEqual(asked(its));
    if (one.name !== undefined) caughtUp += its.filter(({ lateMs }) => lateMs > one.graceMs).length;
  }
  expect(rings.filter(({ said }) => said.includes('did not work'))).toEqual([]);
  const unknown = rings.filter(({ said }) => UNKNOWN.test(said)).length;
  expect(errands.length, 'errands that are neither run nor told as unknown').toBeGreaterThanOrEqual(
    asked(rings) - unknown,
  );
  const left = z.object({ schedules: z.array(z.object({ kind: z.string() })) });
  const { schedules } = left.parse(await client.call('need.schedule.list', {}));
  expect(schedules.filter(({ kind }) => kind !== 'task')).toEqual([]);
  return {
    rungOnce: rings.length,
    ...{ toldLate, caughtUp, onTime, unknown, onRecord: missed.length },
    skipped: missed.filter(({ done }) => done === 'skipped').length,
  };
}

/** What comes again goes on while it is looked at, which takes seconds: all of it as it was at one moment in which nothing rang. */
async function lookAtAll(client: Client, house: PlannerHouse) {
  for (;;) {
    await stillOpen(client);
    const before = house.errands();
    const rings = await ringsOf(client);
    const errands = house.errands();
    if (errands.length === before.length) return { rings, errands };
  }
}

function asked(rings: readonly Ring[]): number {
  return rings.reduce((sum, { errands }) => sum + errands, 0);
}

/** What is late says so, and truly how late; what is not says nothing. @returns whether it said so */
function checkLateness({ said, dueAt, lookedAt = 0 }: Ring, ledger: ScheduleLedger): boolean {
  const [, words] = /It was due (.+?) ago\./u.exec(said) ?? [];
  const lateMs = lookedAt - dueAt;
  expect(lateMs, said).toBeGreaterThanOrEqual(ledger.awayAfter(dueAt) - 50);
  // What was left undone always says when it was due.
  expect(words !== undefined, `${lateMs} ms late: ${said}`).toBe(lateMs >= LATE_MS || said.endsWith('I left it.'));
  if (words === undefined) return false;
  const { hours = 0, minutes = 0, seconds = 0 } = parseDuration(words)?.value ?? {};
  const saidMs = ((hours * 60 + minutes) * 60 + seconds) * SECOND;
  expect(Math.abs(saidMs - lateMs), `${lateMs} ms late: ${said}`).toBeLessThanOrEqual(SECOND + lateMs / 20);
  return true;
}

/** Due once, or once within the test: rings once, whenever the daemon was away; what was too late for it is on record. */
function checkOnce(one: SetOne, rings: readonly Ring[], missed: readonly MissedRun[], ledger: ScheduleLedger): void {
  const { kind, dueAt, graceMs, catchUp } = one;
  const what = JSON.stringify({ one, rings, missed });
  const away = ledger.awayAfter(dueAt);
  const [ring] = rings;
  const skips = kind === 'daily' && catchUp === 'skip';
  const rows = missed.map(({ count, done }) => [count, done]);
  if (skips && away > graceMs) expect(rings, what).toEqual([]);
  if (skips && ring === undefined) {
    expect(rows, what).toEqual([[1, 'skipped']]);
    expect(
      missed.every((row) => row.foundAt - dueAt > graceMs),
      what,
    ).toBe(true);
    return;
  }
  expect(rings, what).toHaveLength(1);
  if (ring === undefined) return;
  expect(Math.abs(ring.dueAt - dueAt), what).toBeLessThanOrEqual(SETTING_MS);
  // Told in time, it may come to ring late: the daemon went down in between.
  const lookedLate = (ring.lookedAt ?? 0) - dueAt > graceMs;
  const late = ring.lateMs > graceMs;
  if (away > graceMs) expect(late || lookedLate, what).toBe(true);
  const runs = kind === 'daily' && catchUp === 'run_once';
  if (kind === 'daily') expect(ring.errands, what).toBe(runs || !lookedLate ? 1 : 0);
  const done = runs ? 'ran' : skips ? 'skipped' : 'announced';
  if (late || rows.length > 0) expect(rows, what).toEqual([[1, done]]);
  expect(rows.length > 0 && !lookedLate, `on time and on record as missed: ${what}`).toBe(false);
}

/** What comes again: each of its times rings or is on record, at a start one at most is caught up with, and it goes on. */
function checkInterval(
  { catchUp, graceMs, dueAt: first }: SetOne,
  rings: readonly Ring[],
  missed: readonly MissedRun[],
  ledger: ScheduleLedger,
): void {
  const what = JSON.stringify({ catchUp, rings, missed });
  const start = Math.min(...rings.map(({ dueAt }) => dueAt), ...missed.map(({ firstDueAt }) => firstDueAt));
  expect(Math.abs(start - first), what).toBeLessThanOrEqual(SETTING_MS);
  const onRecord = (at: number): MissedRun[] => missed.filter((row) => row.firstDueAt <= at && at <= row.lastDueAt);
  const end = ledger.ups.at(-1)?.until ?? 0;
  for (let at = start; at < end - START_MS; at += MINUTE) {
    const ring = rings.find(({ dueAt }) => dueAt === at);
    expect(onRecord(at).length, what).toBeLessThanOrEqual(1);
    const isMissed = onRecord(at).some(({ foundAt }) => foundAt - at > graceMs);
    expect(ring !== undefined || isMissed, `${at} of ${what}`).toBe(true);
  }
  for (const ring of rings) {
    expect((ring.dueAt - start) % MINUTE, what).toBe(0);
    const late = (ring.lookedAt ?? 0) - ring.dueAt > graceMs;
    expect(ring.errands, what).toBe(late && catchUp !== 'run_once' ? 0 : 1);
  }
  // Between two starts, one late ring at most.
  for (const { begun, until } of ledger.ups) {
    const late = rings.filter((one) => one.dueAt < begun && one.openedAt >= begun && one.openedAt <= until);
    expect(late.length, what).toBeLessThanOrEqual(1);
  }
}

function spread(values: readonly number[]): Figures['onTime'] {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) };
}
