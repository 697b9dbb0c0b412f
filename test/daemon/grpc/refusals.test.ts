import { EventEmitter } from 'node:events';
import { status } from '@grpc/grpc-js';
import { describe, expect, it } from 'vitest';
import { Attached, MOST_ATTACHED } from '../../../src/daemon/grpc/attached.ts';
import { Conversation } from '../../../src/daemon/grpc/converse.ts';
import { LIMITS, Outbox } from '../../../src/daemon/grpc/outbox.ts';
import { Pace } from '../../../src/daemon/grpc/pace.ts';
import { REFUSALS, Refusals } from '../../../src/daemon/grpc/refusals.ts';
import { WakeArbiter } from '../../../src/daemon/grpc/wake.ts';
import { Fault } from '../../../src/daemon/model/fault.ts';
import type { Client } from '../../../src/daemon/runtime/assistant.ts';
import type { ConverseResponse } from '../../../src/wire/generated/agentos/v1/ConverseResponse.ts';
import type { ConverseRequest } from '../../../src/wire/request.ts';
import { rawClient, rawStream } from './raw.ts';
import { House, withHouse } from './scripted.ts';

const hello = (name: string) => ({ hello: { name, kind: 'cli', capabilities: {}, version: '1' } });

/** One stream of `raw` to a house in which nothing that was said is ever taken down. */
function busyHouse() {
  const stream = Object.assign(new EventEmitter(), {
    write: () => true,
    end: () => undefined,
    reset: () => undefined,
  });
  stream.on('error', () => undefined);
  const outbox = new Outbox(stream, { limits: LIMITS, open: new Set() });
  const house = new House();
  house.event('t', 'FORWARD', { text: 'one' });
  house.commit = () => new Promise(() => undefined);
  const told: ConverseResponse[] = [];
  const write = (response: ConverseResponse): Buffer => {
    told.push(response);
    return Buffer.alloc(0);
  };
  const attached = new Attached();
  const context = {
    ...{ assistant: house, version: '1', attached, wake: new WakeArbiter<string>() },
    ...{ mailbox: (name: string) => house.mailbox(name), log: () => undefined },
  };
  const conversation = new Conversation(context, { kind: 'socket', role: 'owner' }, outbox, write, (rested) =>
    setImmediate(rested),
  );
  const take = (value: ConverseRequest): void => conversation.take({ ok: true, value });
  const capabilities = { speak: false, confirm: false, notices: false, ask: false };
  take({ message: 'hello', hello: { name: 'raw', kind: 'cli', version: '1', capabilities } });
  const say = (requestId: string): void =>
    take({ message: 'utterance', utterance: { requestId, text: 'x', alternatives: [], continueLast: false } });
  return { house, outbox, told, attached, take, say };
}

describe('P11 T15 what refusing may cost', () => {
  it('is bounded by client, and comes back with time', () => {
    let now = 0;
    const refusals = new Refusals(() => now);
    for (let n = 0; n < REFUSALS.atOnce; n += 1) expect(refusals.count('flood')).toBe(true);
    expect([refusals.count('flood'), refusals.count('calm')]).toEqual([false, true]);
    expect([refusals.mayAttach('flood'), refusals.mayAttach('calm'), refusals.mayAttach('new')]).toEqual([
      ...[false, true, true],
    ]);
    expect([refusals.heeds('flood'), refusals.heeds('calm'), refusals.heeds('new')]).toEqual([false, true, true]);
    now += ((REFUSALS.toAttach + 1) / REFUSALS.perSecond) * 1_000;
    expect([refusals.mayAttach('flood'), refusals.heeds('flood')]).toEqual([true, false]);
    for (let n = 0; n < 1_000; n += 1) refusals.count(`client-${n}`);
    now += 60_000;
    for (let n = 0; n < REFUSALS.atOnce; n += 1) expect(refusals.count('flood')).toBe(true);
  });

  it('a stream that goes on although it is refused is told so each time, then cut off with RetryInfo, and may not come back at once', () =>
    withHouse(async ({ house, socket, start, defer }) => {
      await start();
      house.utter = async () => {
        throw new Fault('RESOURCE_EXHAUSTED', 'Too much is going on.', { retryAfterMs: 500 });
      };
      const client = rawClient(socket);
      defer(() => client.close());
      const stream = rawStream(client);
      let trailers: unknown;
      stream.call.on('status', ({ metadata }) => {
        trailers = metadata.get('grpc-status-details-bin');
      });
      stream.send(hello('flood'));
      await stream.next();
      // However slowly it is read: far more than comes back with time.
      const FLOOD = 12 * REFUSALS.atOnce;
      for (let n = 0; n < FLOOD; n += 1) stream.send({ utterance: { requestId: `f${n}`, text: 'x' } });
      let refused = 0;
      for (;;) {
        const { failure, ...end } = await stream.next();
        if (failure === undefined) {
          expect(end).toMatchObject({ status: status.RESOURCE_EXHAUSTED, details: expect.stringContaining('cut off') });
          break;
        }
        expect(failure).toMatchObject({ code: 'RESOURCE_EXHAUSTED', retryable: true });
        expect(failure).toHaveProperty('retryDelayMs');
        refused += 1;
      }
      // Cut off by its account, or sooner where the machine is too slow to refuse all of it in time.
      expect(refused).toBeGreaterThanOrEqual(REFUSALS.heeded);
      expect(refused).toBeLessThan(FLOOD);
      expect(trailers).toHaveLength(1);
      const again = rawStream(client);
      again.send(hello('flood'));
      expect(await again.next()).toMatchObject({ status: status.RESOURCE_EXHAUSTED });
      const other = rawStream(client);
      other.send(hello('calm'));
      expect(await other.next()).toHaveProperty('welcome');
      other.call.cancel();
    }));

  it('what there is no room for is refused before what there is room for is begun, and there is always room to stop', async () => {
    const { house, outbox, told, take, say } = busyHouse();
    for (let n = 0; n < 100; n += 1) say(`f${n}`);
    take({ message: 'cancel', cancel: { requestId: 'stop', thread: 't', turn: 1 } });
    expect(told.filter(({ failure }) => failure?.code === 'RESOURCE_EXHAUSTED')).toHaveLength(100 - 64);
    expect(house.utterances).toHaveLength(2);
    expect(house.cancelled).toEqual(['t']);
    while (house.utterances.length < 64) await new Promise(setImmediate);
    expect(house.utterances.map(({ requestId }) => requestId)).toEqual(Array.from({ length: 64 }, (_, n) => `f${n}`));
    outbox.end();
  });

  it('who goes on although it is refused, and says more than is read in time, is cut off before its account is used up', async () => {
    const { outbox, told, attached, say } = busyHouse();
    for (let n = 0; n < 64 + REFUSALS.heeded; n += 1) say(`f${n}`);
    for (let turn = 0; turn < 10; turn += 1) {
      const until = performance.now() + 5;
      say(`t${turn}`);
      while (performance.now() < until);
      say(`t${turn}-`);
      await new Promise(setImmediate);
    }
    expect(outbox.closed.aborted).toBe(true);
    expect(told.length).toBeLessThan(REFUSALS.atOnce);
    expect(attached.refusals.mayAttach('raw')).toBe(false);
  });

  it('who is refused as often, and is read at once, is not', async () => {
    const { outbox, say } = busyHouse();
    for (let n = 0; n < 64 + REFUSALS.heeded; n += 1) say(`f${n}`);
    for (let turn = 0; turn < 10; turn += 1) {
      const until = performance.now() + 5;
      say(`t${turn}`);
      while (performance.now() < until);
      await new Promise(setImmediate);
      await new Promise(setImmediate);
    }
    expect(outbox.closed.aborted).toBe(false);
    outbox.end();
  });
});

describe('P11 T15 how much of a stream is read at once', () => {
  const read = (msEach: number, refused: boolean) => {
    let [now, taken, resting] = [0, 0, false];
    const pace = new Pace(
      () => {
        resting = true;
      },
      () => now,
    );
    for (; !resting && taken < 1_000; taken += 1, now += msEach) pace.taken(refused);
    return taken;
  };

  it('is bounded by number for what is carried out, and by time for what is refused', () => {
    expect([read(0, false), read(0, true)]).toEqual([32, 1_000]);
    expect([read(0.5, false), read(0.5, true)]).toEqual([9, 9]);
  });

  it('is as much again in the next turn of the event loop', async () => {
    let rests = 0;
    const pace = new Pace(
      (rested) => {
        rests += 1;
        setImmediate(rested);
      },
      () => 0,
    );
    for (let n = 0; n < 100; n += 1) pace.taken(false);
    expect(rests).toBe(1);
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    for (let n = 0; n < 31; n += 1) pace.taken(true);
    expect(rests).toBe(1);
    for (let n = 0; n < 32; n += 1) pace.taken(false);
    expect(rests).toBe(2);
  });
});

describe('P11 who may be attached', () => {
  const client = (name: string, channel: Client['channel'] = 'owner'): Client => ({
    ...{ name, channel, interface: 'cli', canConfirm: false, takesNotices: false },
  });

  it('is bounded by name and in all; the last places are for voice', () => {
    const attached = new Attached();
    const { all, ofOne, voice } = MOST_ATTACHED;
    const leave = attached.enter(client('script'));
    for (let n = 1; n < ofOne; n += 1) attached.enter(client('script'));
    expect(() => attached.enter(client('script'))).toThrow(`${ofOne} streams of script`);
    leave();
    leave();
    attached.enter(client('script'));
    expect(() => attached.enter(client('script'))).toThrow(expect.objectContaining({ code: 'RESOURCE_EXHAUSTED' }));
    for (let n = ofOne; n < all - voice; n += 1) attached.enter(client(`c${n}`));
    expect(() => attached.enter(client('late'))).toThrow(expect.objectContaining({ retryable: true }));
    for (let n = 0; n < voice; n += 1) attached.enter(client(`kitchen-${n}`, 'voice'));
    expect(() => attached.enter(client('attic', 'voice'))).toThrow(`${all} streams`);
    expect(attached.list()).toHaveLength(all);
  });
});
