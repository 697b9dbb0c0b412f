import type { CollectionDefinition } from 'agentos/service';
import { z } from 'zod';
import { type Work, work } from './contract.ts';

const workRecord = work.omit({ id: true }).extend({
  call: z.object({ subject: z.string(), input: z.json() }),
  /** The thread it was asked in. */
  parent: z.string(),
  /** And the turn of it. */
  turn: z.number().int().optional(),
});
export type WorkRecord = z.infer<typeof workRecord>;

export const workRecords = {
  name: 'work',
  schema: workRecord,
  indexes: ['state', 'askedAt'],
} satisfies CollectionDefinition<typeof workRecord>;

export function viewOf(id: string, { call: _call, parent: _parent, turn: _turn, ...shared }: WorkRecord): Work {
  return { id, ...shared };
}

/** A call's key begins with the thread that it is made in. */
export function threadOf(key: string): string {
  return key.slice(0, Math.max(0, key.indexOf('/')));
}

/** And with the turn: `<thread>/<turn>.…`. */
export function turnOf(key: string): { readonly turn?: number } {
  const [, turn] = /^[^/]*\/(\d+)/.exec(key) ?? [];
  return turn === undefined ? {} : { turn: Number(turn) };
}

export function isOver({ state }: Pick<WorkRecord, 'state'>): boolean {
  return state !== 'waiting' && state !== 'running';
}
