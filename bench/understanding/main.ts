/**
 * Understanding measured on public sets: npm run bench:understanding -- [--data DIR] [--only PART] [--seed N] [--grammar] [--train] [--failing FILE] [--json]
 * README.md beside this tells what it measures.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../places.ts';
import { measureActions } from './actions.ts';
import { intentSets, measureIntents, measureRenamed } from './intents.ts';
import type { SetResult } from './outcome.ts';
import { measureReplies } from './replies.ts';
import { Houses, shippedParaphraser, shippedSentences } from './sentences.ts';
import { measureSpeed, speedOf } from './speed.ts';
import { figureLines, tableOf } from './table.ts';
import { measureTrained } from './trained.ts';
import { measureUtterances } from './utterances.ts';
import { measureValues } from './values.ts';

const SCRATCH = join(ROOT, 'node_modules/.cache/agentos_bench');
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: join(ROOT, '../shared/data/text') },
    only: { type: 'string' },
    seed: { type: 'string', default: '1' },
    failing: { type: 'string', default: join(SCRATCH, 'understanding.jsonl') },
    json: { type: 'boolean', default: false },
    /** Without what was learnt behind it. */
    grammar: { type: 'boolean', default: false },
    /** What a classifier reaches that is trained on half of the people's utterances; the weights are not kept. */
    train: { type: 'boolean', default: false },
    /** What the part `speed` starts for itself. */
    'speed-of': { type: 'string' },
  },
});

interface Measured {
  readonly results: readonly SetResult[];
  /** Sets that the folder does not have. */
  readonly absent: readonly string[];
}

const folder = resolve(values.data);
const seed = Number(values.seed);
const houses = new Houses(() => shippedSentences(ROOT), values.grammar ? undefined : shippedParaphraser(ROOT));

async function measureIntentSets(): Promise<Measured> {
  const { sets, absent } = intentSets(folder);
  const results: SetResult[] = [];
  for (const set of sets)
    results.push(
      measureIntents(set, houses, seed),
      measureRenamed(set, houses, seed),
      await measureReplies(set, houses, seed),
    );
  return { results, absent };
}

function measureValueSets(): Measured {
  const { sets } = measureValues(folder, seed);
  const absent = VALUE_SETS.filter((name) => !existsSync(join(folder, `${name}.jsonl`)));
  return { results: sets, absent };
}

const VALUE_SETS = ['duckling', 'recognizers-datetime', 'recognizers-number', 'recognizers-unit'];
const PARTS: readonly { readonly name: string; readonly measure: () => Measured | Promise<Measured> }[] = [
  { name: 'intents', measure: measureIntentSets },
  { name: 'actions', measure: () => measureActions(folder, houses, seed) },
  { name: 'values', measure: measureValueSets },
  { name: 'utterances', measure: () => measureUtterances(folder, ROOT, houses, seed) },
];
const TRAINED = { name: 'trained', measure: () => measureTrained(folder, ROOT, houses, seed) };

async function main(): Promise<void> {
  if (!Number.isInteger(seed)) throw new Error(`--seed ${values.seed} is not a whole number`);
  const wants = (part: string): boolean => values.only === undefined || values.only.split(',').includes(part);
  const names = ['speed', ...PARTS.map(({ name }) => name), TRAINED.name];
  if (!names.some(wants)) throw new Error(`--only ${values.only}: the parts are ${names.join(', ')}`);
  const figures = wants('speed') ? measureSpeed(ROOT, SCRATCH) : [];
  const results: SetResult[] = [];
  const absent: string[] = [];
  // Only where it is asked for: it is no figure of what ships.
  const trains = values.train || values.only?.split(',').includes(TRAINED.name) === true;
  for (const { measure } of [...PARTS.filter((part) => wants(part.name)), ...(trains ? [TRAINED] : [])]) {
    const found = await measure();
    results.push(...found.results);
    absent.push(...found.absent);
  }
  const failing = results.flatMap((result) => result.failing);
  mkdirSync(dirname(values.failing), { recursive: true });
  writeFileSync(values.failing, failing.map((row) => `${JSON.stringify(row)}\n`).join(''));
  if (values.json) {
    for (const { row } of results) console.log(JSON.stringify(row));
    for (const figure of figures) console.log(JSON.stringify(figure));
    return;
  }
  if (!existsSync(folder)) console.log(`There is no folder ${folder}; name one with --data DIR.`);
  else if (absent.length > 0) console.log(`Not in ${folder}, left out: ${absent.join(', ')}`);
  for (const line of [...tableOf(results), ...figureLines(figures)]) console.log(line);
  if (failing.length > 0) console.log(`\n${failing.length} rows that are not right are in ${values.failing}`);
}

const speedFile = values['speed-of'];
if (speedFile === undefined) await main();
else process.stdout.write(JSON.stringify(speedOf(speedFile)));
