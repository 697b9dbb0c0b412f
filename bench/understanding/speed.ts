import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { compile } from '../../src/language/grammar.ts';
import type { Home } from '../../src/language/home.ts';
import { prepareFiles } from '../../src/language/prepare.ts';
import { Prepared } from '../../src/language/prepared.ts';
import { readPrepared, writePrepared } from '../../src/language/prepared_text.ts';
import { understand } from '../../src/language/understand.ts';
import { generateHome, sentencesFor } from '../generated_home.ts';
import { percentile } from './outcome.ts';
import { shippedSentences } from './sentences.ts';

/** A figure with what it should be at most. */
export interface Figure {
  readonly what: string;
  readonly measured: number;
  readonly goal: number;
  readonly unit: 'ms' | 'MB';
}

const DEVICES = 500;
const SOURCES = 'bench';

/** One sentence in a large house, and what it takes to get there: in a process of its own, from the form that ships. */
export function measureSpeed(root: string, scratch: string): Figure[] {
  const file = join(scratch, 'prepared.json');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, writePrepared(prepareFiles(shippedSentences(root)), SOURCES));
  const said = execFileSync(process.execPath, [process.argv[1] ?? '', '--speed-of', file], { encoding: 'utf8' });
  const figures: Figure[] = JSON.parse(said);
  return figures;
}

/** The body of that process; `file` are prepared sentences. Nothing else may have been compiled in it. */
export function speedOf(file: string): Figure[] {
  const made = generateHome(DEVICES);
  const home: Home = { ...made, entities: [...made.entities] };
  const before = memory();
  const started = performance.now();
  const data = readPrepared(readFileSync(file, 'utf8'), SOURCES);
  if (data === undefined) throw new Error(`${file} cannot be read`);
  const prepared = new Prepared(data);
  const grammar = compile(prepared, home);
  understand(grammar, 'turn on the kitchen corner lamp');
  const cold = performance.now() - started;

  const sentences = sentencesFor(made);
  for (const text of sentences) understand(grammar, text);
  const spent = sentences.map((text) => timeOf(() => understand(grammar, text)));
  const used = memory() - before;

  const again = Array.from({ length: 20 }, (_, index) => {
    const added = {
      id: `light.added_${index}`,
      name: `Added ${index} Lamp`,
      aliases: [],
      state: 'off',
      attributes: {},
    };
    const grown = { ...home, entities: [...home.entities, added] };
    return timeOf(() => compile(prepared, grown));
  });
  const named = `${DEVICES} devices`;
  return [
    { what: `one sentence, ${named}: p50`, measured: percentile(spent, 0.5), goal: 0.3, unit: 'ms' },
    { what: `one sentence, ${named}: p99`, measured: percentile(spent, 0.99), goal: 2, unit: 'ms' },
    { what: `memory for it, ${named}`, measured: used / 1e6, goal: 100, unit: 'MB' },
    { what: `from cold to the first answer, ${named}`, measured: cold, goal: 500, unit: 'ms' },
    { what: `compiled again with a device added: p95`, measured: percentile(again, 0.95), goal: 100, unit: 'ms' },
  ];
}

function timeOf(run: () => unknown): number {
  const started = performance.now();
  run();
  return performance.now() - started;
}

/** Bytes in use after the garbage has been taken out. */
function memory(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
