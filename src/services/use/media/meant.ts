import type { Command, Target } from '../../../language/command.ts';
import { domainOf } from '../../../language/home.ts';
import type { EntityRecord } from '../../need/device/contract.ts';

/**
 * The players a command is about. A name is what it says. Otherwise those in the state that the act needs; then those where
 * the speaker is; then the only one there is. None where it cannot be told.
 */
export function meant(
  { targets, slots }: Command,
  entities: readonly EntityRecord[],
  inState: string | undefined,
  area: string | undefined,
): Target[] {
  const all = targets.length > 0 ? targets : entities.map(({ id, name }) => ({ id, name, domain: domainOf(id) }));
  if (slots.name !== undefined || inState === undefined) return all;
  const states = new Map(entities.map(({ id, state }) => [id, state]));
  const ready = all.filter(({ id }) => states.get(id) === inState);
  const here = (some: readonly Target[]): Target[] =>
    some.filter((target) => area !== undefined && sameArea(target, entities, area));
  if (ready.length > 0) return here(ready).length > 0 ? here(ready) : ready;
  const [only] = all;
  if (slots.area !== undefined || slots.floor !== undefined) return all;
  if (here(all).length > 0) return here(all);
  return only !== undefined && all.length === 1 ? [only] : [];
}

function sameArea({ id, area: named }: Target, entities: readonly EntityRecord[], area: string): boolean {
  const of = entities.find((entity) => entity.id === id)?.area;
  const wanted = area.toLowerCase();
  return of?.toLowerCase() === wanted || named?.toLowerCase() === wanted;
}
