import { existsSync } from 'node:fs';
import { atLeast, type Row } from './benchmark.ts';
import { sideFile } from './places.ts';
import { agree, interleave, middle, ratio, startSide } from './remote.ts';

/** A figure that AgentOS itself gives, of those that B1 to B5 hold against something else. */
interface Compared {
  readonly id: string;
  readonly what: string;
  readonly figure: string;
  readonly better: 'more' | 'less';
}

interface Pair {
  readonly side: string;
  readonly options: object;
  readonly compared: readonly Compared[];
}

const PAIRS: readonly Pair[] = [
  {
    side: 'turns',
    options: { synchronous: 'FULL', width: 32, turns: 3_000 },
    compared: [{ id: 'B1, B2', what: 'durable turns/s at 32 in flight, FULL', figure: 'perSecond', better: 'more' }],
  },
  {
    side: 'turns',
    options: { synchronous: 'FULL', width: 1, turns: 250 },
    compared: [{ id: 'B2', what: 'durable turns/s at 1 in flight, FULL', figure: 'perSecond', better: 'more' }],
  },
  {
    side: 'turns',
    options: { synchronous: 'NORMAL', width: 1, turns: 1_000 },
    compared: [{ id: 'B3', what: 'CPU ms a turn at 1 in flight', figure: 'cpuPer', better: 'less' }],
  },
  {
    side: 'turns',
    options: { synchronous: 'NORMAL', width: 32, turns: 6_000 },
    compared: [
      { id: 'B3', what: 'CPU ms a turn at 32 in flight', figure: 'cpuPer', better: 'less' },
      { id: 'B4', what: 'turns/s at 32 in flight', figure: 'perSecond', better: 'more' },
    ],
  },
  {
    side: 'grpc_client',
    options: { to: 'house', synchronous: 'FULL', turns: 300 },
    compared: [{ id: 'B5', what: 'ms of a durable turn over gRPC, p50', figure: 'p50', better: 'less' }],
  },
];

/**
 * The same sides of two versions of AgentOS, in rounds that take turns: above 1x this one is the quicker.
 * @param other the root of another checkout, whose own benchmarks have run before
 * @param wanted numbers of benchmarks; all where absent
 */
export async function against(
  other: string,
  rounds: number,
  wanted: readonly string[] | undefined,
): Promise<readonly Row[]> {
  if (!existsSync(sideFile('turns', other)))
    throw new Error(`${other} has no benchmarks ready; run there first: npm run bench -- --only B6 --rounds 1`);
  const rows: Row[] = [];
  const isWanted = ({ id }: Compared) => wanted?.some((one) => id.split(', ').includes(one)) ?? true;
  for (const { side, options, compared } of PAIRS.filter((pair) => pair.compared.some(isWanted))) {
    const sides = [startSide(side, options), startSide(side, options, other)];
    await agree(sides);
    const [ours, theirs] = await interleave(sides, rounds);
    for (const one of sides) await one.close();
    for (const { id, what, figure, better } of compared)
      rows.push({
        id,
        what: `this version over the other: ${what}`,
        ...atLeast(0.9, 1),
        measured: better === 'more' ? ratio(ours, theirs, figure) : ratio(theirs, ours, figure),
        told: `${shown(middle(ours, figure))} against ${shown(middle(theirs, figure))}`,
      });
  }
  return rows;
}

function shown(figure: number): string {
  return figure >= 100 ? Math.round(figure).toLocaleString('en') : figure.toPrecision(3);
}
