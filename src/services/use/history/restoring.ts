import type { PastStep } from 'agentos/service';
import { z } from 'zod';
import { type EntityRecord, type SetInput, type SetResult, setInput, situation } from '../../need/device/contract.ts';
import { arrived, changesOf } from './device_step.ts';

type Situation = z.infer<typeof situation>;
const states = z.record(z.string(), situation);

/** A call that changed devices, and how they are put back. */
export interface Restoring {
  readonly entities: readonly string[];
  /** The call for some of them. */
  call(ids: readonly string[]): SetInput;
  /** The state it goes back to; absent where only attributes were changed. */
  stateBefore(id: string): string | undefined;
  /** Whether the device is not as the call left it. */
  isChanged(id: string, now: EntityRecord | undefined): boolean;
  /** Whether the device is as it was before the call. */
  isBack(id: string, now: EntityRecord | undefined): boolean;
}

/** How the devices of a call are put back; undefined where it was no such call, or changed nothing of these. */
export function restoringOf(step: PastStep, only: readonly string[]): Restoring | undefined {
  const undo = setInput.safeParse(step.undo?.input);
  if (!undo.success || undo.data.service !== 'restore') return undefined;
  const before = states.safeParse(undo.data.data.states).data ?? {};
  const left = new Map(changesOf(step).map(({ entity, result }) => [entity, result]));
  const entities = undo.data.entities.filter(
    (id) => before[id] !== undefined && (only.length === 0 || only.includes(id)),
  );
  if (entities.length === 0) return undefined;
  return {
    entities,
    call: (ids) => ({
      entities: [...ids],
      service: 'restore',
      data: { states: Object.fromEntries(ids.flatMap((id) => (before[id] ? [[id, before[id]]] : []))) },
    }),
    stateBefore: (id) => (before[id]?.state === left.get(id)?.state ? undefined : before[id]?.state),
    isChanged: (id, now) => !agrees(now, situationOf(left.get(id)), before[id], situationOf(left.get(id))),
    isBack: (id, now) => agrees(now, before[id], before[id], situationOf(left.get(id))),
  };
}

function situationOf(result: SetResult | undefined): Situation | undefined {
  return result?.state === undefined ? undefined : { state: result.state, attributes: result.attributes ?? {} };
}

/** Whether what the call changed is now as in `wanted`. What it did not change may be anything: a device has a life of its own. */
function agrees(
  now: EntityRecord | undefined,
  wanted: Situation | undefined,
  before: Situation | undefined,
  after: Situation | undefined,
): boolean {
  if (!now || !wanted || !before || !after) return false;
  if (arrived(now.state) !== arrived(wanted.state)) return false;
  const names = new Set([...Object.keys(before.attributes), ...Object.keys(after.attributes)]);
  return [...names].every((name) => {
    const touched = JSON.stringify(before.attributes[name]) !== JSON.stringify(after.attributes[name]);
    return !touched || JSON.stringify(now.attributes[name]) === JSON.stringify(wanted.attributes[name]);
  });
}
