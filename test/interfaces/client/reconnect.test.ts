import { createConnection, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { connect } from '../../../src/interfaces/client/client.ts';
import { withHouse } from '../../daemon/grpc/scripted.ts';
import { seeded } from '../../seeded.ts';

/** Stands between client and daemon and cuts the wire at any byte, with no word to either. */
async function scissors(path: string, socket: string): Promise<{ cut: () => void; close: () => void }> {
  const ends = new Set<Socket>();
  const server = createServer((near) => {
    const far = createConnection(socket);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(from);
      from.on('error', () => {});
      from.on('close', () => {
        ends.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  const cut = () => {
    for (const end of ends) end.destroy();
  };
  return {
    cut,
    close: () => {
      cut();
      server.close();
    },
  };
}

describe('a connection that is lost', () => {
  it('misses nothing and repeats nothing, wherever the daemon stops or the wire is cut', () =>
    withHouse(async ({ house, folder, socket, start, defer }) => {
      const random = seeded(7);
      const wire = `${folder}/wire.sock`;
      const between = await scissors(wire, socket);
      defer(() => between.close());
      const states: string[] = [];
      let served = await start();
      const client = await connect({
        socket: wire,
        name: 'chat',
        kind: 'cli',
        capabilities: { notices: true },
        onState: (state) => states.push(state),
      });
      defer(() => client.close());
      const UTTERANCES = 60;
      const NOTICES = 120;
      const heard: string[] = [];
      const offsets: number[] = [];
      const listening = (async () => {
        for await (const notice of client.notices()) {
          if (notice.kind !== 'notice') throw new Error(`${notice.kind} was nobody's`);
          heard.push(notice.text);
          offsets.push(notice.mailOffset);
          if (heard.length === NOTICES) return;
        }
      })();
      const speaking = (async () => {
        for (let n = 0; n < NOTICES; n += 1) {
          house.post('chat', 'notice', 't', 1, { text: `notice ${n}`, status: 'complete', acted: false });
          await sleep(random() * 10);
        }
      })();
      house.commit = () => sleep(random() * 4);
      const turns: Promise<string[]>[] = [];
      let stops = 0;
      const talking = (async () => {
        for (let n = 0; n < UTTERANCES; n += 1) {
          // However quick the rest is, the talk goes on over three stops.
          while (stops < Math.floor(n / 15)) await sleep(1);
          const turn = client.utter({ text: `utterance ${n}` });
          turns.push(
            (async () => {
              const texts: string[] = [];
              for await (const update of turn.updates) if (update.type === 'end') texts.push(update.text);
              return texts;
            })(),
          );
          await sleep(random() * 15);
        }
      })();
      let over = false;
      const killing = (async () => {
        while (!over) {
          await sleep(40 + random() * 120);
          between.cut();
          await sleep(40 + random() * 120);
          await served.close();
          stops += 1;
          await sleep(random() * 30);
          served = await start();
        }
      })();
      await Promise.all([speaking, talking]);
      const ends = await Promise.all(turns);
      await listening;
      over = true;
      await killing;
      expect(stops).toBeGreaterThan(2);
      expect(states.filter((state) => state === 'lost').length).toBeGreaterThan(2);
      expect(ends).toEqual(Array.from({ length: UTTERANCES }, (_, n) => [`You said utterance ${n}`]));
      expect(house.utterances).toHaveLength(UTTERANCES);
      expect(heard).toEqual(Array.from({ length: NOTICES }, (_, n) => `notice ${n}`));
      expect(new Set(offsets).size).toBe(NOTICES);
    }));

  it('goes on watching a thread without a gap', () =>
    withHouse(async ({ house, socket, start, defer }) => {
      let served = await start();
      const client = await connect({ socket, name: 'chat', kind: 'cli' });
      defer(() => client.close());
      house.event('t', 'FORWARD', { text: 'one' });
      const seen: number[] = [];
      const stop = new AbortController();
      for await (const { seq } of client.watch('t', 0, stop.signal)) {
        seen.push(seq);
        if (seq === 6) break;
        if (seq % 2 === 0) {
          await served.close();
          served = await start();
        }
        house.event('t', 'FORWARD', { text: 'more' });
      }
      expect(seen).toEqual([1, 2, 3, 4, 5, 6]);
    }));

  it('fails what is under way when the daemon is away for longer than is waited for', () =>
    withHouse(async ({ house, socket, start, defer }) => {
      const served = await start();
      house.script = () => {};
      const client = await connect({ socket, name: 'chat', kind: 'cli', giveUpAfterMs: 50 });
      defer(() => client.close());
      const accepted = client.utter({ text: 'hello' });
      await accepted.accepted;
      await served.close();
      const queued = client.utter({ text: 'hello again' });
      await expect(queued.accepted).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      await expect(accepted.updates[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      await expect(client.claimWake({ energyDb: -10, score: 1 })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    }));
});

describe('no daemon', () => {
  it('says so at once, and how to start one', () =>
    withHouse(async ({ socket }) => {
      await expect(connect({ socket, name: 'chat', kind: 'cli' })).rejects.toMatchObject({
        code: 'UNAVAILABLE',
        message: `No daemon answers at ${socket}. Start one: agentos daemon`,
      });
    }));

  it('waits for one where that is wanted', () =>
    withHouse(async ({ socket, start, defer }) => {
      const waiting = connect({ socket, name: 'voice', kind: 'voice', wait: true });
      await sleep(20);
      await start();
      const client = await waiting;
      defer(() => client.close());
      expect(client.connected).toBe(true);
    }));

  it('stops waiting when told, and not for what waiting does not change', () =>
    withHouse(async ({ socket, start }) => {
      const stop = new AbortController();
      const waiting = connect({ socket, name: 'voice', kind: 'voice', wait: true, signal: stop.signal });
      stop.abort();
      await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
      await start();
      await expect(connect({ socket, name: 'No Name', kind: 'voice', wait: true })).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
      });
    }));

  it('X8 is not waited for on a connection that fell silent before it said its first word', () =>
    withHouse(async ({ folder, socket, start, defer }) => {
      await start();
      const ends = new Set<Socket>();
      let connections = 0;
      const between = createServer((near) => {
        connections += 1;
        ends.add(near.on('error', () => {}));
        if (connections === 1) return;
        const far = createConnection(socket);
        ends.add(far.on('error', () => {}));
        near.pipe(far).pipe(near);
      });
      const wire = `${folder}/wire.sock`;
      await new Promise<void>((resolve) => between.listen(wire, resolve));
      defer(() => {
        for (const end of ends) end.destroy();
        between.close();
      });
      const client = await connect({ socket: wire, name: 'voice', kind: 'voice', wait: true });
      defer(() => client.close());
      expect(connections).toBe(2);
      await client.ping();
    }));

  it('does not take another program on the socket for one', () =>
    withHouse(async ({ folder, defer }) => {
      const socket = `${folder}/other.sock`;
      const other = createServer((connection) => connection.end('220 hello\r\n'));
      await new Promise<void>((resolve) => other.listen(socket, resolve));
      defer(() => other.close());
      await expect(connect({ socket, name: 'chat', kind: 'cli' })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    }));
});

describe('two processes of one name', () => {
  it('each get the replies to what they said, and both get the notices', () =>
    withHouse(async ({ house, socket, start, defer }) => {
      await start();
      const one = await connect({ socket, name: 'cli', kind: 'cli' });
      const two = await connect({ socket, name: 'cli', kind: 'cli' });
      defer(() => Promise.all([one.close(), two.close()]));
      const turns = [one.utter({ text: 'from one' }), two.utter({ text: 'from two' })];
      for (const turn of turns) for await (const update of turn.updates) expect(update).toMatchObject({ type: 'end' });
      house.post('cli', 'notice', 't', 1, { text: 'news', status: 'complete', acted: false });
      for (const client of [one, two]) {
        const first = await client.notices()[Symbol.asyncIterator]().next();
        expect(first.value).toMatchObject({ kind: 'notice', text: 'news' });
      }
    }));
});
