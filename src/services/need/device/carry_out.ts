import { deviceClassOf, domainOf, type Entity } from '../../../language/home.ts';
import { type Effect, effectsOf } from './effects/effect_list.ts';
import { changed, Refused } from './effects/service.ts';
import { SERVICES } from './effects/table.ts';
import { ACTS_ON_OTHERS } from './home_circles.ts';
import { isDanger, openedBy } from './risk.ts';
import { type Attributes, isAttributes, type Situation } from './situation.ts';

/** Devices by id. */
export type Devices = Pick<ReadonlyMap<string, Entity>, 'get'>;

/** A house in which some devices are otherwise than it says. */
export class Changed implements Devices {
  readonly #house: Devices;
  readonly #changed = new Map<string, Entity>();

  constructor(house: Devices) {
    this.#house = house;
  }

  get(id: string): Entity | undefined {
    return this.#changed.get(id) ?? this.#house.get(id);
  }

  set(id: string, entity: Entity): void {
    this.#changed.set(id, entity);
  }
}

/** Devices that a demand may change. */
type Changing = Devices & { set(id: string, entity: Entity): unknown };

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

/** Scripts that call scripts end here. */
const MAX_DEPTH = 4;
/** Most things that one demand does: scenes that name scenes multiply. Beyond it nothing more is done, and it is said. */
const MAX_STEPS = 2_000;

/** Ids that a demand may read or write: those named, and those that the scenes among them act on. */
export function touchedBy(entities: Devices, demand: Demand): Set<string> {
  const touched = new Set(demand.entities);
  // Level by level and each once: however often scenes name each other, it ends.
  let level: readonly string[] = [...touched];
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth += 1) {
    const next = new Set<string>();
    for (const id of level) {
      const entity = ACTS_ON_OTHERS.has(domainOf(id)) ? entities.get(id) : undefined;
      for (const effect of entity ? effectsOf(entity.attributes, demand.service) : [])
        if (!touched.has(effect.entity)) next.add(effect.entity);
    }
    for (const id of next) touched.add(id);
    level = [...next];
  }
  return touched;
}

/** Entities that a scene or script opens or unlocks, itself or by others, which alone would need a yes. */
export function opensOf(entities: Devices, scene: Entity): string[] {
  const touched = touchedBy(entities, { entities: [scene.id], service: 'turn_on', data: {} });
  return [...new Set([...touched].flatMap((id) => opensItself(entities, entities.get(id))))].sort();
}

function opensItself(entities: Devices, scene: Entity | undefined): string[] {
  if (!scene || !ACTS_ON_OTHERS.has(domainOf(scene.id))) return [];
  return effectsOf(scene.attributes, 'turn_on').flatMap((effect) => {
    const target = entities.get(effect.entity);
    const opens =
      !ACTS_ON_OTHERS.has(domainOf(effect.entity)) &&
      isDanger(effect, effect.entity, target ? { deviceClass: deviceClassOf(target), name: target.name } : {});
    return opens ? [effect.entity] : [];
  });
}

/**
 * A demand on the home as it is, and what comes of it: per entity named, then per entity that a scene acted on. Pure;
 * what has changed is put into `entities`. `at` is the time for those who keep one (ISO 8601).
 */
export function carryOut(entities: Changing, demand: Demand, at: string): Outcome[] {
  const outcomes: Outcome[] = [];
  const run: Run = { entities, at, within: [], stepsLeft: MAX_STEPS };
  for (const id of new Set(demand.entities)) outcomes.push(...carryOutOn(run, id, demand));
  return outcomes;
}

/** What one demand has come to. */
interface Run {
  readonly entities: Changing;
  readonly at: string;
  /** Scenes and scripts that are at work, outermost first. */
  readonly within: string[];
  stepsLeft: number;
}

function carryOutOn(run: Run, id: string, demand: Omit<Demand, 'entities'>): Outcome[] {
  const { entities } = run;
  const entity = entities.get(id);
  if (!entity) return [{ entity: id, ok: false, error: `There is no device ${id} in this home.` }];
  if (entity.state === 'unavailable') return [failed(entity, 'does not answer right now')];
  try {
    if (demand.service === 'restore') return [done(entities, entity, restored(entity, demand.data))];
    if (ACTS_ON_OTHERS.has(domainOf(id))) return acted(run, entity, demand);
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

function acted(run: Run, entity: Entity, demand: Omit<Demand, 'entities'>): Outcome[] {
  const { entities, at, within } = run;
  const domain = domainOf(entity.id);
  const { service } = demand;
  if (domain === 'script' && service === 'turn_off') return [done(entities, entity, { ...entity, state: 'off' })];
  if (service !== 'turn_on' && !(domain === 'group' && (service === 'turn_off' || service === 'toggle')))
    throw new Refused(`cannot do "${service.replaceAll('_', ' ')}"`);
  if (within.length >= MAX_DEPTH || within.includes(entity.id)) throw new Refused('goes round in circles');
  // The outermost answers for all of it, before any of it is done; one within, for what it does now.
  const opens = within.length === 0 ? opensOf(entities, entity) : opensItself(entities, entity);
  const unasked = opens.filter((id) => !openedBy(demand.data).includes(id));
  if (unasked.length > 0) throw new Refused(`would open or unlock ${unasked.join(', ')}, which was not confirmed`);
  const effects = effectsOf(entity.attributes, domain === 'group' ? service : undefined);
  if (effects.length > run.stepsLeft) throw new Refused(`does more than ${MAX_STEPS} things at once`);
  run.stepsLeft -= effects.length;
  within.push(entity.id);
  const outcomes = effects.flatMap((effect) => carryOutOn(run, effect.entity, ofScene(effect, demand)));
  within.pop();
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

function done(entities: Changing, entity: Entity, after: Situation): Outcome {
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
