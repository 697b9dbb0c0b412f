import { expect, it } from 'vitest';
import type { Client } from '../../../src/interfaces/client/client.ts';
import { tellFigure } from '../../figures.ts';
import { withRemote } from './remote_house.ts';

const ROUNDS = 100;
const STREAMS = 100;
/** Others who talk all the while, each as fast as it is answered. */
const TALKERS = 4;

function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN);
}

it(
  `S2 T27 ${STREAMS} streams of a client that is sent away are over within a second, while others talk, ${ROUNDS} times`,
  () =>
    withRemote(async ({ admit, attach, owner }) => {
      const talking = new AbortController();
      let turns = 0;
      const talkers = Array.from({ length: TALKERS }, async (_, n) => {
        const client = await attach(await admit({ name: `talker-${n}` }));
        while (!talking.signal.aborted) {
          for await (const update of client.utter({ text: 'lamp' }).updates) if (update.type === 'end') turns += 1;
        }
      });
      const times: number[] = [];
      const startedAt = performance.now();
      for (let round = 0; round < ROUNDS; round += 1) {
        const name = `phone-${round}`;
        const credential = await admit({ name });
        let left = STREAMS;
        let over: () => void = () => undefined;
        const all = new Promise<void>((resolve) => (over = resolve));
        const onState = (state: 'connected' | 'lost'): void => {
          if (state !== 'lost') return;
          left -= 1;
          if (left === 0) over();
        };
        const clients: Client[] = [];
        while (clients.length < STREAMS)
          clients.push(...(await Promise.all(Array.from({ length: 10 }, () => attach(credential, { onState })))));
        const before = performance.now();
        expect(await owner.revokeClient(name)).toBe(STREAMS);
        await all;
        times.push(performance.now() - before);
        await Promise.all(clients.map((client) => client.close()));
      }
      const perSecond = Math.round(turns / ((performance.now() - startedAt) / 1_000));
      talking.abort();
      await Promise.all(talkers);
      const slowest = Math.round(Math.max(...times));
      const measured = `from the word to the last stream's end p50 ${percentile(times, 0.5)} p99 ${percentile(times, 0.99)}, slowest ${slowest} ms, beside ${perSecond} turns a second`;
      tellFigure({ count: ROUNDS, of: 'clients with 100 streams sent away', measured });
      expect(slowest).toBeLessThan(1_000);
    }),
  600_000,
);
