import { createConnection, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { connect } from '../../../src/interfaces/client/client.ts';
import { withHouse } from '../../daemon/grpc/scripted.ts';

/** What is promised. A ping every 8 s that is answered within 5 s leaves room for a busy machine. */
const FOUND_MS = 15_000;

it(
  'a peer that is there but says nothing is found by both sides',
  () =>
    withHouse(async ({ house, folder, socket, start, defer }) => {
      await start();
      const ends: Socket[] = [];
      const hole = createServer((near) => {
        const far = createConnection(socket);
        ends.push(near, far);
        near.on('error', () => {}).pipe(far);
        far.on('error', () => {}).pipe(near);
      });
      await new Promise<void>((resolve) => hole.listen(`${folder}/hole.sock`, resolve));
      let lost = false;
      const client = await connect({
        socket: `${folder}/hole.sock`,
        name: 'chat',
        kind: 'cli',
        onState: (state) => (lost ||= state === 'lost'),
      });
      defer(async () => {
        await client.close();
        for (const end of ends) end.destroy();
        hole.close();
      });
      await client.ping();
      expect(house.attached.size).toBe(1);
      for (const end of ends) end.unpipe().pause();
      for (let waited = 0; waited < FOUND_MS && !(lost && house.attached.size === 0); waited += 100) await sleep(100);
      expect(lost).toBe(true);
      expect(house.attached.size).toBe(0);
    }),
  40_000,
);

it(
  'one connection after the other that falls silent before its first word is given up for the next',
  () =>
    withHouse(async ({ folder, socket, start, defer }) => {
      await start();
      const ends: Socket[] = [];
      const tried: number[] = [];
      const SILENT = 4;
      const hole = createServer((near) => {
        tried.push(performance.now());
        ends.push(near.on('error', () => {}));
        if (tried.length <= SILENT) return;
        const far = createConnection(socket).on('error', () => {});
        ends.push(far);
        near.pipe(far).pipe(near);
      });
      await new Promise<void>((resolve) => hole.listen(`${folder}/hole.sock`, resolve));
      defer(() => {
        for (const end of ends) end.destroy();
        hole.close();
      });
      const client = await connect({ socket: `${folder}/hole.sock`, name: 'chat', kind: 'cli', wait: true });
      defer(() => client.close());
      expect(tried).toHaveLength(SILENT + 1);
      for (const [nth, at] of tried.slice(1).entries()) expect(at - (tried[nth] ?? 0)).toBeLessThanOrEqual(FOUND_MS);
    }),
  90_000,
);
