import { status } from '@grpc/grpc-js';
import { expect, it } from 'vitest';
import { Room } from '../../../src/daemon/grpc/room.ts';
import { connect } from '../../../src/interfaces/client/client.ts';
import { methodOf, rawClient, rawStream, rawUnary } from './raw.ts';
import { withHouse } from './scripted.ts';

it('has room for so many, and again when one has left', () => {
  const room = new Room(2, 'calls are under way');
  const leave = room.enter();
  room.enter();
  expect(() => room.enter()).toThrow('2 calls are under way');
  leave();
  leave();
  room.enter();
  expect(() => room.enter()).toThrow(expect.objectContaining({ code: 'RESOURCE_EXHAUSTED', retryable: true }));
});

it('a call asks for the risk of its subject alone', () =>
  withHouse(async ({ socket, start, defer }) => {
    let described = 0;
    const services = () => {
      described += 1;
      return [];
    };
    await start({ services });
    const client = await connect({ socket, name: 'chat', kind: 'cli' });
    defer(() => client.close());
    expect(await client.call('need.echo', {})).toEqual({ echo: {} });
    await expect(client.call('need.nothing', {})).rejects.toMatchObject({ code: 'UNIMPLEMENTED' });
    expect(described).toBe(0);
  }));

it('turns calls away that are too many at once, keeps health, and serves again after', () =>
  withHouse(async ({ house, socket, start, defer }) => {
    const served = await start();
    served.setCondition('serving');
    const client = rawClient(socket);
    defer(() => client.close());
    const { path, requestSerialize, responseDeserialize } = methodOf('agentos.v1.Catalog', 'Call');
    const asIs = (bytes: Buffer): Buffer => bytes;
    const slow = requestSerialize({ subject: 'need.slow', inputJson: '{}' });
    const echo = requestSerialize({ subject: 'need.echo', inputJson: '{}' });
    const waiting = Array.from({ length: 64 }, () =>
      client.makeUnaryRequest(path, asIs, responseDeserialize, slow, () => undefined),
    );
    while (house.calls.length < 64) await new Promise(setImmediate);
    expect(await rawUnary(client, 'agentos.v1.Catalog', 'Call', echo)).toMatchObject({
      code: status.RESOURCE_EXHAUSTED,
      details: expect.stringContaining('try again'),
    });
    expect(await rawUnary(client, 'grpc.health.v1.Health', 'Check', Buffer.alloc(0))).toMatchObject({
      code: status.OK,
    });
    for (const call of waiting) call.cancel();
    while (house.calls.some(({ signal }) => !signal.aborted)) await new Promise(setImmediate);
    expect(await rawUnary(client, 'agentos.v1.Catalog', 'Call', echo)).toMatchObject({ code: status.OK });
  }));

it('T15 turns streams away that are too many at once, and has room again when one has ended', () =>
  withHouse(async ({ socket, start, defer }) => {
    await start();
    const client = rawClient(socket);
    defer(() => client.close());
    const hello = (name: string) => ({ hello: { name, kind: 'cli', capabilities: {}, version: '1' } });
    const streams = Array.from({ length: 1_280 }, () => rawStream(client));
    streams[0]?.send(hello('first'));
    expect(await streams[0]?.next()).toHaveProperty('welcome');
    const late = rawStream(client);
    expect(await late.next()).toMatchObject({
      status: status.RESOURCE_EXHAUSTED,
      details: expect.stringContaining('1280 streams'),
    });
    streams[0]?.call.end();
    expect(await streams[0]?.next()).toMatchObject({ status: status.OK });
    const again = rawStream(client);
    again.send(hello('again'));
    expect(await again.next()).toHaveProperty('welcome');
  }));
