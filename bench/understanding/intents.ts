import { z } from 'zod';
import type { Command } from '../../src/language/command.ts';
import type { Home, Json } from '../../src/language/home.ts';
import { domainsOf } from '../../src/language/intent_domains.ts';
import { readJson, readRows } from './data_folder.ts';
import { type Outcome, resultOf, type SetResult } from './outcome.ts';
import { type PublicHome, publicHome, toHome } from './public_home.ts';
import { Renamer } from './renamer.ts';
import { type Houses, told } from './sentences.ts';

export const intentRow = z.looseObject({
  text: z.string(),
  intent: z.string(),
  slots: z.record(z.string(), z.json()),
  home: z.string().nullish(),
  context_area: z.string().nullish(),
  uses_context_area: z.boolean().nullish(),
  context: z.looseObject({ area: z.string().optional() }).nullish(),
  response: z.union([z.string(), z.array(z.string())]).nullish(),
});
export type IntentRow = z.infer<typeof intentRow>;

/** Rows of Home Assistant's own tests, each with the home that it speaks of. */
export interface IntentSet {
  readonly name: string;
  readonly rows: readonly { readonly row: IntentRow; readonly home: PublicHome }[];
}

const NO_HOME = publicHome.parse({});

/** The sets that the folder has, and the names of those that it has not. */
export function intentSets(folder: string): { sets: IntentSet[]; absent: string[] } {
  const sets: IntentSet[] = [];
  const absent: string[] = [];
  const add = (name: string, homeOf: ((row: IntentRow) => PublicHome) | undefined): void => {
    const rows = homeOf === undefined ? undefined : readRows(folder, name, intentRow);
    if (rows === undefined || homeOf === undefined) absent.push(name);
    else sets.push({ name, rows: rows.map((row) => ({ row, home: homeOf(row) })) });
  };
  const small = readJson(folder, 'ha-intents-2026.homes', z.record(z.string(), publicHome));
  add('ha-intents-2026', small && (({ home }) => small[home ?? ''] ?? NO_HOME));
  const large = readJson(folder, 'ha-intents-2025.homes', publicHome);
  add('ha-intents-2025', large && (() => large));
  return { sets, absent };
}

/** The area that the speaker of a row is in. */
export function areaOf({ context_area, context }: IntentRow): string | undefined {
  return context_area ?? context?.area;
}

/** Intent and slots, as the rows give them. */
export function measureIntents({ name, rows }: IntentSet, houses: Houses, seed: number): SetResult {
  const homes = new Map<PublicHome, Home>();
  const outcomes = rows.map(({ row, home }) => {
    const known = homes.get(home) ?? toHome(home);
    homes.set(home, known);
    return tried(row, known, houses);
  });
  return resultOf(`${name}: intent and slots`, outcomes, seed, '99 %');
}

/** The same where rooms, devices, people and numbers are called otherwise. */
export function measureRenamed({ name, rows }: IntentSet, houses: Houses, seed: number): SetResult {
  const homes = new Map<PublicHome, { renamer: Renamer; home: Home }>();
  const outcomes = rows.map(({ row, home }) => {
    const renamer = homes.get(home)?.renamer ?? new Renamer(home, seed);
    const known = homes.get(home) ?? { renamer, home: toHome(renamer.home(home)) };
    homes.set(home, known);
    return tried(renamed(row, renamer), known.home, houses);
  });
  return resultOf(`${name}: renamed`, outcomes, seed, '98 %');
}

/** Slots with names of the home. */
const NAMING = new Set(['name', 'area', 'floor', 'preferred_area_id']);

function renamed(row: IntentRow, renamer: Renamer): IntentRow {
  const numbers = renamer.numbers(row.text, Object.values(row.slots));
  const slot = ([key, value]: [string, Json]): [string, Json] => {
    if (typeof value === 'number') return [key, Number(numbers(String(value)))];
    if (typeof value === 'string' && key === 'conversation_command') return [key, numbers(renamer.text(value))];
    return typeof value === 'string' && NAMING.has(key) ? [key, renamer.text(value)] : [key, value];
  };
  const area = areaOf(row);
  return {
    ...row,
    text: renamer.text(numbers(row.text)),
    slots: Object.fromEntries(Object.entries(row.slots).map(slot)),
    context_area: area === undefined ? area : renamer.text(area),
  };
}

function tried(row: IntentRow, home: Home, houses: Houses): Outcome {
  const { meant, ms } = houses.understand(home, row.text, { area: areaOf(row) });
  const right = agrees(row, meant.commands);
  const refused = meant.commands.length === 0 || meant.ambiguous !== undefined;
  return {
    text: row.text,
    verdict: right ? 'right' : refused ? 'refused' : 'wrong',
    ms,
    wanted: `${row.intent} ${JSON.stringify(row.slots)}`,
    got: told(meant),
  };
}

function same(expected: Json, found: Json | undefined): boolean {
  if (Array.isArray(expected)) return expected.some((one) => same(one, found));
  if (Array.isArray(found)) return found.some((one) => same(expected, one));
  if (typeof expected === 'number' || typeof found === 'number') return Number(expected) === Number(found);
  const plain = (value: Json | undefined): string =>
    String(value ?? '')
      .trim()
      .toLowerCase();
  return plain(expected) === plain(found);
}

/** The row's slots, each with its value; a domain that the intent or the devices found imply counts as said; a name of "all" is none. */
function agrees({ intent, slots, uses_context_area: fromContext }: IntentRow, commands: readonly Command[]): boolean {
  const [command] = commands;
  if (command === undefined || commands.length > 1 || command.intent !== intent) return false;
  for (const [slot, value] of Object.entries(slots)) {
    if (slot === 'name' && value === 'all') continue;
    const found = command.slots[slot];
    if (slot === 'domain' && found === undefined) {
      const domains =
        command.targets.length > 0 ? command.targets.map((target) => target.domain) : (domainsOf(intent) ?? []);
      if (domains.length > 0 && domains.every((domain) => same(value, domain))) continue;
    }
    if (!same(value, found)) return false;
  }
  const extra = Object.keys(command.slots).filter(
    (slot) => !(slot in slots) && slot !== 'domain' && slot !== 'device_class',
  );
  return extra.every((slot) => slot === 'area' && fromContext === true);
}
