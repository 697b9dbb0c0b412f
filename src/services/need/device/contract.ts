import { need, type Reply } from 'agentos/contract';
import { type Call, Fault, invoke, signal } from 'agentos/service';
import { z } from 'zod';
import type { Command, Target } from '../../../language/command.ts';
import { jsonValue } from '../../../language/json_value.ts';
import { capitalised, sayNothingFound, sayTargets } from '../../../language/say_devices.ts';
import { questionFor } from './confirmation.ts';
import { isDanger, riskOf } from './risk.ts';
import { type Problem, sayProblems } from './say_problems.ts';
import { undoOf } from './undo.ts';

const attributes = z.record(z.string(), jsonValue);

/** State and attributes of an entity at one moment. */
export const situation = z.object({ state: z.string(), attributes });

export const entity = z.object({
  id: z.string(),
  name: z.string(),
  aliases: z.array(z.string()),
  /** Id of its area. */
  area: z.string().optional(),
  state: z.string(),
  attributes,
});
export type EntityRecord = z.infer<typeof entity>;

const named = { id: z.string(), name: z.string(), aliases: z.array(z.string()) };

/** The whole house: `Home` of the language, as data. */
export const home = z.object({
  language: z.string(),
  floors: z.array(z.object(named)),
  areas: z.array(z.object({ ...named, floor: z.string().optional() })),
  entities: z.array(entity),
  people: z.array(z.object({ ...named, state: z.string() })),
});
export type HomeRecord = z.infer<typeof home>;

export const setInput = z.object({
  /** Entity ids. */
  entities: z.array(z.string()).min(1).max(500),
  /** Home Assistant's name of a service of the entities' domain (`turn_on`, `set_cover_position`), or `restore`. */
  service: z.string(),
  /** Home Assistant's service data: `brightness_pct`, `rgb_color`, `position`, `volume_level` … */
  data: attributes.default({}),
});
export type SetInput = z.infer<typeof setInput>;

export const setResult = z.object({
  entity: z.string(),
  ok: z.boolean(),
  /** What the device says now, where it was done. */
  state: z.string().optional(),
  attributes: attributes.optional(),
  before: situation.optional(),
  /** Why not, as a sentence for people. */
  error: z.string().optional(),
});
export type SetResult = z.infer<typeof setResult>;

export const setOutput = z.object({ results: z.array(setResult) });
export type SetOutput = z.infer<typeof setOutput>;

export const deviceSet = need('device.set', {
  summary: 'Have devices carry out a service: switch, dim, open, lock, play. Answers per device.',
  input: setInput,
  output: setOutput,
  effect: 'keyed',
  risk: riskOf,
  // A player asked for an address takes along what stands in it.
  outbound: ({ data }) => JSON.stringify(data).includes('://'),
  question: questionFor,
  undo: (_input, output) => {
    const data = undoOf(output.results);
    return data === undefined ? undefined : invoke('need.device.set', data);
  },
});

export const deviceList = need('device.list', {
  summary: 'Devices with their states; all of them where nothing is asked for.',
  input: z.object({
    /** Only these ids; those that do not exist are left out. */
    entities: z.array(z.string()).optional(),
    domains: z.array(z.string()).optional(),
    /** Id or name of an area. */
    area: z.string().optional(),
    /** Only those whose names, rooms or kinds share words with this, the nearest first. */
    about: z.string().optional(),
    /** At most so many. */
    limit: z.number().int().min(1).optional(),
  }),
  output: z.object({ entities: z.array(entity) }),
  effect: 'read',
  risk: 'open',
});

export const deviceHome = need('device.home', {
  summary: 'The whole house: floors, areas, devices with their states, people.',
  input: z.object({}),
  output: home,
  effect: 'read',
  risk: 'open',
});

/** Told when the house is known, and again whenever the set of what can be named changes. */
export const homeSignal = signal('device.home', home);

/** Told when a device's state or attributes have changed. */
export const stateSignal = signal('device.state', z.object({ entity: z.string(), ...situation.shape }));

/** The service that an intent comes to, by domain, for those that open or let in; the rest is told by the intent alone. */
const SERVICE_OF: { readonly [intent: string]: { readonly [domain: string]: string } } = {
  HassTurnOn: { lock: 'lock', cover: 'open_cover', valve: 'open_valve' },
  HassTurnOff: { lock: 'unlock', cover: 'close_cover', valve: 'close_valve', other: 'turn_off' },
  HassOpenCover: { cover: 'open_cover', valve: 'open_valve' },
  HassCloseCover: { cover: 'close_cover', valve: 'close_valve' },
  HassSetPosition: { cover: 'set_cover_position', valve: 'set_valve_position' },
  HassStopMoving: { cover: 'stop_cover', valve: 'stop_valve' },
};

/** Whether a command does to a device what somebody has to say yes to. The gate asks by the call itself; this tells before there is one. */
export function needsYes(
  { intent, slots }: Pick<Command, 'intent' | 'slots'>,
  { id, domain, deviceClass, name }: Target,
): boolean {
  const services = SERVICE_OF[intent];
  const service = services?.[domain] ?? services?.['other'] ?? (intent === 'HassToggle' ? 'toggle' : 'turn_on');
  const position = typeof slots.position === 'number' ? { position: slots.position } : {};
  return isDanger({ service, data: position }, id, { name, ...(deviceClass === undefined ? {} : { deviceClass }) });
}

/** A service for some of a command's targets. */
export interface Demand {
  readonly targets: readonly Target[];
  readonly service: string;
  readonly data?: SetInput['data'];
}

/**
 * Has devices carry out services and answers how it went, device by device. `said` gives the sentence for those that did
 * it: `(names) => `Turned on ${names}``. What went wrong is told, never thrown.
 */
export function* setAndSay(
  command: Pick<Command, 'slots'>,
  demands: readonly Demand[],
  said: (names: string) => string,
): Generator<Call<SetOutput>, Reply, unknown> {
  const done: Target[] = [];
  const problems: Problem[] = [];
  for (const { targets, service, data } of demands) {
    if (targets.length === 0) continue;
    try {
      const { results } = yield* deviceSet({
        entities: targets.map(({ id }) => id),
        service,
        ...(data === undefined ? {} : { data }),
      });
      for (const { entity: id, ok, error } of results) {
        const target = targets.find((candidate) => candidate.id === id);
        if (ok && target) done.push(target);
        if (!ok) problems.push({ target, text: error ?? `${target?.name ?? id} did not do it.` });
      }
    } catch (thrown) {
      problems.push({ text: problemOf(thrown) });
    }
  }
  const sentences = [...(done.length > 0 ? [`${capitalised(said(sayTargets(done)))}.`] : []), ...sayProblems(problems)];
  if (sentences.length === 0) return { text: sayNothingFound(command.slots), outcome: 'failed' };
  return { text: sentences.join(' '), outcome: done.length > 0 ? 'done' : 'failed' };
}

/** A failed call in words for a person. */
export function problemOf(thrown: unknown): string {
  const fault = Fault.from(thrown);
  switch (fault.code) {
    case 'UNIMPLEMENTED':
      return 'No home is connected, so I could not do that.';
    case 'UNAVAILABLE':
    case 'DEADLINE_EXCEEDED':
      return 'The devices do not answer right now. Please try again in a moment.';
    case 'UNKNOWN':
      // What an interrupted call is told with says more than its code.
      return fault.message.startsWith('I was interrupted')
        ? `${fault.message} Please have a look.`
        : 'I cannot tell whether that happened. Please have a look.';
    default:
      return fault.message;
  }
}
