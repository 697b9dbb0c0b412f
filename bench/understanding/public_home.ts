import { z } from 'zod';
import type { Area, Entity, Floor, Home } from '../../src/language/home.ts';

const place = z.looseObject({
  id: z.string().optional(),
  name: z.string(),
  aliases: z.array(z.string()).default([]),
  floor: z.string().optional(),
});
const entity = z.looseObject({
  id: z.string().optional(),
  name: z.string(),
  domain: z.string().optional(),
  aliases: z.array(z.string()).default([]),
  area: z.string().optional(),
  state: z.json().default('unknown'),
  attributes: z.record(z.string(), z.json()).default({}),
});
/** A home of the public test sets, as it is written there. */
export const publicHome = z.looseObject({
  language: z.string().default('en'),
  floors: z.array(place).default([]),
  areas: z.array(place).default([]),
  entities: z.array(entity).default([]),
  people: z.array(z.looseObject({ name: z.string() })).default([]),
});
export type PublicHome = z.infer<typeof publicHome>;

/** Ids may be left out there, and places are referred to by id or name. */
export function toHome(raw: PublicHome): Home {
  const floors: Floor[] = raw.floors.map(({ id, name, aliases }) => ({ id: id ?? slug(name), name, aliases }));
  const floorOf = (said: string | undefined): string | undefined => {
    if (said === undefined) return undefined;
    const known = floors.find((floor) => floor.id === said || floor.name === said);
    if (known !== undefined) return known.id;
    floors.push({ id: slug(said), name: said, aliases: [] });
    return slug(said);
  };
  const areas = raw.areas.map(({ id, name, aliases, floor }): Area => {
    const on = floorOf(floor);
    return { id: id ?? slug(name), name, aliases, ...(on === undefined ? {} : { floor: on }) };
  });
  const entities = raw.entities.map(({ id, name, domain, aliases, area, state, attributes }): Entity => {
    const inside = areas.find((one) => one.id === area || one.name === area)?.id;
    const own = {
      id: id ?? `${domain ?? 'sensor'}.${slug(name)}`,
      name,
      aliases,
      state: typeof state === 'object' ? JSON.stringify(state) : String(state),
      attributes,
    };
    return inside === undefined ? own : { ...own, area: inside };
  });
  const people = raw.people.map(({ name }) => ({ id: slug(name), name, aliases: [], state: 'unknown' }));
  return { language: raw.language, floors, areas, entities, people };
}

function slug(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '_');
}
