import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { guardedHttp, isPrivateAddress } from '../../../src/daemon/doors/http.ts';

const signal = new AbortController().signal;
const servers: http.Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server on the loopback: what the guard must never reach unless it is told to. */
async function serve(answer: http.RequestListener): Promise<{ port: number; requests: () => number }> {
  let requests = 0;
  const server = http.createServer((request, response) => {
    requests += 1;
    answer(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, requests: () => requests };
}

type Lookup = NonNullable<Parameters<typeof guardedHttp>[1]>;
/** Names as the tests say; what is not there is not found. */
const names =
  (known: { readonly [name: string]: readonly string[] }): Lookup =>
  (hostname, _options, callback) => {
    const found = known[hostname];
    if (!found) callback(Object.assign(new Error(`not found: ${hostname}`), { code: 'ENOTFOUND' }), []);
    else
      callback(
        null,
        found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
  };

describe('what is not the public internet', () => {
  it.each([
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '100.127.255.255',
    '192.0.0.1',
    '192.0.2.1',
    '198.18.0.1',
    '198.51.100.7',
    '203.0.113.9',
    '224.0.0.1',
    '239.255.255.255',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '100::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    'fc00::1',
    'fd12:3456::1',
    'fe80::1',
    'fec0::1',
    'ff02::1',
    'not an address',
    '',
  ])('%s', (address) => expect(isPrivateAddress(address)).toBe(true));

  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '93.184.215.14',
    '172.15.0.1',
    '172.32.0.1',
    '100.63.0.1',
    '100.128.0.1',
    '2606:4700::1111',
    '2001:4860::8888',
    '::ffff:8.8.8.8',
  ])('but not %s', (address) => expect(isPrivateAddress(address)).toBe(false));
});

describe('the guard of http', () => {
  it('refuses every way to write an address inside', async () => {
    const { port, requests } = await serve((_request, response) => response.end('{}'));
    const { getJson } = guardedHttp([], names({}));
    for (const host of [
      '127.0.0.1',
      '127.1',
      '127.0.1',
      '2130706433',
      '0x7f000001',
      '0x7f.1',
      '017700000001',
      '0177.0.0.1',
      '127.0.0.1.',
      '0',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '[::127.0.0.1]',
      '[0:0:0:0:0:0:0:1]',
      '[64:ff9b::127.0.0.1]',
      'user:pass@127.0.0.1',
      '１２７.0.0.1',
      '①②⑦.0.0.1',
    ])
      await expect(getJson(`http://${host}:${port}/`, { signal }), host).rejects.toMatchObject({
        code: 'PERMISSION_DENIED',
      });
    expect(requests()).toBe(0);
  });

  it('refuses a name that leads inside, or has one address there', async () => {
    const { port, requests } = await serve((_request, response) => response.end('{}'));
    const { getJson } = guardedHttp(
      [],
      names({
        'inside.example': ['127.0.0.1'],
        'mixed.example': ['8.8.8.8', '127.0.0.1'],
        'six.example': ['::1'],
        'mapped.example': ['::ffff:127.0.0.1'],
        'none.example': [],
      }),
    );
    for (const name of ['inside', 'mixed', 'six', 'mapped', 'none'])
      await expect(getJson(`http://${name}.example:${port}/`, { signal })).rejects.toMatchObject({
        code: 'PERMISSION_DENIED',
      });
    await expect(getJson(`http://nowhere.example:${port}/`, { signal })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(requests()).toBe(0);
  });

  it('checks a name anew for each connection: one that turns inside later is refused', async () => {
    const { port, requests } = await serve((_request, response) => response.end('{}'));
    let asked = 0;
    const { getJson } = guardedHttp([], (_hostname, _options, callback) => {
      asked += 1;
      // Nobody listens there: the first call fails for that, the second for the guard.
      callback(null, [{ address: asked === 1 ? '203.0.113.1' : '127.0.0.1', family: 4 }]);
    });
    for (let count = 0; count < 2; count += 1)
      await expect(getJson(`http://turns.example:${port}/`, { signal })).rejects.toMatchObject({
        code: 'PERMISSION_DENIED',
      });
    expect(asked).toBe(2);
    expect(requests()).toBe(0);
  });

  it('follows redirects under the same rule, and not for ever', async () => {
    const inside = await serve((_request, response) => response.end('{"secret":1}'));
    let to = '';
    const { port, requests } = await serve((_request, response) =>
      response.writeHead(302, { location: to }).end('beside'),
    );
    const { getJson } = guardedHttp([`127.0.0.1:${port}`], names({}));
    const from = `http://127.0.0.1:${port}/`;
    for (const target of [
      `http://127.0.0.1:${inside.port}/`,
      `http://[::1]:${inside.port}/`,
      `//2130706433:${inside.port}/`,
    ]) {
      to = target;
      await expect(getJson(from, { signal }), target).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    }
    for (const target of ['file:///etc/passwd', 'ftp://example.org/', 'data:application/json,{}']) {
      to = target;
      await expect(getJson(from, { signal }), target).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    }
    expect(inside.requests()).toBe(0);
    to = '/again';
    const before = requests();
    await expect(getJson(from, { signal })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringContaining('too often'),
    });
    expect(requests() - before).toBe(6);
  });

  it('reaches a private peer that is allowed, at its port only', async () => {
    const { port } = await serve((_request, response) => response.end('{"a":[1]}'));
    expect(await guardedHttp([`127.0.0.1:${port}`]).getJson(`http://127.0.0.1:${port}/`, { signal })).toEqual({
      a: [1],
    });
    await expect(guardedHttp(['127.0.0.1:1']).getJson(`http://127.0.0.1:${port}/`, { signal })).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
    });
  });

  it('gives every bad answer its own error, and stops at the limit of size', async () => {
    let answer: http.RequestListener = () => undefined;
    const { port } = await serve((request, response) => answer(request, response));
    const { getJson } = guardedHttp([`127.0.0.1:${port}`]);
    const get = (options: { maxBytes?: number; signal?: AbortSignal } = {}) =>
      getJson(`http://127.0.0.1:${port}/`, { signal, ...options });
    for (const [status, code] of [
      [404, 'NOT_FOUND'],
      [403, 'PERMISSION_DENIED'],
      [429, 'RESOURCE_EXHAUSTED'],
      [500, 'UNAVAILABLE'],
      [418, 'FAILED_PRECONDITION'],
    ] as const) {
      answer = (_request, response) => response.writeHead(status).end('no');
      await expect(get()).rejects.toMatchObject({ code });
    }
    answer = (_request, response) => response.end('<html>');
    await expect(get()).rejects.toMatchObject({ code: 'DATA_LOSS' });
    // It never ends: only the limit can stop it.
    answer = (_request, response) => {
      const more = (): void => void (response.destroyed || response.write(Buffer.alloc(65_536), more));
      more();
    };
    await expect(get({ maxBytes: 200_000 })).rejects.toMatchObject({ code: 'RESOURCE_EXHAUSTED' });
    answer = (_request, response) => void response.write('{');
    const slow = new AbortController();
    setTimeout(() => slow.abort(), 50);
    await expect(get({ signal: slow.signal })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(getJson('not a url', { signal })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });
});

describe('text of any kind', () => {
  it('comes in its charset, with its type and where it was found', async () => {
    const { port } = await serve((request, response) => {
      if (request.url === '/old') response.writeHead(302, { location: '/new' }).end('no end');
      else if (request.url === '/new')
        response
          .writeHead(200, { 'content-type': 'Text/HTML; charset=iso-8859-1' })
          .end(Buffer.from('caf\xe9', 'latin1'));
      else if (request.url === '/meta') response.end(Buffer.from('<meta charset="windows-1252"><p>\x80', 'latin1'));
      else response.writeHead(200, { 'content-type': 'text/plain; charset=unheard-of' }).end('plain ✓');
    });
    const { getText } = guardedHttp([`127.0.0.1:${port}`], names({}));
    const at = (path: string) => getText(`http://127.0.0.1:${port}${path}`, { signal });
    expect(await at('/old')).toEqual({ text: 'café', type: 'text/html', url: `http://127.0.0.1:${port}/new` });
    expect((await at('/meta')).text).toContain('€');
    expect(await at('/odd')).toMatchObject({ text: 'plain ✓', type: 'text/plain' });
    await expect(getText('nonsense', { signal })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  it('S10 a key for one host is not sent to another that it redirects to', async () => {
    const seen: (string | undefined)[] = [];
    const other = await serve((request, response) => {
      seen.push(request.headers['x-key'] as string | undefined);
      response.end('{}');
    });
    const own = await serve((request, response) => {
      seen.push(request.headers['x-key'] as string | undefined);
      if (request.url === '/away') response.writeHead(302, { location: `http://127.0.0.1:${other.port}/` }).end();
      else if (request.url === '/here') response.writeHead(302, { location: '/end' }).end();
      else response.end('{}');
    });
    const { getJson } = guardedHttp([`127.0.0.1:${own.port}`, `127.0.0.1:${other.port}`], names({}));
    await getJson(`http://127.0.0.1:${own.port}/away`, { signal, headers: { 'x-key': 'secret' } });
    expect(seen).toEqual(['secret', undefined]);
    await getJson(`http://127.0.0.1:${own.port}/here`, { signal, headers: { 'x-key': 'secret' } });
    expect(seen.slice(2)).toEqual(['secret', 'secret']);
  });
});
