import type { Clock, CollectionDefinition } from 'agentos/service';
import { z } from 'zod';
import type { TimerView } from './contract.ts';

/** A timer at rest. `running` has `dueAt`, `paused` has `remainingMs`; one that rang or was cancelled has no record. */
const timerRecord = z.object({
  name: z.string().optional(),
  area: z.string().optional(),
  client: z.string(),
  command: z.string().optional(),
  durationMs: z.number().int(),
  /** Wall-clock milliseconds since the epoch, while it runs. */
  dueAt: z.number().int().optional(),
  /** While it is paused. */
  remainingMs: z.number().int().optional(),
});
export type TimerRecord = z.infer<typeof timerRecord>;

export const timerRecords = { name: 'timers', schema: timerRecord } satisfies CollectionDefinition<typeof timerRecord>;

/** A running timer as this process holds it: due at a moment of the clock that never jumps. */
export interface Armed {
  readonly dueAt: number;
  readonly dueMonotonic: number;
}

/**
 * Milliseconds left, negative when overdue. The clock that never jumps counts as long as this process has run; after a restart
 * only the wall clock can tell.
 */
export function remainingMs(record: TimerRecord, armed: Armed | undefined, clock: Clock): number {
  if (record.dueAt === undefined) return record.remainingMs ?? 0;
  if (armed !== undefined && armed.dueAt === record.dueAt) return Math.round(armed.dueMonotonic - clock.monotonic());
  return Math.round(record.dueAt - clock.now());
}

export function viewOf(id: string, record: TimerRecord, leftMs: number): TimerView {
  const { dueAt, remainingMs: _paused, ...shared } = record;
  const state = dueAt === undefined ? 'paused' : leftMs > 0 ? 'running' : 'due';
  return { id, ...shared, state, remainingMs: Math.max(0, leftMs) };
}

/** The record with so much time left from now on. */
export function withTimeLeft(record: TimerRecord, leftMs: number, running: boolean, clock: Clock): TimerRecord {
  const { dueAt: _dueAt, remainingMs: _paused, ...shared } = record;
  return running
    ? { ...shared, dueAt: Math.round(clock.now() + leftMs) }
    : { ...shared, remainingMs: Math.max(0, leftMs) };
}
