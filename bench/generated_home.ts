import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface GeneratedEntity {
  readonly id: string;
  readonly name: string;
  readonly area: string;
  readonly state: string;
  readonly attributes: { readonly [name: string]: string[] };
}

export interface GeneratedHome {
  readonly language: 'en';
  readonly floors: readonly { readonly id: string; readonly name: string; readonly aliases: readonly string[] }[];
  readonly areas: readonly {
    readonly id: string;
    readonly name: string;
    readonly floor: string;
    readonly aliases: readonly string[];
  }[];
  readonly entities: readonly (GeneratedEntity & { readonly aliases: readonly string[] })[];
  readonly people: readonly [];
}

const ROOMS =
  'kitchen hallway office bedroom bathroom nursery pantry attic cellar garage studio library lounge laundry workshop conservatory playroom porch landing study'.split(
    ' ',
  );
const PLACES =
  'corner window desk shelf ceiling wall door table mirror stairs bench cupboard fireplace sofa entrance'.split(' ');
const KINDS = [
  { domain: 'light', name: 'lamp', state: 'off', modes: ['brightness'] },
  { domain: 'switch', name: 'socket', state: 'off', modes: [] },
  { domain: 'fan', name: 'fan', state: 'off', modes: [] },
] as const;

/** A house with so many devices, each with a name of its own; 20 rooms on 2 floors. */
export function generateHome(devices: number): GeneratedHome {
  const areas = ROOMS.map((name, index) => ({
    id: name,
    name,
    floor: index % 2 === 0 ? 'ground' : 'upper',
    aliases: [],
  }));
  const entities = Array.from({ length: devices }, (_, index) => {
    const room = ROOMS[index % ROOMS.length] ?? '';
    const place = PLACES[Math.floor(index / ROOMS.length) % PLACES.length] ?? '';
    const { domain, name, state, modes } =
      KINDS[Math.floor(index / (ROOMS.length * PLACES.length)) % KINDS.length] ?? KINDS[0];
    return {
      id: `${domain}.${room}_${place}_${name}`,
      name: `${room} ${place} ${name}`,
      area: room,
      state,
      attributes: modes.length > 0 ? { supported_color_modes: [...modes] } : {},
      aliases: [],
    };
  });
  const floors = ['ground', 'upper'].map((id) => ({ id, name: `${id} floor`, aliases: [] }));
  return { language: 'en', floors, areas, entities, people: [] };
}

export function writeHome(folder: string, devices: number): string {
  const path = join(folder, 'home.json');
  writeFileSync(path, JSON.stringify(generateHome(devices)));
  return path;
}

/** What somebody in that house says: names, rooms, values, several at once, and what it does not know. */
export function sentencesFor({ entities, areas }: GeneratedHome): string[] {
  const sentences: string[] = [];
  for (const [index, { name }] of entities.entries()) {
    const room = areas[index % areas.length]?.name;
    const shapes = [
      `turn on the ${name}`,
      `turn off the ${name}`,
      `set the ${name} to ${(index % 9) * 10 + 10} percent`,
      `is the ${name} on`,
      `turn off all the lights in the ${room}`,
      `turn on the ${name} and turn off the lights in the ${room}`,
      `set a timer for ${(index % 50) + 2} minutes`,
      `please tell the ${name} to sing a song about the sea`,
    ];
    sentences.push(shapes[index % shapes.length] ?? '');
  }
  return sentences;
}
