import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { guardedHttp } from '../../../src/daemon/doors/http.ts';

let server: Server | undefined;
afterEach(() => server?.close());

test('a body is read up to the limit, to the byte', async () => {
  const body = JSON.stringify('x'.repeat(1_000));
  server = createServer((_request, response) => response.end(body)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('it listens nowhere');
  const host = `127.0.0.1:${address.port}`;
  const get = (maxBytes: number) =>
    guardedHttp([host]).getJson(`http://${host}/`, { maxBytes, signal: AbortSignal.timeout(20_000) });
  expect(await get(body.length)).toBe('x'.repeat(1_000));
  await expect(get(body.length - 1)).rejects.toMatchObject({ code: 'RESOURCE_EXHAUSTED' });
});
