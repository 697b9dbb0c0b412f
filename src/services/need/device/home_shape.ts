import { z } from 'zod';

/** Ids and names may be written as numbers in YAML (`name: 42`). */
const word = z.union([z.string(), z.number()], 'expected text').transform(String);
const aliases = z.array(word, 'expected a list of names').default([]);
const attributes = z.record(z.string(), z.json(), 'expected a map of attributes').default({});

/**
 * A state as written. Test homes give booleans, and pairs of the spoken word (`in`) and the state (`out`).
 */
const state = z.union(
  [z.string(), z.number(), z.boolean(), z.null(), z.object({ in: word, out: word })],
  'expected a state: text, a number, true or false',
);
export type WrittenState = z.infer<typeof state>;

const named = { id: word.optional(), name: word, aliases };

const floorShape = z.object(named);
const areaShape = z.object({
  ...named,
  floor: word.optional(),
  context_area: z.boolean('expected true or false').optional(),
});
const entityShape = z
  .object({
    id: word.optional(),
    domain: word.optional(),
    name: word.optional(),
    aliases,
    area: word.nullish(),
    device: word.nullish(),
    state: state.optional(),
    attributes,
  })
  .refine((entity) => entity.id !== undefined || (entity.domain !== undefined && entity.name !== undefined), {
    error: 'give it an id as in "light.kitchen_ceiling", or a domain and a name',
  });
const personShape = z.object({ ...named, state: state.optional() });
const deviceShape = z.object({ ...named, area: word.nullish(), info: z.unknown().optional() });

const listOf = <S extends z.ZodType>(shape: S) =>
  z
    .array(shape, 'expected a list')
    .max(20_000, 'more than 20,000 entries')
    .nullish()
    .transform((list) => list ?? []);

export const homeShape = z.object(
  {
    language: word.default('en'),
    floors: listOf(floorShape),
    areas: listOf(areaShape),
    entities: listOf(entityShape),
    people: listOf(personShape),
    devices: listOf(deviceShape),
    timers: z.unknown().optional(),
    media: z.unknown().optional(),
    context_area: word.nullish(),
  },
  'expected a map with floors, areas, entities and people',
);

export type WrittenHome = z.output<typeof homeShape>;
export type WrittenEntity = WrittenHome['entities'][number];

/** What may be written, by section; `home` is the top. Anything else is warned of. */
export const KNOWN_KEYS: { readonly [section: string]: ReadonlySet<string> } = {
  home: new Set(Object.keys(homeShape.shape)),
  floors: new Set(Object.keys(floorShape.shape)),
  areas: new Set(Object.keys(areaShape.shape)),
  entities: new Set(Object.keys(entityShape.shape)),
  people: new Set(Object.keys(personShape.shape)),
  devices: new Set(Object.keys(deviceShape.shape)),
};
