import { expect, test } from 'vitest';
import { statusOf } from '../../../src/daemon/grpc/errors.ts';
import { Fault } from '../../../src/daemon/model/fault.ts';
import { rawClient, rawStream } from './raw.ts';
import { withHouse } from './scripted.ts';

test('a stream on which nobody says hello is cut off', () =>
  withHouse(async ({ socket, start, defer }) => {
    await start();
    const client = rawClient(socket);
    defer(() => client.close());
    // It takes the ten seconds that there are to say it.
    expect(await rawStream(client).next()).toMatchObject({ status: 4, details: expect.stringContaining('hello') });
  }));

test('more requests than may be under way are refused, and taken again when there is room', () =>
  withHouse(async ({ house, socket, start, defer }) => {
    let goOn = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    house.commit = () => held;
    await start();
    const client = rawClient(socket);
    defer(() => client.close());
    const stream = rawStream(client);
    stream.send({ hello: { name: 'raw', kind: 'cli', capabilities: {}, version: '1' } });
    expect(await stream.next()).toMatchObject({ welcome: { offset: 0 } });
    for (let n = 1; n <= 65; n += 1) stream.send({ utterance: { requestId: `r${n}`, text: 'x' } });
    expect(await stream.next()).toMatchObject({ failure: { requestId: 'r65', code: 'RESOURCE_EXHAUSTED' } });
    expect(house.utterances).toHaveLength(64);
    goOn();
    const accepted = async (requestId: string): Promise<void> => {
      for (;;) {
        const { accepted: one } = await stream.next();
        if (typeof one === 'object' && one !== null && 'requestId' in one && one.requestId === requestId) return;
      }
    };
    await accepted('r64');
    stream.send({ utterance: { requestId: 'r66', text: 'x' } });
    await accepted('r66');
    stream.call.cancel();
  }));

test('an error that is cut to length is still well-formed', () => {
  for (let length = 490; length < 510; length += 1) {
    const { details } = statusOf(new Fault('INTERNAL', `${'x'.repeat(length)}😀 and more`));
    expect(details?.length).toBeLessThanOrEqual(500);
    expect(details?.isWellFormed()).toBe(true);
  }
});
