import { z } from 'zod';
import type { Command } from '../../../language/command.ts';
import type { Json } from '../../../language/home.ts';
import { capitalised, sayName } from '../../../language/say_devices.ts';
import { joinWords } from '../../../language/say_duration.ts';
import { deviceList, deviceSet, type EntityRecord, problemOf, situation } from '../../need/device/contract.ts';
import { done, failed } from './origin.ts';

type Situations = { [entity: string]: { state: string; attributes: { [name: string]: Json } } };

/** How devices were before a command, and how it left them; only those that it changed. */
export interface Changes {
  readonly [name: string]: Json;
  readonly before: Situations;
  readonly left: Situations;
}

const situations = z.record(z.string(), situation);
/** States on the way count as where they lead to. */
const ARRIVED: ReadonlyMap<string, string> = new Map([
  ['opening', 'open'],
  ['closing', 'closed'],
  ['locking', 'locked'],
  ['unlocking', 'unlocked'],
]);

export function changesBetween(before: readonly EntityRecord[], after: readonly EntityRecord[]): Changes {
  const changes: { before: Situations; left: Situations } = { before: {}, left: {} };
  for (const { id, state, attributes } of after) {
    const was = before.find((one) => one.id === id);
    if (was === undefined || JSON.stringify([was.state, was.attributes]) === JSON.stringify([state, attributes]))
      continue;
    changes.before[id] = { state: was.state, attributes: was.attributes };
    changes.left[id] = { state, attributes };
  }
  return changes;
}

/** Puts devices back as they were; what somebody has changed since is left, as nobody may be there to be asked. */
export function* putBack(slots: Command['slots']) {
  const before = situations.safeParse(slots.before).data ?? {};
  const left = situations.safeParse(slots.left).data ?? {};
  const { entities } = yield* deviceList({ entities: Object.keys(before) });
  const kept = entities.filter((one) => isAsLeft(one, before[one.id], left[one.id]));
  const changed = entities.filter((one) => !kept.includes(one));
  const since =
    changed.length === 0
      ? ''
      : ` ${sentence(changed)} changed since, so I left ${changed.length === 1 ? 'it' : 'them'}.`;
  if (kept.length === 0) return done(since === '' ? 'There is nothing left to put back.' : since.trim());
  try {
    const states = Object.fromEntries(kept.flatMap(({ id }) => (before[id] === undefined ? [] : [[id, before[id]]])));
    const { results } = yield* deviceSet({ entities: kept.map(({ id }) => id), service: 'restore', data: { states } });
    const good = kept.filter(({ id }) => results.some(({ entity, ok }) => ok && entity === id));
    const bad = results.flatMap(({ ok, error }) => (ok ? [] : [error ?? 'One of them did not do it.']));
    const said = good.length === 0 ? [] : [`Put ${names(good)} back.`];
    const text = `${[...said, ...new Set(bad)].join(' ')}${since}`;
    return good.length > 0 ? done(text) : failed(text);
  } catch (thrown) {
    return failed(`I was to put ${names(kept)} back, but: ${problemOf(thrown)}`);
  }
}

/** Whether what the command changed is still as it left it; the rest of a device may live its own life. */
function isAsLeft(
  now: EntityRecord,
  before: Situations[string] | undefined,
  left: Situations[string] | undefined,
): boolean {
  if (before === undefined || left === undefined || arrived(now.state) !== arrived(left.state)) return false;
  return Object.keys({ ...before.attributes, ...left.attributes }).every((name) => {
    const [was, made, is] = [before, left, now].map(({ attributes }) => JSON.stringify(attributes[name]));
    return was === made || made === is;
  });
}

function arrived(state: string): string {
  return ARRIVED.get(state) ?? state;
}

function names(entities: readonly EntityRecord[]): string {
  return joinWords(entities.map(({ name }) => sayName(name)));
}

function sentence(entities: readonly EntityRecord[]): string {
  return `${capitalised(names(entities))} ${entities.length === 1 ? 'was' : 'were'}`;
}
