import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { against } from './against.ts';
import type { Benchmark, Row } from './benchmark.ts';
import { isMet } from './benchmark.ts';
import { daemonRest } from './benchmarks/daemon_rest.ts';
import { fullStore } from './benchmarks/full_store.ts';
import { groupCommit } from './benchmarks/group_commit.ts';
import { grpc } from './benchmarks/grpc.ts';
import { langgraph } from './benchmarks/langgraph.ts';
import { longThread } from './benchmarks/long_thread.ts';
import { models } from './benchmarks/models.ts';
import { moleculer } from './benchmarks/moleculer.ts';
import { services } from './benchmarks/services.ts';
import { understanding } from './benchmarks/understanding.ts';
import { table } from './table.ts';

const BENCHMARKS: readonly Benchmark[] = [
  groupCommit,
  langgraph,
  moleculer,
  grpc,
  longThread,
  fullStore,
  services,
  models,
  daemonRest,
  understanding,
];

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      rounds: { type: 'string', default: '5' },
      json: { type: 'boolean', default: false },
      gate: { type: 'boolean', default: false },
      against: { type: 'string' },
    },
  });
  const rounds = Math.max(1, Number(values.rounds));
  const wanted = values.only?.split(',').map((id) => id.trim().toUpperCase());
  const chosen = BENCHMARKS.filter(({ ids }) => ids.some((id) => wanted?.includes(id) ?? true));
  if (chosen.length === 0 || Number.isNaN(rounds)) {
    const known = BENCHMARKS.flatMap(({ ids }) => ids).join(',');
    console.error(`Usage: npm run bench -- [--only ${known}] [--rounds N] [--json] [--gate] [--against DIR]`);
    return 64;
  }
  const rows =
    values.against === undefined ? await each(chosen, rounds) : await against(resolve(values.against), rounds, wanted);
  if (values.json) for (const row of rows) console.log(JSON.stringify({ ...row, met: isMet(row) }));
  else console.log(table(rows));
  return values.gate && !rows.every(isMet) ? 1 : 0;
}

async function each(chosen: readonly Benchmark[], rounds: number): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const { ids, run } of chosen) {
    console.error(`${ids.join(', ')} …`);
    rows.push(...(await run({ rounds })));
  }
  return rows;
}

process.exitCode = await main();
