/**
 * What becomes of the sentences of public sets that say which states they should lead to: understood by our sentences, carried out
 * by our agents on the demo provider, in the homes of the sets. Prints per set how many rows end exactly so, and with --misses each
 * that does not.
 * Usage: node scripts/run.mjs scripts/measure_actions.ts -- [folder with ha-assist*.jsonl] [--misses]
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { jsonCopy } from '../src/daemon/model/json.ts';
import type { GeneratorService } from '../src/daemon/model/service.ts';
import { planFor, wantedBy } from '../src/language/agent_plan.ts';
import { compileFiles } from '../src/language/compile_files.ts';
import type { Entity, Home, Json } from '../src/language/home.ts';
import { readSentenceFile } from '../src/language/sentence_file.ts';
import { understand } from '../src/language/understand.ts';
import { home as homeRecord, homeSignal } from '../src/services/need/device/contract.ts';
import demo from '../src/services/need/device/demo.ts';
import { parseHome } from '../src/services/need/device/home_file.ts';
import { sayIssue } from '../src/services/need/device/home_issue.ts';
import { sameJson } from '../src/services/need/device/situation.ts';
import weatherStation from '../src/services/need/weather/home.ts';
import climate from '../src/services/use/climate/agent.ts';
import covers from '../src/services/use/covers/agent.ts';
import fans from '../src/services/use/fans/agent.ts';
import homeState from '../src/services/use/home_state/agent.ts';
import lights from '../src/services/use/lights/agent.ts';
import lists from '../src/services/use/lists/agent.ts';
import locks from '../src/services/use/locks/agent.ts';
import media from '../src/services/use/media/agent.ts';
import scenes from '../src/services/use/scenes/agent.ts';
import switches from '../src/services/use/switches/agent.ts';
import vacuums from '../src/services/use/vacuums/agent.ts';
import weather from '../src/services/use/weather/agent.ts';
import { driveAsync } from '../test/services/drive.ts';
import { ToolHost } from '../test/services/tool_host.ts';

const situation = z.object({ state: z.json().optional(), attributes: z.record(z.string(), z.json()).optional() });
const row = z.looseObject({
  text: z.string(),
  home: z.string(),
  setup: z.record(z.string(), situation).nullish(),
  expect_changes: z.record(z.string(), situation).nullish(),
  expect_response: z.array(z.string()).nullish(),
  ignore_changes: z.record(z.string(), z.unknown()).nullish(),
  context_device: z.string().nullish(),
});
type Row = z.infer<typeof row>;
const writtenHome = z.looseObject({
  entities: z
    .array(
      z.looseObject({
        id: z.string().optional(),
        state: z.json().optional(),
        attributes: z.record(z.string(), z.json()).optional(),
      }),
    )
    .optional(),
  devices: z.array(z.looseObject({ id: z.string(), area: z.string().optional() })).optional(),
});

/** Rows that give the spoken answer instead of states. */
const answered = z.looseObject({
  text: z.string(),
  intent: z.string(),
  home: z.string().nullish(),
  context_area: z.string().nullish(),
  context: z.looseObject({ area: z.string().optional() }).nullish(),
  response: z.union([z.string(), z.array(z.string())]).nullish(),
});
const QUESTIONS = new Set(['HassGetState', 'HassClimateGetTemperature', 'HassGetWeather']);

const AGENTS: readonly GeneratorService[] = [
  lights,
  switches,
  fans,
  covers,
  locks,
  climate,
  media,
  scenes,
  vacuums,
  homeState,
  weather,
  lists,
];
const SETS = ['ha-assist', 'ha-assist-mini', 'ha-assist-intents', 'ha-questions'];

const args = process.argv.slice(2);
const folder = args.find((arg) => !arg.startsWith('--')) ?? join(process.cwd(), '../shared/data/text');
const sentences = join(process.cwd(), 'data/sentences/en');
const files = readdirSync(sentences)
  .sort()
  .flatMap((name) => readSentenceFile(readFileSync(join(sentences, name), 'utf8'), name).file ?? []);
const homes = z
  .record(z.string(), writtenHome)
  .parse(JSON.parse(readFileSync(join(folder, 'ha-assist.homes.json'), 'utf8')));

for (const set of SETS) {
  const rows = readFileSync(join(folder, `${set}.jsonl`), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => row.parse(JSON.parse(line)));
  const missed: string[] = [];
  for (const one of rows) {
    const { problem, reply } = await tried(one);
    if (problem !== undefined) missed.push(`  ${one.text}  [${one.home}]\n    ${problem}\n    said: ${reply}`);
  }
  console.log(`${set}: ${rows.length - missed.length} of ${rows.length}`);
  if (args.includes('--misses')) for (const miss of missed) console.log(miss);
}

for (const set of ['ha-intents-2025', 'ha-intents-2026']) {
  const read: unknown = JSON.parse(readFileSync(join(folder, `${set}.homes.json`), 'utf8'));
  const rows = readFileSync(join(folder, `${set}.jsonl`), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => answered.parse(JSON.parse(line)))
    .filter(({ intent, response }) => QUESTIONS.has(intent) && response);
  const missed: string[] = [];
  for (const { text, home, context, context_area, response } of rows) {
    const written = set === 'ha-intents-2025' ? read : z.record(z.string(), z.unknown()).parse(read)[home ?? ''];
    const expected = [response ?? ''].flat();
    const reply = await asked(JSON.stringify(written), text, context_area ?? context?.area);
    if (!expected.some((one) => saysTheSame(one, reply)))
      missed.push(`  ${text}\n    wanted: ${expected.join(' | ')}\n    said:   ${reply}`);
  }
  console.log(`${set}, questions: ${rows.length - missed.length} of ${rows.length}`);
  if (args.includes('--misses')) for (const miss of missed) console.log(miss);
}

async function asked(text: string, question: string, area: string | undefined): Promise<string> {
  const parsed = parseHome(text);
  if (!parsed.ok) return parsed.errors.map(sayIssue).join('; ');
  const host = new ToolHost({ files: { readText: async () => text, list: async () => [] } });
  await host.open(weatherStation);
  const release = await host.open(demo, { home: 'home.json' });
  for (const { value } of host.told.filter(({ subject }) => subject === homeSignal.subject))
    host.tell(homeSignal, homeRecord.parse(value));
  const reply = await carriedOut(host, parsed.home, question, area);
  await release();
  return reply;
}

/** Every word of Home Assistant's answer that carries the answer is in ours. */
function saysTheSame(expected: string, reply: string): boolean {
  const words = (text: string): string[] =>
    text
      .toLowerCase()
      .match(/[\p{L}\p{N}.]+/gu)
      ?.map((word) => word.replace(/\.$/, '')) ?? [];
  const ours = new Set(words(reply));
  const skipped = new Set(['and', 'is', 'are', 'not', 'more', 'the', 'degree', 'degrees']);
  return words(expected).every((word) => skipped.has(word) || ours.has(word));
}

async function tried(one: Row): Promise<{ problem?: string; reply: string }> {
  const written = homes[one.home];
  if (written === undefined) return { problem: 'no such home', reply: '' };
  const text = JSON.stringify({
    ...written,
    entities: (written.entities ?? []).map((entity) => withSetup(entity, one.setup?.[entity.id ?? ''])),
  });
  const parsed = parseHome(text);
  if (!parsed.ok) return { problem: parsed.errors.map(sayIssue).join('; '), reply: '' };
  const host = new ToolHost({ files: { readText: async () => text, list: async () => [] } });
  const release = await host.open(demo, { home: 'home.json' });
  const before = await entitiesOf(host);
  const area = written.devices?.find(({ id }) => id === one.context_device)?.area;
  const reply = await carriedOut(host, parsed.home, one.text, area);
  const after = await entitiesOf(host);
  await release();
  const problem = one.expect_response
    ? wrongAnswer(reply, one.expect_response)
    : differences(before, after, one).join('; ') || undefined;
  return { ...(problem === undefined ? {} : { problem }), reply };
}

async function carriedOut(host: ToolHost, home: Home, text: string, area: string | undefined): Promise<string> {
  const meant = understand(compileFiles(files, home), text, { area });
  const said: string[] = [];
  if (meant.ambiguous) said.push(`(asks which ${meant.ambiguous.text})`);
  if (meant.commands.length === 0) return `(not understood: ${meant.unknown ?? ''})`;
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
    const origin = { client: 'measure', interface: 'cli', ...(area === undefined ? {} : { area }) };
    const driven = await driveAsync(agent, jsonCopy(params), ({ subject, input }) => host.call(subject, input), {
      origin,
    }).catch((thrown: unknown) => ({ value: { text: `(${String(thrown)})` } }));
    said.push(z.object({ text: z.string() }).parse(driven.value).text);
  }
  return said.join(' ');
}

function withSetup<E extends { readonly attributes?: { [name: string]: Json } | undefined }>(
  entity: E,
  setup: z.infer<typeof situation> | undefined,
): E {
  if (setup === undefined) return entity;
  return {
    ...entity,
    ...(setup.state === undefined ? {} : { state: setup.state }),
    attributes: { ...entity.attributes, ...setup.attributes },
  };
}

async function entitiesOf(host: ToolHost): Promise<ReadonlyMap<string, Pick<Entity, 'state' | 'attributes'>>> {
  const { entities } = homeRecord.parse(await host.call('need.device.home', {}));
  return new Map(entities.map((entity) => [entity.id, entity]));
}

function wrongAnswer(reply: string, expected: readonly string[]): string | undefined {
  return expected.some((part) => reply.toLowerCase().includes(part.toLowerCase()))
    ? undefined
    : `wanted one of: ${expected.join(', ')}`;
}

/** Expected states and attributes are there, and nothing else has changed its state. */
function differences(before: Awaited<ReturnType<typeof entitiesOf>>, after: typeof before, one: Row): string[] {
  const found: string[] = [];
  for (const [id, wanted] of Object.entries(one.expect_changes ?? {})) {
    const now = after.get(id);
    if (wanted.state !== undefined && now?.state !== String(wanted.state))
      found.push(`${id} is ${now?.state}, not ${String(wanted.state)}`);
    for (const [name, value] of Object.entries(wanted.attributes ?? {})) {
      const ignored = JSON.stringify(one.ignore_changes?.[id] ?? '').includes(`"${name}"`);
      if (!ignored && !sameJson(now?.attributes[name], value))
        found.push(`${id} ${name} is ${JSON.stringify(now?.attributes[name])}, not ${JSON.stringify(value)}`);
    }
  }
  for (const [id, { state }] of after) {
    const changed = before.get(id)?.state !== state;
    if (changed && one.expect_changes?.[id] === undefined && one.ignore_changes?.[id] === undefined)
      found.push(`${id} became ${state}`);
  }
  return found;
}
