import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { guardedHttp } from '../../../src/daemon/doors/http.ts';
import { httpGet, httpPost } from '../../../src/services/need/http/contract.ts';
import tools from '../../../src/services/need/http/guarded.ts';
import { ToolHost } from '../tool_host.ts';

const ENTITY = (id: string) => ({ domain: id, deviceClass: undefined });
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('it listens nowhere');
  return `127.0.0.1:${address.port}`;
}
const host = (...allow: string[]) => new ToolHost({ http: guardedHttp(allow) }).add(...tools);

describe('need.http', () => {
  test('gives what an address answers, as text and up to a length; what is no text is told of only', async () => {
    const at = await serve((request, response) => {
      const type = request.url === '/image' ? 'image/png' : 'application/problem+json';
      response.setHeader('content-type', type).end('{"a":"äöü"}'.padEnd(300, ' '));
    });
    const { call } = { call: (url: string, more = {}) => host(at).call('need.http.get', { url, ...more }) };
    expect(await call(`http://${at}/`, { max_chars: 200 })).toMatchObject({
      type: 'application/problem+json',
      text: expect.stringMatching(/^\{"a":"äöü"\}/),
      cut: true,
    });
    expect(await call(`http://${at}/image`)).toEqual({
      url: `http://${at}/image`,
      type: 'image/png',
      text: '',
      cut: false,
    });
    await expect(host().call('need.http.get', { url: `http://${at}/` })).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
    });
    for (const url of ['file:///etc/passwd', 'ftp://example.org/', 'nothing', `http://x/${'y'.repeat(2_000)}`])
      expect(() => httpGet({ url }), url).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
  });

  test('what is sent goes to that address and to none that it redirects to', async () => {
    const got: string[] = [];
    const take: RequestListener = async (request, response) => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      got.push(`${request.method} ${request.url} ${request.headers['content-type']} ${body}`);
      const status = Number(/\d+/.exec(request.url ?? '')?.[0] ?? 200);
      if (status === 200) response.setHeader('content-type', 'text/plain').end('taken');
      else response.writeHead(status, { location: '/end' }).end();
    };
    const at = await serve(take);
    const send = (path: string) => host(at).call('need.http.post', { url: `http://${at}${path}`, text: '{"ä":1}' });
    expect(await send('/')).toMatchObject({ text: 'taken' });
    for (const status of [301, 302, 303, 307, 308])
      await expect(send(`/${status}`)).rejects.toMatchObject({ code: 'FAILED_PRECONDITION' });
    expect(got.filter((line) => line.includes('/end'))).toEqual([]);
    expect(got).toHaveLength(6);
    expect(got[0]).toBe('POST / application/json {"ä":1}');
  });

  test('what leaves is shown in full, or not sent', () => {
    for (const contract of [httpGet, httpPost]) expect(contract.outbound({})).toBe(true);
    expect(httpGet.labels).toEqual(['need.http.get']);
    const post = { url: 'https://example.org/', text: 'all of it', type: 'text/plain', max_chars: 200 };
    expect(httpPost.questionFor(post, ENTITY)).toBe('Send this to https://example.org/: all of it');
    expect(httpPost.riskOf(post, ENTITY)).toBe('private');
    expect(() => httpPost.questionFor({ ...post, text: 'x'.repeat(2_001) }, ENTITY)).toThrow('too long to be shown');
  });
});
