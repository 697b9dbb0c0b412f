import { atMost, type Benchmark } from '../benchmark.ts';
import { ms } from '../figures_text.ts';
import { agree, interleave, middle, ratio, startSide } from '../remote.ts';

/** B5: a durable turn on an open stream over a bare echo of the same messages; both servers in processes of their own. */
export const grpc: Benchmark = {
  ids: ['B5'],
  async run({ rounds }) {
    const turns = 300;
    const full = startSide('grpc_client', { to: 'house', synchronous: 'FULL', turns });
    const normal = startSide('grpc_client', { to: 'house', synchronous: 'NORMAL', turns });
    const echo = startSide('grpc_client', { to: 'echo', turns });
    const sides = [full, normal, echo];
    await agree(sides);
    const [durable, unsynced, bare] = await interleave(sides, rounds);
    for (const side of sides) await side.close();
    const whole = middle(durable, 'p50');
    return [
      {
        id: 'B5',
        what: 'gRPC: p50 of a durable turn on an open stream over a bare echo',
        ...atMost(3, 2),
        measured: ratio(durable, bare, 'p50'),
        told: `${ms(whole)} against ${ms(middle(bare, 'p50'))}; of it ${ms(whole - middle(unsynced, 'p50'))} waiting for the disk (without: ${ratio(unsynced, bare, 'p50').toFixed(2)}x)`,
      },
    ];
  },
};
