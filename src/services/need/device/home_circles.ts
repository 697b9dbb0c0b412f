import { domainOf, type Entity } from '../../../language/home.ts';
import { effectsOf } from './effects/effect_list.ts';

/** Domains whose services act on others. */
export const ACTS_ON_OTHERS: ReadonlySet<string> = new Set(['scene', 'script', 'group']);

/** Places of the scenes, scripts and groups at which a circle closes: each sets off one that has led to it. */
export function closingCircles(entities: readonly Entity[]): number[] {
  const places = new Map(
    entities.flatMap(({ id }, at) => (ACTS_ON_OTHERS.has(domainOf(id)) ? [[id, at] as const] : [])),
  );
  const sets = (at: number): number[] => {
    const effects = effectsOf(entities[at]?.attributes ?? {}, 'turn_on');
    return [...new Set(effects.flatMap(({ entity }) => places.get(entity) ?? []))];
  };
  const closing = new Set<number>();
  const finished = new Set<number>();
  for (const from of places.values()) {
    // Depth first with a stack of its own: a file may hold longer chains than calls may nest.
    const path = [{ at: from, ahead: finished.has(from) ? [] : sets(from) }];
    const on = new Set([from]);
    for (let step = path.at(-1); step; step = path.at(-1)) {
      const to = step.ahead.pop();
      if (to === undefined) {
        path.pop();
        on.delete(step.at);
        finished.add(step.at);
      } else if (on.has(to)) closing.add(step.at);
      else if (!finished.has(to)) {
        on.add(to);
        path.push({ at: to, ahead: sets(to) });
      }
    }
  }
  return [...closing].sort((one, other) => one - other);
}
