import { Fault, provider, type Stored, type ToolContext, tool } from 'agentos/service';
import { z } from 'zod';
import { domainOf, type Entity, type Home } from '../../../language/home.ts';
import { jsonValue } from '../../../language/json_value.ts';
import { devicesAbout } from './about.ts';
import { Changed, carryOut, opensOf, touchedBy } from './carry_out.ts';
import {
  deviceHome,
  deviceList,
  deviceSet,
  type EntityRecord,
  homeSignal,
  type SetInput,
  stateSignal,
} from './contract.ts';
import { sayIssue } from './home_issue.ts';
import { becameOf } from './read_back.ts';
import { readHome } from './read_home.ts';
import { overlayOf, withOverlay } from './situation.ts';

/** Homes that ship, as the build has read them. */
const PREPARED = 'dist/homes';

/** What differs from the home file, by entity. */
const STATES = {
  name: 'states',
  schema: z.object({
    /** The file this state belongs to: another house starts from its own. */
    home: z.string(),
    state: z.string(),
    /** Over the file's attributes; null takes one away. */
    attributes: z.record(z.string(), jsonValue),
  }),
  indexes: ['home'],
};
type StateRecord = z.infer<typeof STATES.schema>;

/** Most records read at once: more than a home file may hold. */
const ALL = 100_000;
/** So many states are read one by one; more, all together. */
const FEW = 32;

/**
 * A home without hardware: devices as a home file describes them, that carry out services on their states. States are
 * kept in storage and outlive restarts; a signal tells a change once it is committed.
 */
export default provider({
  contracts: [deviceSet, deviceList, deviceHome],
  settings: z.object({
    home: z
      .string()
      .default('data/homes/demo.yaml')
      .describe('Home file, YAML or JSON; `file` in [home] sets it as well. The demo home ships.'),
  }),
  async open({ settings, files, storage, emit, watchStorage, log }) {
    const file = settings.home;
    const parsed = await readHome(files, file, PREPARED);
    for (const warning of parsed.warnings) log(`Home file ${file}, ${sayIssue(warning)}`);
    if (!parsed.ok)
      throw new Fault('FAILED_PRECONDITION', `Home file ${file}: ${parsed.errors.map(sayIssue).join('; ')}`);
    const home = parsed.home;
    const entities = withOpens(home);

    const now = (entity: Entity, stored: Stored<StateRecord> | undefined): Entity =>
      stored?.value.home === file
        ? { ...entity, state: stored.value.state, attributes: withOverlay(entity.attributes, stored.value.attributes) }
        : entity;

    const everything = async (from: typeof storage): Promise<Entity[]> => {
      const stored = await from.collection(STATES).query({ where: { home: file }, limit: ALL });
      const byId = new Map(stored.map((record) => [record.key, record]));
      return [...entities.values()].map((entity) => now(entity, byId.get(entity.id)));
    };

    /** Where a few are asked for, only their states are read. */
    const theseOf = async (from: typeof storage, asked: readonly Entity[]): Promise<Entity[]> => {
      if (asked.length <= FEW) {
        const states = from.collection(STATES);
        return Promise.all(asked.map(async (entity) => now(entity, await states.get(entity.id))));
      }
      const ids = new Set(asked.map(({ id }) => id));
      return (await everything(from)).filter(({ id }) => ids.has(id));
    };

    /** The house as a demand finds it. */
    const found = async (demand: SetInput, { storage: from }: Pick<ToolContext, 'storage'>) => {
      const states = from.collection(STATES);
      const current = new Changed(entities);
      const touched = [...touchedBy(entities, demand)].flatMap((id) => entities.get(id) ?? []);
      await Promise.all(
        touched.map(async (entity) => current.set(entity.id, now(entity, await states.get(entity.id)))),
      );
      return current;
    };

    const set = tool({
      contract: deviceSet,
      readBack: async (demand, context) => becameOf(await found(demand, context), demand),
      async run(demand, context) {
        const states = context.storage.collection(STATES);
        const current = await found(demand, context);
        const results = carryOut(current, demand, new Date(context.clock.now()).toISOString());
        for (const id of new Set(results.filter(({ ok }) => ok).map(({ entity }) => entity))) {
          const [base, after] = [entities.get(id), current.get(id)];
          if (base && after)
            await states.put(id, {
              home: file,
              state: after.state,
              attributes: overlayOf(base.attributes, after.attributes),
            });
        }
        return { results };
      },
    });

    const list = tool({
      contract: deviceList,
      async run({ entities: wanted, domains, area, about, limit }, context) {
        const areaId =
          area === undefined
            ? undefined
            : (home.areas.find(({ id, name }) => id === area || name.toLowerCase() === area.toLowerCase())?.id ?? area);
        const asked = [...entities.values()].filter(
          (entity) =>
            (!wanted || wanted.includes(entity.id)) &&
            (!domains || domains.includes(domainOf(entity.id))) &&
            (areaId === undefined || entity.area === areaId),
        );
        const areaName = (id: string): string | undefined => home.areas.find((one) => one.id === id)?.name;
        const near = about === undefined ? asked : devicesAbout(asked, about, areaName);
        return { entities: (await theseOf(context.storage, near.slice(0, limit))).map(asRecord) };
      },
    });

    const whole = tool({
      contract: deviceHome,
      async run(_input, context) {
        return homeRecord(home, await everything(context.storage));
      },
    });

    const tell = async (id: string): Promise<void> => {
      const entity = entities.get(id);
      if (!entity) return;
      const { state, attributes } = now(entity, await storage.collection(STATES).get(id));
      await emit(stateSignal, { entity: id, state, attributes: { ...attributes } });
    };
    const release = watchStorage((collection, id) => {
      if (collection === STATES.name)
        tell(id).catch((cause: unknown) => log(`The state of ${id} could not be told: ${String(cause)}`));
    });
    await emit(homeSignal, homeRecord(home, await everything(storage)));
    return {
      tools: [set, list, whole],
      release: async () => release(),
    };
  },
});

/** Entities by id; scenes and scripts tell in `opens` what they open or unlock. */
function withOpens(home: Home): ReadonlyMap<string, Entity> {
  const entities = new Map(home.entities.map((entity) => [entity.id, entity]));
  for (const entity of home.entities) {
    const opens = /^(scene|script|group)\./.test(entity.id) ? opensOf(entities, entity) : [];
    if (opens.length > 0) entities.set(entity.id, { ...entity, attributes: { ...entity.attributes, opens } });
  }
  return entities;
}

function asRecord({ id, name, aliases, area, state, attributes }: Entity): EntityRecord {
  return {
    id,
    name,
    aliases: [...aliases],
    ...(area === undefined ? {} : { area }),
    state,
    attributes: { ...attributes },
  };
}

function homeRecord(home: Home, entities: readonly Entity[]) {
  const states = new Map(entities.map(({ id, state }) => [id, state]));
  return {
    language: home.language,
    floors: home.floors.map((floor) => ({ ...floor, aliases: [...floor.aliases] })),
    areas: home.areas.map((area) => ({ ...area, aliases: [...area.aliases] })),
    entities: entities.map(asRecord),
    people: home.people.map((person) => ({
      ...person,
      aliases: [...person.aliases],
      state: states.get(person.id) ?? person.state,
    })),
  };
}
