import { deviceClassOf, domainOf, type Entity } from '../../../language/home.ts';
import { type Effect, effectsOf } from './effects/effect_list.ts';
import { changed, Refused } from './effects/service.ts';
import { SERVICES } from './effects/table.ts';
import { isDanger, openedBy } from './risk.ts';
import { type Attributes, isAttributes, type Situation } from './situation.ts';

export interface Demand {
  readonly entities: readonly string[];
  readonly service: string;
  readonly data: Attributes;
}

export interface Outcome {
  readonly entity: string;
  readonly ok: boolean;
  readonly state?: string;
  readonly attributes?: { [name: string]: Attributes[string] };
  readonly before?: { state: string; attributes: { [name: string]: Attributes[string] } };
  readonly error?: string;
}

/** Domains whose services act on others. */
const ACTS_ON_OTHERS = new Set(['scene', 'script', 'group']);
/** Scripts that call scripts end here. */
const MAX_DEPTH = 4;

/** Ids that a demand may read or write: those named, and those that the scenes among them act on. */
export function touchedBy(entities: ReadonlyMap<string, Entity>, demand: Demand): Set<string> {
  const touched = new Set<string>();
  const walk = (ids: readonly string[], depth: number): void => {
    for (const id of ids) {
      touched.add(id);
      const entity = entities.get(id);
      if (entity && ACTS_ON_OTHERS.has(domainOf(id)) && depth < MAX_DEPTH)
        walk(
          effectsOf(entity.attributes, demand.service).map((effect) => effect.entity),
          depth + 1,
        );
    }
  };
  walk(demand.entities, 0);
  return touched;
}

/** Entities that a scene or script opens or unlocks, which alone would need a yes. */
export function opensOf(entities: ReadonlyMap<string, Entity>, scene: Entity): string[] {
  const opens = new Set<string>();
  for (const id of touchedBy(entities, { entities: [scene.id], service: 'turn_on', data: {} })) {
    const acting = entities.get(id);
    if (!acting || !ACTS_ON_OTHERS.has(domainOf(id))) continue;
    for (const effect of effectsOf(acting.attributes, 'turn_on')) {
      const target = entities.get(effect.entity);
      if (ACTS_ON_OTHERS.has(domainOf(effect.entity))) continue;
      if (isDanger(effect, effect.entity, target && deviceClassOf(target))) opens.add(effect.entity);
    }
  }
  return [...opens].sort();
}

/**
 * A demand on the home as it is, and what comes of it: per entity named, then per entity that a scene acted on. Pure;
 * what has changed is put into `entities`. `at` is the time for those who keep one (ISO 8601).
 */
export function carryOut(entities: Map<string, Entity>, demand: Demand, at: string): Outcome[] {
  const outcomes: Outcome[] = [];
  const seen = new Set<string>();
  for (const id of demand.entities) {
    if (seen.has(id)) continue;
    seen.add(id);
    outcomes.push(...carryOutOn(entities, id, demand, at, 0));
  }
  return outcomes;
}

function carryOutOn(
  entities: Map<string, Entity>,
  id: string,
  demand: Omit<Demand, 'entities'>,
  at: string,
  depth: number,
): Outcome[] {
  const entity = entities.get(id);
  if (!entity) return [{ entity: id, ok: false, error: `There is no device ${id} in this home.` }];
  if (entity.state === 'unavailable') return [failed(entity, 'does not answer right now')];
  try {
    if (demand.service === 'restore') return [done(entities, entity, restored(entity, demand.data))];
    if (ACTS_ON_OTHERS.has(domainOf(id))) return acted(entities, entity, demand, at, depth);
    return [done(entities, entity, changed(entity, changeOf(entity, demand)))];
  } catch (thrown) {
    if (!(thrown instanceof Refused)) throw thrown;
    return [failed(entity, thrown.message)];
  }
}

function changeOf(entity: Entity, { service, data }: Omit<Demand, 'entities'>) {
  const domain = domainOf(entity.id);
  const found = Object.hasOwn(SERVICES, domain) ? SERVICES[domain] : undefined;
  if (!found) throw new Refused(`is a ${domain.replaceAll('_', ' ')}, which only tells and cannot be set`);
  const known = Object.hasOwn(found, service) ? found[service] : undefined;
  if (!known)
    throw new Refused(
      `cannot do "${service.replaceAll('_', ' ')}"; it can ${Object.keys(found)
        .map((name) => name.replaceAll('_', ' '))
        .join(', ')}`,
    );
  const strange = Object.keys(data).filter((key) => !known.keys.includes(key));
  if (strange.length > 0)
    throw new Refused(`does not take ${strange.join(', ')} with "${service.replaceAll('_', ' ')}"`);
  return known.run(entity, data);
}

function acted(
  entities: Map<string, Entity>,
  entity: Entity,
  demand: Omit<Demand, 'entities'>,
  at: string,
  depth: number,
): Outcome[] {
  const domain = domainOf(entity.id);
  const { service } = demand;
  if (domain === 'script' && service === 'turn_off') return [done(entities, entity, { ...entity, state: 'off' })];
  if (service !== 'turn_on' && !(domain === 'group' && (service === 'turn_off' || service === 'toggle')))
    throw new Refused(`cannot do "${service.replaceAll('_', ' ')}"`);
  if (depth >= MAX_DEPTH) throw new Refused('goes round in circles');
  const unasked = opensOf(entities, entity).filter((id) => !openedBy(demand.data).includes(id));
  if (unasked.length > 0) throw new Refused(`would open or unlock ${unasked.join(', ')}, which was not confirmed`);
  const outcomes = effectsOf(entity.attributes, domain === 'group' ? service : undefined).flatMap((effect) =>
    carryOutOn(entities, effect.entity, ofScene(effect, demand), at, depth + 1),
  );
  const own = { ...entity, attributes: { ...entity.attributes } };
  const after: Situation =
    domain === 'scene'
      ? { ...own, state: at }
      : domain === 'script'
        ? { state: 'off', attributes: { ...own.attributes, last_triggered: at } }
        : { ...own, state: service === 'toggle' ? (own.state === 'on' ? 'off' : 'on') : service.slice('turn_'.length) };
  if (outcomes.length > 0 && outcomes.every(({ ok }) => !ok))
    return [failed(entity, 'could not do any of it'), ...outcomes];
  return [done(entities, entity, after), ...outcomes];
}

/** A scene within a scene carries the confirmation on. */
function ofScene(effect: Effect, demand: Omit<Demand, 'entities'>): Omit<Demand, 'entities'> {
  const opens = openedBy(demand.data);
  const hands = ACTS_ON_OTHERS.has(domainOf(effect.entity)) && opens.length > 0;
  return { service: effect.service, data: hands ? { ...effect.data, opens: [...opens] } : effect.data };
}

function restored(entity: Entity, data: Attributes): Situation {
  const domain = domainOf(entity.id);
  if (!Object.hasOwn(SERVICES, domain) && !ACTS_ON_OTHERS.has(domain))
    throw new Refused('only tells and cannot be set');
  const states = data.states;
  const before = isAttributes(states) && Object.hasOwn(states, entity.id) ? states[entity.id] : undefined;
  if (!isAttributes(before) || typeof before.state !== 'string' || !isAttributes(before.attributes))
    throw new Refused('was not told what to go back to');
  return { state: before.state, attributes: before.attributes };
}

function done(entities: Map<string, Entity>, entity: Entity, after: Situation): Outcome {
  const { state, attributes } = after;
  entities.set(entity.id, { ...entity, state, attributes });
  return {
    entity: entity.id,
    ok: true,
    state,
    attributes: { ...attributes },
    before: { state: entity.state, attributes: { ...entity.attributes } },
  };
}

function failed(entity: Entity, reason: string): Outcome {
  return { entity: entity.id, ok: false, state: entity.state, error: `${entity.name} ${reason}.` };
}
