import { z } from 'zod';
import type { Json } from '../../src/language/home.ts';
import { sameJson } from '../../src/services/need/device/situation.ts';
import { type CarriedOut, carryOut } from './carried_out.ts';
import { readJson, readRows } from './data_folder.ts';
import { type Outcome, resultOf, type SetResult } from './outcome.ts';
import { publicHome } from './public_home.ts';
import { Renamer } from './renamer.ts';
import type { Houses } from './sentences.ts';

const situation = z.object({ state: z.json().optional(), attributes: z.record(z.string(), z.json()).optional() });
const actionRow = z.looseObject({
  text: z.string(),
  home: z.string(),
  setup: z.record(z.string(), situation).nullish(),
  expect_changes: z.record(z.string(), situation).nullish(),
  expect_response: z.array(z.string()).nullish(),
  ignore_changes: z.record(z.string(), z.unknown()).nullish(),
  context_device: z.string().nullish(),
  context_now: z.string().nullish(),
});
type ActionRow = z.infer<typeof actionRow>;
const device = z.looseObject({ id: z.string(), area: z.string().optional() });
type WrittenHome = z.infer<typeof publicHome>;

const SETS: readonly { readonly name: string; readonly goal: string }[] = [
  { name: 'ha-assist', goal: '90 %' },
  { name: 'ha-assist-mini', goal: '98 %' },
  { name: 'ha-assist-intents', goal: '98 %' },
  { name: 'ha-questions', goal: '80 %' },
];

/** Whether each sentence leads to the states that its row gives and to no others, or is answered so; with no model. */
export async function measureActions(
  folder: string,
  houses: Houses,
  seed: number,
): Promise<{ results: SetResult[]; absent: string[] }> {
  const homes = readJson(folder, 'ha-assist.homes', z.record(z.string(), publicHome));
  const results: SetResult[] = [];
  const absent: string[] = [];
  for (const { name, goal } of SETS) {
    const rows = readRows(folder, name, actionRow);
    if (rows === undefined || homes === undefined) {
      absent.push(name);
      continue;
    }
    for (const renamed of [false, true]) {
      const outcomes: Outcome[] = [];
      for (const row of rows) {
        const home = homes[row.home];
        if (home === undefined) throw new Error(`${name}.jsonl speaks of the home "${row.home}", which is not there`);
        const renamer = renamed ? new Renamer(home, seed) : undefined;
        outcomes.push(await tried(row, home, renamer, houses));
      }
      results.push(resultOf(renamed ? `${name}: renamed` : `${name}: state afterwards`, outcomes, seed, goal));
    }
  }
  return { results, absent };
}

async function tried(
  row: ActionRow,
  original: WrittenHome,
  renamer: Renamer | undefined,
  houses: Houses,
): Promise<Outcome> {
  const text = renamer?.text(row.text) ?? row.text;
  const home = renamer?.home(original) ?? original;
  const written = JSON.stringify({
    ...home,
    // Their ids must be kept: the rows name what changes by them.
    entities: home.entities.map((entity) => withSetup(entity, row.setup?.[entity.id ?? ''])),
  });
  const devices = z.array(device).catch([]).parse(original.devices);
  const area = devices.find(({ id }) => id === row.context_device)?.area;
  const done = await carryOut(houses, written, text, area, row.context_now ?? undefined);
  const faults = faultsOf(row, done);
  return {
    text,
    verdict: faults.length === 0 ? 'right' : done.acted ? 'wrong' : 'refused',
    ms: done.ms,
    wanted: faults.join('; '),
    got: `${done.meant}: ${done.reply}`,
  };
}

function withSetup<E extends { readonly attributes: { [name: string]: Json } }>(
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

/** Expected states, attributes and words are there, and nothing else has changed its state. */
function faultsOf(row: ActionRow, { reply, before, after }: CarriedOut): string[] {
  const { expect_response: words, expect_changes, ignore_changes } = row;
  if (words) {
    const isSaid = words.some((part) => reply.toLowerCase().includes(part.toLowerCase()));
    return isSaid ? [] : [`one of: ${words.join(', ')}`];
  }
  const found: string[] = [];
  for (const [id, wanted] of Object.entries(expect_changes ?? {})) {
    const now = after.get(id);
    if (wanted.state !== undefined && now?.state !== String(wanted.state))
      found.push(`${id} is ${now?.state}, not ${String(wanted.state)}`);
    for (const [name, value] of Object.entries(wanted.attributes ?? {})) {
      const ignored = JSON.stringify(ignore_changes?.[id] ?? '').includes(`"${name}"`);
      if (!ignored && !sameJson(now?.attributes[name], value))
        found.push(`${id} ${name} is ${JSON.stringify(now?.attributes[name])}, not ${JSON.stringify(value)}`);
    }
  }
  for (const [id, { state }] of after) {
    const changed = before.get(id)?.state !== state;
    if (changed && expect_changes?.[id] === undefined && ignore_changes?.[id] === undefined)
      found.push(`${id} became ${state}`);
  }
  return found;
}
