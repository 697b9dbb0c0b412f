import { describe, expect, it } from 'vitest';
import { methodOf, rawClient, rawStream, rawUnary } from './raw.ts';
import { withHouse } from './scripted.ts';

const HEALTH = 'grpc.health.v1.Health';
const REFLECTION = 'grpc.reflection.v1.ServerReflection';

describe('health', () => {
  it('tells how the daemon is, and every change', () =>
    withHouse(async ({ socket, start, defer }) => {
      const served = await start();
      const client = rawClient(socket);
      defer(() => client.close());
      const { path, requestSerialize, responseDeserialize } = methodOf(HEALTH, 'Watch');
      const check = (service: string) =>
        rawUnary(client, HEALTH, 'Check', methodOf(HEALTH, 'Check').requestSerialize({ service }));
      expect(await check('')).toMatchObject({ response: { status: 'SERVING' } });
      expect(await check('agentos.v1.Assistant')).toMatchObject({ response: { status: 'SERVING' } });
      expect(await check('nobody')).toMatchObject({ code: 5 });
      const watch = client.makeServerStreamRequest(path, requestSerialize, responseDeserialize, { service: '' });
      watch.on('error', () => {});
      const states = watch[Symbol.asyncIterator]();
      expect((await states.next()).value).toMatchObject({ status: 'SERVING' });
      served.setCondition('down');
      expect((await states.next()).value).toMatchObject({ status: 'NOT_SERVING' });
      expect(await check('')).toMatchObject({ response: { status: 'NOT_SERVING' } });
      served.setCondition('serving');
      expect((await states.next()).value).toMatchObject({ status: 'SERVING' });
      watch.cancel();
    }));
});

describe('reflection', () => {
  it('names the services and gives the files that they are in', () =>
    withHouse(async ({ socket, start, defer }) => {
      await start();
      const client = rawClient(socket);
      defer(() => client.close());
      const stream = rawStream(client, REFLECTION, 'ServerReflectionInfo');
      const ask = async (request: object) => {
        stream.send({ host: 'here', ...request });
        return stream.next();
      };
      const listed = await ask({ listServices: '*' });
      expect(listed).toMatchObject({ validHost: 'here', originalRequest: { listServices: '*' } });
      expect(listed.listServicesResponse).toEqual({
        service: [
          'agentos.v1.Admin',
          'agentos.v1.Assistant',
          'agentos.v1.Catalog',
          'agentos.v1.Clients',
          'agentos.v1.Threads',
          'grpc.health.v1.Health',
          'grpc.reflection.v1.ServerReflection',
        ].map((name) => ({ name })),
      });
      for (const symbol of [
        'agentos.v1.Assistant',
        'agentos.v1.Assistant.Converse',
        'agentos.v1.Mail',
        'agentos.v1.Outcome',
        HEALTH,
      ]) {
        const answer = JSON.stringify(await ask({ fileContainingSymbol: symbol }));
        const file = Buffer.from(fileOf(answer));
        expect(file.includes(symbol.split('.')[3] ?? '')).toBe(true);
        expect(file.includes(symbol.startsWith('agentos') ? 'agentos.v1' : 'grpc.health.v1')).toBe(true);
      }
      expect(await ask({ fileByFilename: 'agentos_v1.proto' })).toHaveProperty('fileDescriptorResponse');
      expect(await ask({ fileByFilename: 'none.proto' })).toMatchObject({ errorResponse: { errorCode: 5 } });
      expect(await ask({ fileContainingSymbol: 'agentos.v1.Nothing' })).toMatchObject({
        errorResponse: { errorCode: 5 },
      });
      expect(await ask({ allExtensionNumbersOfType: 'agentos.v1.Mail' })).toMatchObject({
        errorResponse: { errorCode: 5 },
      });
      expect(await ask({})).toMatchObject({ errorResponse: { errorCode: 3 } });
      stream.call.cancel();
    }));
});

function fileOf(answer: string): number[] {
  const parsed: { fileDescriptorResponse: { fileDescriptorProto: { data: number[] }[] } } = JSON.parse(answer);
  return parsed.fileDescriptorResponse.fileDescriptorProto[0]?.data ?? [];
}
