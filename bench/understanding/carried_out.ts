import { z } from 'zod';
import { jsonCopy } from '../../src/daemon/model/json.ts';
import type { GeneratorService } from '../../src/daemon/model/service.ts';
import { planFor, wantedBy } from '../../src/language/agent_plan.ts';
import { domainOf, type Entity, type Home } from '../../src/language/home.ts';
import calendarClock from '../../src/services/need/clock/system.ts';
import { home as homeRecord, homeSignal } from '../../src/services/need/device/contract.ts';
import demo from '../../src/services/need/device/demo.ts';
import { parseHome } from '../../src/services/need/device/home_file.ts';
import { sayIssue } from '../../src/services/need/device/home_issue.ts';
import { listNames } from '../../src/services/need/lists/contract.ts';
import listKeeper from '../../src/services/need/lists/durable.ts';
import weatherStation from '../../src/services/need/weather/home.ts';
import calendar from '../../src/services/use/calendar/agent.ts';
import climate from '../../src/services/use/climate/agent.ts';
import covers from '../../src/services/use/covers/agent.ts';
import fans from '../../src/services/use/fans/agent.ts';
import homeState from '../../src/services/use/home_state/agent.ts';
import lights from '../../src/services/use/lights/agent.ts';
import lists from '../../src/services/use/lists/agent.ts';
import { listOf } from '../../src/services/use/lists/list_slots.ts';
import locks from '../../src/services/use/locks/agent.ts';
import media from '../../src/services/use/media/agent.ts';
import scenes from '../../src/services/use/scenes/agent.ts';
import switches from '../../src/services/use/switches/agent.ts';
import vacuums from '../../src/services/use/vacuums/agent.ts';
import weather from '../../src/services/use/weather/agent.ts';
import { driveAsync } from '../../test/services/drive.ts';
import { ToolHost } from '../../test/services/tool_host.ts';
import { clockAt, withCalendar } from './public_calendar.ts';
import { type Houses, told } from './sentences.ts';

const AGENTS: readonly GeneratorService[] = [
  ...[lights, switches, fans, covers, locks, climate, media, scenes, vacuums, homeState, weather, lists, calendar],
];

/** By id. */
export type States = ReadonlyMap<string, Pick<Entity, 'state' | 'attributes'>>;

export interface CarriedOut {
  /** What was said; of what could not be carried out, why, in brackets. */
  readonly reply: string;
  /** Understood, and nothing had to be asked. */
  readonly acted: boolean;
  /** What it was understood as. */
  readonly meant: string;
  readonly ms: number;
  readonly before: States;
  readonly after: States;
}

/**
 * What becomes of a sentence in a home: understood by our sentences, carried out by our agents on the demo provider, with no model.
 * `written` is the home in the form of a home file, as JSON; `now` the hour at which it is said, with its offset. Throws where either is none.
 */
export async function carryOut(
  houses: Houses,
  written: string,
  said: string,
  area: string | undefined,
  now?: string,
): Promise<CarriedOut> {
  const parsed = parseHome(written);
  if (!parsed.ok) throw new Error(parsed.errors.map(sayIssue).join('; '));
  const host = new ToolHost({
    ...(now === undefined ? {} : { clock: clockAt(now) }),
    files: { readText: async () => written, readBytes: async () => Buffer.from(written), list: async () => [] },
  });
  host.add(...listKeeper, calendarClock);
  await withCalendar(host, parsed.home);
  for (const { name, items } of listsIn(parsed.home))
    await host.call('need.lists.add', { list: listCalled(name), items });
  await host.open(weatherStation);
  const release = await host.open(demo, { home: 'home.json' });
  for (const { value } of host.told.filter(({ subject }) => subject === homeSignal.subject))
    host.tell(homeSignal, homeRecord.parse(value));
  const before = await statesOf(host);
  const done = await carried(host, houses, parsed.home, said, area);
  const after = await statesOf(host);
  await release();
  return { ...done, before, after };
}

/** What every calendar is asked for comes in slices, one of each. */
const OF_ALL_CALENDARS = new Set([
  'need.calendar.events',
  'need.calendar.find',
  'need.calendar.free',
  'need.calendar.list',
]);

async function servedBy(host: ToolHost, subject: string, input: unknown): Promise<unknown> {
  const data = await host.call(subject, input);
  return OF_ALL_CALENDARS.has(subject) ? [{ provider: 'local', ok: true, data }] : data;
}

const listItems = z.array(z.looseObject({ summary: z.string(), status: z.string() })).catch([]);

/** As our agent calls it. */
function listCalled(name: string): string {
  return listOf({ intent: 'HassListAddItem', slots: { name }, targets: [], text: name });
}

/** What is open on the lists that a home tells of. */
function listsIn({ entities }: Home): { name: string; items: string[] }[] {
  return entities.flatMap(({ id, name, attributes }) => {
    const open = listItems.parse(attributes.todo_items).filter(({ status }) => status === 'needs_action');
    return domainOf(id) === 'todo' && open.length > 0 ? [{ name, items: open.map(({ summary }) => summary) }] : [];
  });
}

/** Of a list, the state is how much is open on it, as Home Assistant has it. */
async function statesOf(host: ToolHost): Promise<States> {
  const { entities } = homeRecord.parse(await host.call('need.device.home', {}));
  const { lists } = listNames.output.parse(await host.call('need.lists.names', {}));
  const open = new Map(lists.map((list) => [list.name.toLowerCase(), list.open]));
  return new Map(
    entities.map((entity) => {
      const count = domainOf(entity.id) === 'todo' ? open.get(listCalled(entity.name).toLowerCase()) : undefined;
      return [entity.id, count === undefined ? entity : { ...entity, state: String(count) }];
    }),
  );
}

async function carried(
  host: ToolHost,
  houses: Houses,
  home: Home,
  text: string,
  area: string | undefined,
): Promise<Pick<CarriedOut, 'reply' | 'acted' | 'meant' | 'ms'>> {
  const { meant, ms } = houses.understand(home, text, { area });
  const acted = meant.commands.length > 0 && meant.ambiguous === undefined;
  const rest = { acted, meant: told(meant), ms };
  if (meant.commands.length === 0) return { ...rest, reply: `(not understood: ${meant.unknown ?? ''})` };
  const said: string[] = [];
  if (meant.ambiguous) said.push(`(asks which ${meant.ambiguous.text})`);
  const subjects = wantedBy(meant.commands).map(({ intent, domain }) => {
    const found = AGENTS.find(({ contract }) => {
      const domains = contract.intents[intent];
      return domains === true || (domains !== undefined && (domain === undefined || domains.includes(domain)));
    });
    return found?.contract.subject ?? null;
  });
  const { plan, unserved } = planFor(meant.commands, subjects);
  for (const command of unserved) said.push(`(nobody takes ${command.intent})`);
  for (const { event, params } of plan) {
    const agent = AGENTS.find(({ contract }) => contract.subject === event);
    if (!agent) continue;
    const origin = { client: 'bench', interface: 'cli', ...(area === undefined ? {} : { area }) };
    const driven = await driveAsync(agent, jsonCopy(params), ({ subject, input }) => servedBy(host, subject, input), {
      origin,
    }).catch((thrown: unknown) => ({ value: { text: `(${String(thrown)})` } }));
    said.push(z.object({ text: z.string() }).parse(driven.value).text);
  }
  return { ...rest, reply: said.join(' ') };
}
