import { EventEmitter } from 'node:events';
import { status } from '@grpc/grpc-js';
import { describe, expect, it } from 'vitest';
import { Outbox } from '../../../src/daemon/grpc/outbox.ts';
import { connect } from '../../../src/interfaces/client/client.ts';
import { rawClient, rawStream } from './raw.ts';
import { withHouse } from './scripted.ts';

const hello = (name: string, lastOffset?: number) => ({
  hello: { name, kind: 'cli', capabilities: {}, version: '1', lastOffset },
});

describe('a client that does not read', () => {
  it('is cut off, is not buffered for, harms nobody, and resumes by its offset', () =>
    withHouse(async ({ house, socket, start, defer }) => {
      await start({ limits: { queueBytes: 1024 * 1024, stallMs: 300, farewellMs: 60_000 } });
      const MAILS = 400;
      const text = 'x'.repeat(50_000);
      for (let n = 0; n < MAILS; n += 1)
        house.post('slow', 'notice', 't', 1, { text: `${n} ${text}`, status: 'complete', acted: false });
      let pulled = 0;
      const { mail } = house;
      house.mail = async function* (...wanted) {
        for await (const one of mail.apply(house, wanted)) {
          if (wanted[0] === 'slow') pulled += 1;
          yield one;
        }
      };
      const client = rawClient(socket);
      defer(() => client.close());
      const stream = rawStream(client);
      stream.call.pause();
      stream.send(hello('slow'));
      const healthy = await connect({ socket, name: 'healthy', kind: 'cli' });
      defer(() => healthy.close());
      while (![...house.attached].some((one) => one.client.name === 'slow')) await healthy.ping();
      while ([...house.attached].some((one) => one.client.name === 'slow')) {
        for await (const update of healthy.utter({ text: 'and me?' }).updates)
          expect(update).toMatchObject({ type: 'end', status: 'complete' });
      }
      expect(pulled).toBeLessThan(MAILS / 4);
      stream.call.resume();
      let last = 0;
      let ended: Record<string, unknown> = {};
      const takeMail = async (from: typeof stream, until: number) => {
        while (last < until) {
          const message = await from.next();
          if ('status' in message) {
            ended = message;
            return;
          }
          if (typeof message.mail !== 'object' || message.mail === null || !('offset' in message.mail)) continue;
          expect(message.mail.offset).toBe(last + 1);
          last += 1;
        }
      };
      await takeMail(stream, MAILS);
      expect(ended).toMatchObject({
        status: status.RESOURCE_EXHAUSTED,
        details: expect.stringContaining('last offset'),
      });
      expect(last).toBe(pulled);
      const again = rawStream(client);
      again.send(hello('slow', last));
      await takeMail(again, MAILS);
      expect(last).toBe(MAILS);
      again.call.cancel();
    }));

  it('is cut off when more than the limit waits for it, whoever sends it', () => {
    const errors: Error[] = [];
    const stream = Object.assign(new EventEmitter(), { write: () => false, end: () => {}, reset: () => {} });
    stream.on('error', (error: Error) => errors.push(error));
    const open = new Set<Outbox>();
    const outbox = new Outbox(stream, { limits: { queueBytes: 1_000, stallMs: 60_000, farewellMs: 60_000 }, open });
    expect(open.size).toBe(1);
    for (let n = 0; n < 10; n += 1) outbox.send(Buffer.alloc(100));
    expect(outbox.closed.aborted).toBe(false);
    outbox.offer(() => Buffer.alloc(100));
    expect(outbox.closed.aborted).toBe(false);
    outbox.send(Buffer.alloc(1));
    expect(outbox.closed.aborted).toBe(true);
    expect(errors).toMatchObject([{ code: status.RESOURCE_EXHAUSTED }]);
    expect(open.size).toBe(0);
  });

  it('is given what is longer than all that may wait, and pulled for no further meanwhile', async () => {
    const sent: ((error: null) => void)[] = [];
    const errors: Error[] = [];
    const stream = Object.assign(new EventEmitter(), {
      write: (_bytes: Buffer, written: (error: null) => void) => sent.push(written) > 0,
      end: () => {},
      reset: () => {},
    });
    stream.on('error', (error: Error) => errors.push(error));
    const outbox = new Outbox(stream, {
      limits: { queueBytes: 1_000, stallMs: 60_000, farewellMs: 60_000 },
      open: new Set(),
    });
    outbox.send(Buffer.alloc(5_000));
    outbox.send(Buffer.alloc(900));
    expect([outbox.closed.aborted, outbox.blocked]).toEqual([false, true]);
    let ready = false;
    const waiting = outbox.ready().then(() => (ready = true));
    sent.shift()?.(null);
    await Promise.resolve();
    expect(ready).toBe(false);
    sent.shift()?.(null);
    await waiting;
    expect(outbox.blocked).toBe(false);
    outbox.send(Buffer.alloc(5_000));
    outbox.send(Buffer.alloc(1_001));
    expect(errors).toMatchObject([{ code: status.RESOURCE_EXHAUSTED }]);
  });

  it('gets no words as they come while it is behind, and all of them when it reads', async () => {
    const written: number[] = [];
    let flows = false;
    const stream = Object.assign(new EventEmitter(), {
      write: (bytes: Buffer) => written.push(bytes.length) > 0 && flows,
      end: () => {},
      reset: () => {},
    });
    const outbox = new Outbox(stream, {
      limits: { queueBytes: 1_000, stallMs: 60_000, farewellMs: 60_000 },
      open: new Set(),
    });
    outbox.send(Buffer.alloc(1));
    outbox.offer(() => Buffer.alloc(2));
    let ready = false;
    const waiting = outbox.ready().then(() => (ready = true));
    await Promise.resolve();
    expect([written, ready]).toEqual([[1], false]);
    flows = true;
    stream.emit('drain');
    await waiting;
    outbox.offer(() => Buffer.alloc(3));
    expect(written).toEqual([1, 3]);
    outbox.end();
  });
});

describe('what waits for a client that was cut off', () => {
  const parted = (farewellMs: number) => {
    const sent: ((error: null) => void)[] = [];
    let resets = 0;
    const stream = Object.assign(new EventEmitter(), {
      write: (_bytes: Buffer, written: (error: null) => void) => sent.push(written) > 0,
      end: () => {},
      reset: () => {
        resets += 1;
      },
    });
    stream.on('error', () => {});
    const limits = { queueBytes: 1_000, stallMs: 60_000, farewellMs };
    const outbox = new Outbox(stream, { limits, open: new Set() });
    outbox.send(Buffer.alloc(600));
    outbox.send(Buffer.alloc(600));
    return { outbox, sent, resets: () => resets };
  };

  it('is given up with its stream if it is not read', async () => {
    const { outbox, resets } = parted(1);
    expect([outbox.closed.aborted, resets()]).toEqual([true, 0]);
    while (resets() === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  });

  it('arrives if it is read', async () => {
    const { sent, resets } = parted(20);
    for (const written of sent) written(null);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(resets()).toBe(0);
  });

  it('is not kept: a client that never reads hears nothing but that it is over', () =>
    withHouse(async ({ house, socket, start, defer }) => {
      await start({ limits: { queueBytes: 1024 * 1024, stallMs: 200, farewellMs: 200 } });
      const text = 'x'.repeat(50_000);
      for (let n = 0; n < 50; n += 1)
        house.post('stopped', 'notice', 't', 1, { text, status: 'complete', acted: false });
      const client = rawClient(socket);
      defer(() => client.close());
      const stream = rawStream(client);
      const over = new Promise<number>((resolve) => stream.call.on('status', ({ code }) => resolve(code)));
      stream.call.pause();
      stream.send(hello('stopped'));
      expect(await over).toBe(status.RESOURCE_EXHAUSTED);
      expect(house.attached.size).toBe(0);
    }));
});
