import type { Target } from './command.ts';
import { type Area, deviceClassOf, domainOf, type Entity, type Floor, type Home, type Json } from './home.ts';
import { actsOnDevices, domainsOf, domainsOfPlaceAlone } from './intent_domains.ts';
import { namedEntities } from './people.ts';
import { findPlace } from './places.ts';
import { wordsOf } from './text.ts';

export interface Asked {
  readonly intent: string;
  readonly slots: Readonly<Record<string, Json>>;
  /** Ids of what the slots name, by slot, where the grammar knows them. */
  readonly ids?: Readonly<Record<string, readonly string[]>>;
  /** Id or name of the area that the speaker is in. */
  readonly area?: string | undefined;
}

export type Resolution =
  /** The devices that are meant. None is an honest answer too: there is no such device there. */
  | { readonly kind: 'targets'; readonly targets: readonly Target[] }
  /** One name, several devices: the speaker has to say which. */
  | { readonly kind: 'choice'; readonly name: string; readonly choices: readonly Target[] };

const NO_TARGETS: Resolution = { kind: 'targets', targets: [] };

/**
 * The devices that slots stand for. A name is narrowed by area, floor, domain and device class, then to the speaker's area; if more than
 * one device is left it is a choice, never a guess. Without a name it is all devices of the domain and class in the area, on the floor or
 * in the house.
 */
export function resolve(home: Home, { intent, slots, ids, area }: Asked): Resolution {
  const places = placesOf(home, slots, ids);
  const fits = (entity: Entity): boolean =>
    within(places, entity) &&
    oneOf(slots.device_class, deviceClassOf(entity)) &&
    oneOf(slots.domain, domainOf(entity.id));
  const name = slots.name;
  if (ids?.name !== undefined || (typeof name === 'string' && name !== 'all' && actsOnDevices(intent))) {
    const named = ids?.name === undefined ? byName(home, String(name)) : byIds(home, ids.name);
    return choose(home, named, fits, Array.isArray(name), String(name), area);
  }
  if (!actsOnDevices(intent)) return NO_TARGETS;
  const said = slots.domain !== undefined || slots.device_class !== undefined;
  const domains = said ? undefined : (domainsOf(intent) ?? domainsOfPlaceAlone(intent));
  if (!said && domainsOf(intent) === undefined && places === undefined) return NO_TARGETS;
  const found = namedEntities(home).filter(
    (entity) => fits(entity) && (domains === undefined || domains.includes(domainOf(entity.id))),
  );
  return { kind: 'targets', targets: found.map((entity) => toTarget(home, entity)) };
}

function choose(
  home: Home,
  named: readonly Entity[],
  fits: (entity: Entity) => boolean,
  several: boolean,
  name: string,
  speaker: string | undefined,
): Resolution {
  const left = named.filter(fits);
  const targets = left.map((entity) => toTarget(home, entity));
  if (targets.length <= 1 || several) return { kind: 'targets', targets };
  const here = speaker === undefined ? undefined : findPlace(home.areas, speaker);
  const near = left.filter((entity) => here !== undefined && entity.area === here.id);
  const [only] = near;
  if (near.length === 1 && only !== undefined) return { kind: 'targets', targets: [toTarget(home, only)] };
  return { kind: 'choice', name, choices: near.length > 1 ? near.map((entity) => toTarget(home, entity)) : targets };
}

/** Ids of the areas that the slots confine the command to, or undefined where they do not. */
function placesOf(home: Home, slots: Asked['slots'], ids: Asked['ids']): ReadonlySet<string> | undefined {
  const areas = placeIds(home.areas, slots.area, ids?.area);
  const floors = placeIds(home.floors, slots.floor, ids?.floor);
  if (areas === undefined && floors === undefined) return undefined;
  const inside = home.areas.filter(
    (area) =>
      (areas === undefined || areas.has(area.id)) &&
      (floors === undefined || (area.floor !== undefined && floors.has(area.floor))),
  );
  return new Set(inside.map((area) => area.id));
}

function placeIds(
  places: readonly (Area | Floor)[],
  slot: Json | undefined,
  ids: readonly string[] | undefined,
): Set<string> | undefined {
  if (ids !== undefined) return new Set(ids);
  if (slot === undefined || slot === null) return undefined;
  const names = Array.isArray(slot) ? slot : [slot];
  return new Set(names.flatMap((name) => findPlace(places, String(name))?.id ?? []));
}

function within(places: ReadonlySet<string> | undefined, entity: Entity): boolean {
  return places === undefined || (entity.area !== undefined && places.has(entity.area));
}

function oneOf(slot: Json | undefined, value: string | undefined): boolean {
  if (slot === undefined || slot === null) return true;
  return Array.isArray(slot) ? slot.some((one) => one === value) : slot === value;
}

/** In the order of the home. */
function byIds(home: Home, ids: readonly string[]): readonly Entity[] {
  const places = placesById(home);
  const found = [...new Set(ids)].flatMap((id) => places.get(id) ?? []).sort((left, right) => left - right);
  const entities = namedEntities(home);
  return found.flatMap((place) => entities[place] ?? []);
}

const places = new WeakMap<Home, ReadonlyMap<string, readonly number[]>>();

/** Where each id stands among what can be named. */
function placesById(home: Home): ReadonlyMap<string, readonly number[]> {
  const known = places.get(home);
  if (known !== undefined) return known;
  const made = new Map<string, number[]>();
  for (const [place, { id }] of namedEntities(home).entries()) {
    const others = made.get(id);
    if (others === undefined) made.set(id, [place]);
    else others.push(place);
  }
  places.set(home, made);
  return made;
}

function byName(home: Home, name: string): readonly Entity[] {
  const words = wordsOf(name).join(' ');
  return namedEntities(home).filter((entity) =>
    [entity.name, ...entity.aliases].some((one) => wordsOf(one).join(' ') === words),
  );
}

export function toTarget(home: Home, entity: Entity): Target {
  const deviceClass = deviceClassOf(entity);
  const area = home.areas.find((one) => one.id === entity.area)?.name;
  return {
    id: entity.id,
    name: entity.name,
    domain: domainOf(entity.id),
    ...(deviceClass === undefined ? {} : { deviceClass }),
    ...(area === undefined ? {} : { area }),
  };
}
