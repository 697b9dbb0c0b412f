import { type ServiceError, status } from '@grpc/grpc-js';
import protobuf from 'protobufjs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { statusOf } from '../../../src/daemon/grpc/errors.ts';
import { Fault } from '../../../src/daemon/model/fault.ts';
import { connect } from '../../../src/interfaces/client/client.ts';
import { ClientError } from '../../../src/interfaces/client/error.ts';
import { retryDelay } from '../../../src/interfaces/client/failure.ts';
import { methodOf, rawClient, rawStream } from '../../daemon/grpc/raw.ts';
import { withHouse } from '../../daemon/grpc/scripted.ts';

afterEach(() => vi.restoreAllMocks());

const busy = (retryAfterMs: number) => new Fault('RESOURCE_EXHAUSTED', 'Too much is going on.', { retryAfterMs });

describe('P11 T15 a daemon that is busy', () => {
  it('says when to come back, and what was refused is sent again then, under its id, until it is taken', () =>
    withHouse(async ({ house, socket, start, defer }) => {
      await start();
      const client = await connect({ socket, name: 'chat', kind: 'cli' });
      defer(() => client.close());
      const { utter } = house;
      const tried: { readonly id: string; readonly at: number }[] = [];
      house.utter = async (who, said) => {
        tried.push({ id: said.requestId, at: performance.now() });
        if (tried.length < 4) throw busy(30);
        return utter.call(house, who, said);
      };
      const texts: string[] = [];
      for await (const update of client.utter({ text: 'hello' }).updates)
        if (update.type === 'end') texts.push(update.text);
      expect(texts).toEqual(['You said hello']);
      expect(new Set(tried.map(({ id }) => id)).size).toBe(1);
      expect(tried).toHaveLength(4);
      // Never before the time that was told (a timer may be a millisecond early).
      for (const [n, { at }] of tried.entries()) if (n > 0) expect(at - (tried[n - 1]?.at ?? 0)).toBeGreaterThan(28);
      expect(house.utterances).toHaveLength(1);
    }));

  it('is not waited for beyond patience', () =>
    withHouse(async ({ house, socket, start, defer }) => {
      await start();
      let tries = 0;
      house.utter = async () => {
        tries += 1;
        throw busy(40);
      };
      const client = await connect({ socket, name: 'chat', kind: 'cli', busyPatienceMs: 100 });
      defer(() => client.close());
      await expect(client.utter({ text: 'x' }).accepted).rejects.toMatchObject({ code: 'RESOURCE_EXHAUSTED' });
      expect(tries).toBeGreaterThan(1);
      expect(tries).toBeLessThanOrEqual(3);
      const before = tries;
      house.utter = async () => {
        tries += 1;
        throw busy(60_000);
      };
      await expect(client.utter({ text: 'x' }).accepted).rejects.toMatchObject({ retryDelayMs: 60_000 });
      expect(tries).toBe(before + 1);
    }));

  it('is asked again for what only reads, too; what will not change is told at once', () =>
    withHouse(async ({ house, socket, start, defer }) => {
      await start();
      const client = await connect({ socket, name: 'chat', kind: 'cli' });
      defer(() => client.close());
      const { call } = house;
      let tries = 0;
      house.call = async (...asked) => {
        tries += 1;
        if (tries < 3) throw busy(20);
        return call.apply(house, asked);
      };
      expect(await client.call('need.echo', { a: 1 })).toEqual({ echo: { a: 1 } });
      expect(tries).toBe(3);
      house.call = async () => {
        tries += 1;
        throw new Fault('RESOURCE_EXHAUSTED', 'Too deep.', { retryable: false });
      };
      await expect(client.call('need.echo', {})).rejects.toMatchObject({ retryable: false });
      expect(tries).toBe(4);
    }));

  it('a stream that goes on although it is refused is told so each time, and when to come back', () =>
    withHouse(async ({ house, socket, start, defer }) => {
      await start();
      house.utter = async () => {
        throw busy(1_000);
      };
      const client = rawClient(socket);
      defer(() => client.close());
      const stream = rawStream(client);
      stream.send({ hello: { name: 'raw', kind: 'cli', capabilities: {}, version: '1' } });
      await stream.next();
      const FLOOD = 350;
      for (let n = 0; n < FLOOD; n += 1) stream.send({ utterance: { requestId: `f${n}`, text: 'x' } });
      const refused = new Set<unknown>();
      while (refused.size < FLOOD) {
        const { failure } = await stream.next();
        expect(failure).toMatchObject({ code: 'RESOURCE_EXHAUSTED', retryable: true });
        if (typeof failure === 'object' && failure !== null && 'requestId' in failure) refused.add(failure.requestId);
        expect(failure).toHaveProperty('retryDelayMs');
      }
      stream.call.cancel();
    }));
});

it('P11 those who are refused together do not come back together: the time told, and up to as much again', () => {
  const error = new ClientError('RESOURCE_EXHAUSTED', 'x', { retryable: true, retryDelayMs: 100 });
  const delays = Array.from({ length: 200 }, () => retryDelay(error) ?? 0);
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(100);
  expect(Math.max(...delays)).toBeLessThanOrEqual(200);
  expect(new Set(delays).size).toBeGreaterThan(100);
  expect(retryDelay(new ClientError('UNAVAILABLE', 'x', { retryDelayMs: 100 }))).toBeUndefined();
  expect(retryDelay(new ClientError('RESOURCE_EXHAUSTED', 'x'))).toBeUndefined();
});

it('P11 a refusal carries google.rpc.RetryInfo, as other clients read it', () => {
  const { root } = protobuf.parse(`syntax = "proto3"; package google.rpc;
    message Any { string type_url = 1; bytes value = 2; }
    message Status { int32 code = 1; string message = 2; repeated Any details = 3; }
    message Duration { int64 seconds = 1; int32 nanos = 2; }
    message RetryInfo { Duration retry_delay = 1; }`);
  for (const [delayMs, seconds, nanos] of [
    [250, 0, 250_000_000],
    [30_000, 30, 0],
    [1_500, 1, 500_000_000],
  ] as const) {
    const { metadata } = statusOf(busy(delayMs)) as ServiceError;
    expect(metadata.get('grpc-retry-pushback-ms')).toEqual([String(delayMs)]);
    const [bytes] = metadata.get('grpc-status-details-bin');
    const told = root
      .lookupType('google.rpc.Status')
      .decode(bytes as Buffer)
      .toJSON();
    expect(told).toMatchObject({ code: status.RESOURCE_EXHAUSTED, message: 'Too much is going on.' });
    const [detail] = told['details'];
    expect(detail['typeUrl']).toBe('type.googleapis.com/google.rpc.RetryInfo');
    const info = root.lookupType('google.rpc.RetryInfo').decode(Buffer.from(detail['value'], 'base64')).toJSON();
    expect({ seconds: 0, nanos: 0, ...info['retryDelay'] }).toEqual({
      seconds: seconds > 0 ? String(seconds) : 0,
      nanos,
    });
  }
  const final = statusOf(new Fault('INVALID_ARGUMENT', 'No.')) as ServiceError;
  expect(final.metadata.get('grpc-status-details-bin')).toEqual([]);
});

it('P13 a gRPC deadline reaches the tool that is called', () =>
  withHouse(async ({ house, socket, start, defer }) => {
    await start();
    const client = rawClient(socket);
    defer(() => client.close());
    const { path, requestSerialize, responseDeserialize } = methodOf('agentos.v1.Catalog', 'Call');
    const slow = requestSerialize({ subject: 'need.slow', inputJson: '{}' });
    const code = await new Promise((resolve) => {
      const options = { deadline: Date.now() + 200 };
      client.makeUnaryRequest(
        path,
        (bytes: Buffer) => bytes,
        responseDeserialize,
        slow,
        options,
        (error) => resolve(error?.code),
      );
    });
    expect(code).toBe(status.DEADLINE_EXCEEDED);
    while (house.calls.some(({ signal }) => !signal.aborted)) await new Promise(setImmediate);
    expect(house.calls).toHaveLength(1);
  }));

describe('P16 a mailbox that was trimmed', () => {
  it('says SNAPSHOT_REQUIRED and goes on with what there is, in the welcome and to the client', () =>
    withHouse(async ({ house, socket, start, defer }) => {
      await start({ mailbox: async (name) => ({ ...(await house.mailbox(name)), trimmed: 3 }) });
      for (let n = 1; n <= 5; n += 1)
        house.post('chat', 'notice', 't', 1, { text: `notice ${n}`, status: 'complete', acted: false });
      const raw = rawClient(socket);
      defer(() => raw.close());
      const welcomed = async (lastOffset: number | undefined) => {
        const stream = rawStream(raw);
        stream.send({ hello: { name: 'chat', kind: 'cli', capabilities: {}, version: '1', lastOffset } });
        const { welcome } = await stream.next();
        stream.call.cancel();
        return welcome;
      };
      expect(await welcomed(1)).toMatchObject({ offset: 3, lastOffset: 5, snapshotRequiredTo: 3 });
      expect(await welcomed(undefined)).toMatchObject({ offset: 3, snapshotRequiredTo: 3 });
      expect(await welcomed(3)).toMatchObject({ offset: 3, lastOffset: 5 });
      expect(await welcomed(3)).not.toHaveProperty('snapshotRequiredTo');
      expect(await welcomed(5)).toMatchObject({ offset: 5 });
      const gaps: number[] = [];
      const client = await connect({
        ...{ socket, name: 'chat', kind: 'cli', lastOffset: 1 },
        onSnapshotRequired: (upTo) => gaps.push(upTo),
      });
      defer(() => client.close());
      expect(gaps).toEqual([3]);
      const { value } = await client.notices()[Symbol.asyncIterator]().next();
      expect(value).toMatchObject({ text: 'notice 4', mailOffset: 4 });
    }));
});
