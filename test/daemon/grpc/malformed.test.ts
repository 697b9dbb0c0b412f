import { createConnection } from 'node:net';
import { status } from '@grpc/grpc-js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connect } from '../../../src/interfaces/client/client.ts';
import { methodOf, rawClient, rawStream, rawUnary } from './raw.ts';
import { withHouse } from './scripted.ts';

const hello = { hello: { name: 'raw', kind: 'cli', capabilities: {}, version: '1' } };

describe('what is malformed', () => {
  it('on a stream is refused message by message, and the stream goes on', () =>
    withHouse(async ({ house, socket, start, defer }) => {
      await start();
      const client = rawClient(socket);
      defer(() => client.close());
      const stream = rawStream(client);
      const refused = async (requestId: string, code = 'INVALID_ARGUMENT') =>
        expect(await stream.next()).toMatchObject({
          failure: { requestId, code, message: expect.stringMatching(/\w/) },
        });
      stream.send({ utterance: { requestId: 'early', text: 'hi' } });
      await refused('early', 'FAILED_PRECONDITION');
      stream.send({ hello: { ...hello.hello, name: '../../etc' } });
      await refused('');
      stream.send({ hello: { ...hello.hello, kind: 'admin' } });
      await refused('');
      stream.send(hello);
      expect(await stream.next()).toMatchObject({ welcome: { offset: 0 } });
      stream.send(hello);
      await refused('', 'FAILED_PRECONDITION');
      stream.call.write(Buffer.from([0xff, 0xff, 0xff, 0xff]));
      await refused('');
      stream.call.write(Buffer.alloc(0));
      await refused('');
      stream.call.write(Buffer.from([0xf2, 0x07, 0x01, 0x00]));
      await refused('');
      stream.send({ utterance: { requestId: '', text: 'no id' } });
      await refused('');
      stream.send({ utterance: { requestId: 'r1', text: '' } });
      await refused('r1');
      stream.send({ utterance: { requestId: 'r2', text: 'x', confidence: Number.NaN } });
      await refused('r2');
      stream.send({ utterance: { requestId: 'r3', text: 'x', thread: 't', continueLast: true } });
      await refused('r3');
      stream.send({ utterance: { requestId: 'r4', text: 'ü'.repeat(32_769) } });
      await refused('r4');
      stream.send({ utterance: { requestId: 'r5', text: 'x', alternatives: Array.from({ length: 17 }, () => 'y') } });
      await refused('r5');
      stream.send({ cancel: { requestId: 'r6', thread: 't', turn: '9007199254740993' } });
      await refused('r6');
      stream.send({ wakeClaim: { requestId: 'r7', energyDb: Number.NEGATIVE_INFINITY, score: 2 } });
      await refused('r7');
      expect(house.utterances).toEqual([]);
      stream.send({ utterance: { requestId: 'ok', text: 'ü'.repeat(32_768) } });
      expect(await stream.next()).toMatchObject({ accepted: { requestId: 'ok' } });
      stream.call.cancel();
    }));

  it('and too large ends its own stream only', () =>
    withHouse(async ({ socket, start, defer }) => {
      await start();
      const healthy = await connect({ socket, name: 'chat', kind: 'cli' });
      defer(() => healthy.close());
      const client = rawClient(socket);
      defer(() => client.close());
      const stream = rawStream(client);
      const other = rawStream(client);
      for (const one of [stream, other]) {
        one.send(hello);
        await one.next();
      }
      stream.call.write(Buffer.alloc(256 * 1024 + 1));
      expect(await stream.next()).toMatchObject({ status: status.RESOURCE_EXHAUSTED });
      other.send({ ping: { requestId: 'p' } });
      expect(await other.next()).toMatchObject({ done: { requestId: 'p' } });
      await healthy.ping();
      other.call.cancel();
    }));

  it('in a unary request is INVALID_ARGUMENT, and a method that is not there UNIMPLEMENTED', () =>
    withHouse(async ({ socket, start, defer }) => {
      await start();
      const client = rawClient(socket);
      defer(() => client.close());
      const call = methodOf('agentos.v1.Catalog', 'Call').requestSerialize;
      const ask = (bytes: Buffer) => rawUnary(client, 'agentos.v1.Catalog', 'Call', bytes);
      expect(await ask(Buffer.from([0x0a, 0xff]))).toMatchObject({ code: status.INVALID_ARGUMENT });
      expect(await ask(call({ subject: '', inputJson: '{}' }))).toMatchObject({ code: status.INVALID_ARGUMENT });
      expect(await ask(call({ subject: 'need.echo', inputJson: '{"a":' }))).toMatchObject({
        code: status.INVALID_ARGUMENT,
        details: expect.stringContaining('need.echo: the input is not JSON'),
      });
      expect(await ask(call({ subject: 'need.echo', inputJson: '"\\ud800"' }))).toMatchObject({
        response: { outputJson: '{"echo":"\ufffd"}' },
      });
      const unknown = await new Promise((resolve) => {
        const asIs = (bytes: Buffer) => bytes;
        client.makeUnaryRequest('/agentos.v1.Catalog/Delete', asIs, asIs, Buffer.alloc(0), (error) =>
          resolve(error?.code),
        );
      });
      expect(unknown).toBe(status.UNIMPLEMENTED);
    }));

  it('at random is never an INTERNAL error, and never does anything', () =>
    withHouse(async ({ house, socket, start, defer }) => {
      await start();
      const client = rawClient(socket);
      defer(() => client.close());
      const stream = rawStream(client);
      stream.send(hello);
      await stream.next();
      const methods: [string, string][] = [
        ['agentos.v1.Catalog', 'Call'],
        ['agentos.v1.Catalog', 'Services'],
        ['agentos.v1.Threads', 'List'],
        ['agentos.v1.Threads', 'Get'],
        ['grpc.health.v1.Health', 'Check'],
      ];
      const valid = methodOf('agentos.v1.Assistant', 'Converse').requestSerialize({
        cancel: { requestId: 'abc', thread: 'nobody', turn: 1 },
      });
      await fc.assert(
        fc.asyncProperty(
          fc.uint8Array({ maxLength: 40 }),
          fc.nat(valid.length - 1),
          fc.nat(255),
          async (bytes, at, value) => {
            for (const [service, method] of methods) {
              const { code } = await rawUnary(client, service, method, Buffer.from(bytes));
              expect([status.OK, status.INVALID_ARGUMENT, status.NOT_FOUND, status.UNIMPLEMENTED]).toContain(code);
            }
            const mutated = Buffer.from(valid);
            mutated[at] = value;
            stream.call.write(mutated);
            stream.send({ ping: { requestId: 'alive' } });
            for (;;) {
              const { failure, done, status: ended } = await stream.next();
              expect(ended).toBeUndefined();
              if (failure !== undefined) expect(failure).not.toMatchObject({ code: 'INTERNAL' });
              if (typeof done === 'object' && done !== null && 'requestId' in done && done.requestId === 'alive') break;
            }
          },
        ),
        { numRuns: 60 },
      );
      expect(house.utterances).toEqual([]);
      stream.call.cancel();
    }));

  it('before HTTP/2 even begins leaves the others alone', () =>
    withHouse(async ({ socket, start, defer }) => {
      await start();
      const client = await connect({ socket, name: 'chat', kind: 'cli' });
      defer(() => client.close());
      for (const bytes of [
        'GET / HTTP/1.1\r\n\r\n',
        '\0'.repeat(4_096),
        'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\xff\xff\xff\xff\xff\xff\xff\xff\xff',
      ]) {
        const connection = createConnection(socket);
        const over = new Promise((resolve) => connection.once('close', resolve));
        connection.on('error', () => {});
        connection.end(Buffer.from(bytes, 'latin1'));
        connection.resume();
        await Promise.race([over, new Promise((resolve) => setTimeout(resolve, 500))]);
        connection.destroy();
      }
      await client.utter({ text: 'still there?' }).accepted;
    }));
});
