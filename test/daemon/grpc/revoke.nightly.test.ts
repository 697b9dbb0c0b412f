import { expect, it } from 'vitest';
import type { Client } from '../../../src/interfaces/client/client.ts';
import { tellFigure } from '../../figures.ts';
import { withRemote } from './remote_house.ts';

it(
  'S2 T27 100 streams of a client that is sent away are over within a second, 20 times',
  () =>
    withRemote(async ({ admit, attach, owner }) => {
      const times: number[] = [];
      for (let round = 0; round < 20; round += 1) {
        const name = `phone-${round}`;
        const credential = await admit({ name });
        let left = 100;
        let over: () => void = () => undefined;
        const all = new Promise<void>((resolve) => (over = resolve));
        const clients: Client[] = [];
        for (let n = 0; n < 100; n += 1)
          clients.push(
            await attach(credential, {
              onState: (state) => {
                if (state !== 'lost') return;
                left -= 1;
                if (left === 0) over();
              },
            }),
          );
        const before = performance.now();
        expect(await owner.revokeClient(name)).toBe(100);
        await all;
        times.push(performance.now() - before);
        await Promise.all(clients.map((client) => client.close()));
      }
      const measured = `slowest ${Math.round(Math.max(...times))} ms from the word to the last stream's end`;
      tellFigure({ count: 20, of: 'clients with 100 streams sent away', measured });
      expect(Math.max(...times)).toBeLessThan(1_000);
    }),
  300_000,
);
