/**
 * How many rows of the public intent sets our sentences understand with the intent and the slots that the rows give, and how long
 * matching and compiling take in a house of 500 names.
 * Usage: node scripts/run.mjs scripts/measure_sentences.ts -- [folder with ha-intents-*.jsonl] [--misses]
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Command } from '../src/language/command.ts';
import { compileFiles } from '../src/language/compile_files.ts';
import type { Home, Json } from '../src/language/home.ts';
import { domainsOf } from '../src/language/intent_domains.ts';
import { toJsgf } from '../src/language/jsgf.ts';
import { readSentenceFile, type SentenceFile } from '../src/language/sentence_file.ts';
import { understand } from '../src/language/understand.ts';
import { publicHome, toHome } from './measure_homes.ts';

const row = z.looseObject({
  text: z.string(),
  intent: z.string(),
  slots: z.record(z.string(), z.json()),
  home: z.string().nullish(),
  context_area: z.string().nullish(),
  uses_context_area: z.boolean().nullish(),
  context: z.looseObject({ area: z.string().optional() }).nullish(),
});
type Row = z.infer<typeof row>;

const args = process.argv.slice(2);
const folder = args.find((arg) => !arg.startsWith('--')) ?? join(process.cwd(), '../shared/data/text');
const misses = args.includes('--misses');

const files = readSentences(join(process.cwd(), 'data/sentences/en'));

function readSentences(path: string): SentenceFile[] {
  return readdirSync(path)
    .sort()
    .flatMap((name) => {
      const { file, issues } = readSentenceFile(readFileSync(join(path, name), 'utf8'), name);
      for (const issue of issues) console.log(`${issue.path}:${issue.line} ${issue.message}`);
      return file ?? [];
    });
}

function readRows(name: string): Row[] {
  return readFileSync(join(folder, name), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => row.parse(JSON.parse(line)));
}

function same(expected: Json, found: Json | undefined): boolean {
  if (Array.isArray(expected)) return expected.some((one) => same(one, found));
  if (Array.isArray(found)) return found.some((one) => same(expected, one));
  if (typeof expected === 'number' || typeof found === 'number') return Number(expected) === Number(found);
  return (
    String(expected).trim().toLowerCase() ===
    String(found ?? '')
      .trim()
      .toLowerCase()
  );
}

/** The row's slots, each with its value; a domain that the intent or the devices found imply counts as said; a name of "all" is none. */
function agrees({ intent, slots, uses_context_area: fromContext }: Row, commands: readonly Command[]): boolean {
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

function measure(name: string, rows: readonly Row[], homeOf: (row: Row) => Home): void {
  const grammars = new Map<Home, ReturnType<typeof compileFiles>>();
  let right = 0;
  let understood = 0;
  for (const one of rows) {
    const home = homeOf(one);
    const grammar = grammars.get(home) ?? compileFiles(files, home);
    grammars.set(home, grammar);
    const found = understand(grammar, one.text, { area: one.context_area ?? one.context?.area });
    if (found.commands.length > 0) understood += 1;
    if (agrees(one, found.commands)) right += 1;
    else if (misses) {
      const got =
        found.commands.map((command) => `${command.intent} ${JSON.stringify(command.slots)}`).join(' + ') || 'nothing';
      console.log(`  ${one.text}\n      wanted ${one.intent} ${JSON.stringify(one.slots)}\n      got    ${got}`);
    }
  }
  const share = (count: number): string => `${((100 * count) / rows.length).toFixed(1)} %`;
  console.log(
    `${name}: ${rows.length} rows, ${share(understood)} understood, ${share(right)} with the row's intent and slots`,
  );
}

if (existsSync(join(folder, 'ha-intents-2026.jsonl'))) {
  const homes = new Map(
    Object.entries(
      z
        .record(z.string(), publicHome)
        .parse(JSON.parse(readFileSync(join(folder, 'ha-intents-2026.homes.json'), 'utf8'))),
    ).map(([name, raw]) => [name, toHome(raw)]),
  );
  const none = toHome(publicHome.parse({}));
  measure('ha-intents-2026', readRows('ha-intents-2026.jsonl'), ({ home }) => homes.get(home ?? '') ?? none);
  const large = toHome(publicHome.parse(JSON.parse(readFileSync(join(folder, 'ha-intents-2025.homes.json'), 'utf8'))));
  measure('ha-intents-2025', readRows('ha-intents-2025.jsonl'), () => large);
  console.log('');
  time(readRows('ha-intents-2025.jsonl').map(({ text }) => text));
} else console.log(`No public rows in ${folder}.`);

/** A house of 500 names in 40 areas. */
function largeHome(): Home {
  const rooms = [
    'Kitchen',
    'Living Room',
    'Bedroom',
    'Garage',
    'Office',
    'Hall',
    'Cellar',
    'Attic',
    'Terrace',
    'Nursery',
  ];
  const things: [string, string][] = [
    ['light', 'Lamp'],
    ['light', 'Ceiling Light'],
    ['switch', 'Socket'],
    ['cover', 'Blind'],
    ['fan', 'Fan'],
    ['media_player', 'Speaker'],
    ['sensor', 'Temperature'],
    ['climate', 'Heating'],
    ['lock', 'Lock'],
    ['binary_sensor', 'Motion'],
    ['light', 'Floor Lamp'],
    ['switch', 'Heater'],
    ['light', 'Strip'],
  ];
  const areas = rooms.flatMap((room) => ['', ' Two', ' Three', ' Four'].map((suffix) => ({ name: room + suffix })));
  const entities = areas.flatMap(({ name }) =>
    things.map(([domain, thing]) => ({ name: `${name} ${thing}`, domain, area: name })),
  );
  return toHome(publicHome.parse({ areas, entities: entities.slice(0, 500) }));
}

function time(texts: readonly string[]): void {
  const home = largeHome();
  const first = performance.now();
  compileFiles(files, home);
  const cold = performance.now() - first;
  const compiled = Array.from({ length: 10 }, () => {
    const start = performance.now();
    compileFiles(files, home);
    return performance.now() - start;
  });
  const grammar = compileFiles(files, home);
  const said = [...texts, ...home.entities.slice(0, 200).map(({ name }) => `turn on the ${name}`)];
  for (const [what, run] of [
    ['match', (text: string) => grammar.match(text, { area: 'Kitchen' })],
    ['understand', (text: string) => understand(grammar, text, { area: 'Kitchen' })],
  ] as const) {
    for (const text of said) run(text);
    // The least of three runs: what the sentence costs, not what else the machine was doing.
    const spent = said.map((text) => Math.min(...[0, 1, 2].map(() => timeOf(() => run(text)))));
    console.log(
      `${what}, ${home.entities.length} names: p50 ${at(spent, 0.5)} ms, p95 ${at(spent, 0.95)} ms, p99 ${at(spent, 0.99)} ms`,
    );
  }
  const sentences = grammar.prepared.sentences.length;
  console.log(
    `compile: first ${cold.toFixed(0)} ms, again p50 ${at(compiled, 0.5)} ms; ${sentences} sentences, ${grammar.prepared.graph.size} nodes`,
  );
  const spoken = toJsgf(grammar);
  console.log(`jsgf: ${(spoken.jsgf.length / 1024).toFixed(0)} KiB, ${spoken.words.length} words`);
  for (const issue of grammar.issues) console.log(`${issue.path}:${issue.line} ${issue.message}`);
}

function timeOf(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function at(values: readonly number[], share: number): string {
  const sorted = [...values].sort((left, right) => left - right);
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(2);
}
