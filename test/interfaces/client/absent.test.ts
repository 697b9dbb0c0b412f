import { afterEach, describe, expect, test } from 'vitest';
import type { Notice } from '../../../src/interfaces/client/client.ts';
import { rawClient, rawStream } from '../../daemon/grpc/raw.ts';
import { DaemonProcess } from '../../daemon_process.ts';

const daemons: DaemonProcess[] = [];
afterEach(async () => {
  for (const daemon of daemons.splice(0)) await daemon.stop();
});

async function started(): Promise<DaemonProcess> {
  const daemon = await DaemonProcess.start();
  daemons.push(daemon);
  return daemon;
}

async function nextNotice(notices: AsyncIterable<Notice>): Promise<Notice> {
  for await (const notice of notices) return notice;
  throw new Error('there was no news');
}

/** What the daemon knows to be heard of a mailbox. */
async function offsetHeard(daemon: DaemonProcess, name: string): Promise<number> {
  const client = rawClient(daemon.socket);
  const stream = rawStream(client);
  stream.send({ hello: { name, kind: 'cli', capabilities: {}, version: '1' } });
  const { welcome } = await stream.next();
  client.close();
  return typeof welcome === 'object' && welcome !== null && 'offset' in welcome ? Number(welcome.offset) : -1;
}

describe('X8 a satellite that is switched off', () => {
  test('holds up no start, and finds its mail when it is back', async () => {
    const daemon = await started();
    const satellite = await daemon.connect({ name: 'voice-kitchen', kind: 'voice', area: 'kitchen' });
    const { thread } = await satellite.utter({ text: 'start a timer for 1 second' }).accepted;
    const asks = satellite.utter({ text: 'turn on the bedroom light' });
    await asks.accepted;
    while ((await satellite.thread(thread)).thread.status !== 'complete') await new Promise(setImmediate);
    // Power is cut to both, and only the daemon comes back: twice.
    await daemon.kill9();
    await satellite.close();
    await daemon.start();
    await daemon.restart();
    const status = await (await daemon.connect({ name: 'somebody' })).status();
    expect(status.clients.map(({ name }) => name)).toEqual(['somebody']);
    const back = await daemon.connect({ name: 'voice-kitchen', kind: 'voice', area: 'kitchen' });
    const said = await nextNotice(back.notices());
    expect(said.mailOffset).toBeGreaterThan(0);
    expect((await daemon.ask(back, 'what time is it')).status).toBe('complete');
  });

  test('is served at once when it comes back under its name, though its old stream was not found dead yet', async () => {
    const daemon = await started();
    const before = await daemon.connect({ name: 'voice-kitchen', kind: 'voice' });
    await before.ping();
    const after = await daemon.connect({ name: 'voice-kitchen', kind: 'voice' });
    expect((await daemon.ask(after, 'what time is it')).text).toMatch(/^It is /);
    expect((await after.status()).clients).toHaveLength(2);
  });
});

describe('X4 what was delivered', () => {
  test('is not delivered again after restarts and kills; what was not heard comes once more, in order', async () => {
    const daemon = await started();
    const client = await daemon.connect({ name: 'chat' });
    const ends: number[] = [];
    for (let n = 0; n < 6; n += 1) ends.push((await daemon.ask(client, `what is ${n} times 4`)).mailOffset);
    expect(ends).toEqual([1, 2, 3, 4, 5, 6]);
    client.heard(4);
    await client.close();
    while ((await offsetHeard(daemon, 'chat')) < 4) await new Promise((resolve) => setTimeout(resolve, 10));
    await daemon.kill9();
    await daemon.start();
    for (let life = 0; life < 2; life += 1) {
      const again = await daemon.connect({ name: 'chat' });
      const offsets: number[] = [];
      for await (const notice of again.notices()) {
        offsets.push(notice.mailOffset);
        if (notice.mailOffset >= 6) break;
      }
      expect(offsets).toEqual([5, 6]);
      // Nothing else is on its way: the answer to this is the next there is.
      const next = life === 0 ? 7 : 8;
      const { mailOffset } = await daemon.ask(again, 'what time is it');
      expect(mailOffset).toBe(next);
      await again.close();
      if (life === 0) {
        await daemon.restart();
        // The answer that it got was not told to be heard either.
        const third = await daemon.connect({ name: 'chat', lastOffset: 7 });
        await third.ping();
        await third.close();
      }
    }
  });

  test('the same request said again after a kill is the same turn, with its one answer', async () => {
    const daemon = await started();
    const client = await daemon.connect({ name: 'chat' });
    const said = { text: 'add milk to the shopping list', requestId: 'once-only' };
    const first = await client.utter(said).accepted;
    await client.close();
    await daemon.kill9();
    await daemon.start();
    const again = await daemon.connect({ name: 'chat' });
    expect(await again.utter(said).accepted).toMatchObject({ thread: first.thread, turn: first.turn });
    const { events } = await again.thread(first.thread);
    expect(events.filter(({ direction }) => direction === 'END').length).toBeLessThanOrEqual(1);
    expect((await again.threads({ limit: 100 })).filter(({ title }) => title === said.text)).toHaveLength(1);
  });
});
