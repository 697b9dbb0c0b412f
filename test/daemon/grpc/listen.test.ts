import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { credentials, Client as GrpcClient, Metadata } from '@grpc/grpc-js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { listening } from '../../../src/daemon/grpc/listen.ts';
import { certify } from '../../../src/daemon/grpc/tls_certificate.ts';
import { tlsIdentity } from '../../../src/daemon/grpc/tls_identity.ts';
import { placeOf } from '../../../src/interfaces/client/credential.ts';
import { enroll, whoAmI } from '../../../src/interfaces/client/enroll.ts';
import { wayTo } from '../../../src/interfaces/client/place.ts';
import { listen } from '../../../src/settings/listen.ts';
import { withRemote } from './remote_house.ts';

const DAY_MS = 86_400_000;
const NOW = Date.now();
const NOTHING = listen.parse({});

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agentos-listen-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string, mode = 0o600): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

/** An authority, and a server and a client under it. */
function issued(days = 30) {
  const ca = certify({ subject: 'ca', from: NOW - DAY_MS, until: NOW + 300 * DAY_MS });
  const wanted = { subject: 'server', from: NOW - 2 * DAY_MS, until: NOW + days * DAY_MS, names: ['house.example'] };
  return { ca, server: certify(wanted, { ...ca, subject: 'ca' }) };
}

async function tried(settings: z.input<typeof listen>, insecureDev = false): Promise<string> {
  const store = { append: () => expect.unreachable(), records: async () => [] };
  const options = { settings: listen.parse(settings), stateFolder: folder, insecureDev, store };
  return listening({ ...options, now: () => NOW, log: () => undefined }).then(
    (made) => (made ? 'OK' : 'nowhere'),
    (thrown: { code?: string; message?: string }) => `${thrown.code}: ${thrown.message}`,
  );
}

async function codeOf(request: Promise<unknown>): Promise<string> {
  return request.then(
    () => 'OK',
    (thrown: { code?: string }) => thrown.code ?? String(thrown),
  );
}

describe('listening', () => {
  it('is for addresses only, and nothing is listened on by itself', async () => {
    expect(await tried({})).toBe('nowhere');
    expect(existsSync(join(folder, 'tls'))).toBe(false);
    for (const wrong of ['localhost:7443', '1.2.3:1', '1.2.3.4', '1.2.3.4:70000', '::1:7443', '[1.2.3.4]:1', 'x'])
      expect(listen.safeParse({ addresses: [wrong] }).success).toBe(false);
    for (const right of ['0.0.0.0:7443', '[::]:7443', '127.0.0.1:0'])
      expect(listen.safeParse({ addresses: [right] }).success).toBe(true);
  });

  it('is refused without TLS, also on the loopback, but for developing and there only', async () => {
    const plain = { addresses: ['127.0.0.1:7443'], plaintext: true };
    expect(await tried(plain)).toMatch(/^FAILED_PRECONDITION: .*--insecure-dev/);
    expect(await tried(plain, true)).toBe('OK');
    for (const address of ['0.0.0.0:7443', '[::]:7443', '192.168.1.10:7443', '128.0.0.1:1'])
      expect(await tried({ ...plain, addresses: ['127.0.0.1:1', address] }, true)).toMatch(/^FAILED_PRECONDITION/);
  });

  it('takes no clear text where it has TLS, and no TLS below 1.3', () =>
    withRemote(async ({ admit, address }) => {
      const credential = await admit({ name: 'phone' });
      const plain = new GrpcClient(`dns:${address}`, credentials.createInsecure(), {
        'grpc.use_local_subchannel_pool': 1,
      });
      const metadata = new Metadata();
      metadata.set('authorization', `Bearer ${credential.token}`);
      const asIs = (bytes: Buffer): Buffer => bytes;
      const code = await new Promise((resolve) =>
        plain.makeUnaryRequest(
          ...([
            '/agentos.v1.Clients/WhoAmI',
            asIs,
            asIs,
            Buffer.alloc(0),
            metadata,
            { deadline: Date.now() + 5_000 },
          ] as const),
          (error) => resolve(error?.code ?? 0),
        ),
      );
      plain.close();
      expect([4, 14]).toContain(code);
      const { connect } = await import('node:tls');
      const [host = '', port] = address.split(':');
      const old = connect({
        host,
        port: Number(port),
        rejectUnauthorized: false,
        maxVersion: 'TLSv1.2',
        ALPNProtocols: ['h2'],
      });
      const failed = await new Promise((resolve) => {
        old.on('error', () => resolve('refused'));
        old.on('secureConnect', () => resolve('connected'));
      });
      old.destroy();
      expect(failed).toBe('refused');
      expect(await codeOf(whoAmI(credential))).toBe('OK');
    }));

  it('for developing, the same code and token over clear text, to this machine only', () =>
    withRemote(
      async ({ owner, address, served }) => {
        expect(served.addresses).toEqual([address]);
        for await (const news of owner.pair({ name: 'dev', role: 'resident' }, new AbortController().signal)) {
          if (news.message !== 'code') break;
          expect(news.code.fingerprint).toBe('');
          const { credential } = await enroll({ address, code: news.code.code, plaintext: true });
          expect(await whoAmI(credential)).toMatchObject({ name: 'dev' });
        }
      },
      { plaintext: true },
      { insecureDev: true },
    ));
});

describe('the certificate', () => {
  it('is made once, for nobody else to read, and stays what clients trust', () => {
    const first = tlsIdentity(NOTHING, folder, NOW);
    expect(tlsIdentity(NOTHING, folder, NOW)).toEqual(first);
    for (const name of ['authority.pem', 'server.pem'])
      expect(statSync(join(folder, 'tls', name)).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'tls')).mode & 0o777).toBe(0o700);
    const later = tlsIdentity(NOTHING, folder, NOW + 800 * DAY_MS);
    expect(later.fingerprint).toBe(first.fingerprint);
    expect(later.key).not.toBe(first.key);
    expect(later.until).toBeGreaterThan(first.until);
  });

  it('that is of no use, or that others can read, is refused in words, and is not made anew', () => {
    const { fingerprint } = tlsIdentity(NOTHING, folder, NOW);
    const path = join(folder, 'tls', 'authority.pem');
    const text = readFileSync(path, 'utf8');
    const refusal = (change: () => void): string => {
      change();
      try {
        tlsIdentity(NOTHING, folder, NOW);
        return 'OK';
      } catch (thrown) {
        return String(thrown);
      }
    };
    expect(refusal(() => writeFileSync(path, ''))).toMatch(/authority\.pem is empty/);
    expect(refusal(() => writeFileSync(path, 'nonsense'))).toMatch(/holds no key and certificate/);
    expect(refusal(() => writeFileSync(path, text.slice(0, -100)))).toMatch(/holds no key and certificate/);
    expect(refusal(() => writeFileSync(path, text))).toBe('OK');
    expect(refusal(() => chmodSync(path, 0o640))).toMatch(/can be read by others.*chmod 600/);
    chmodSync(path, 0o600);
    expect(tlsIdentity(NOTHING, folder, NOW).fingerprint).toBe(fingerprint);
  });

  it('that is given is looked at as its clients will', async () => {
    const { ca, server } = issued();
    const other = issued();
    const certificate = file('server.crt', server.certificate, 0o644);
    const key = file('server.key', server.key);
    const authority = file('ca.crt', ca.certificate, 0o644);
    const given = { addresses: ['127.0.0.1:1'], certificate, key, ca: authority };
    expect(await tried(given)).toBe('OK');
    const faults: [string, Partial<typeof given>][] = [
      ['is not there', { key: join(folder, 'none') }],
      ['can be read by others', { key: file('open.key', server.key, 0o644) }],
      ['is empty', { key: file('empty.key', '') }],
      ['is not one in PEM', { key: file('wrong.key', 'nonsense') }],
      ['is not that of the certificate', { key: file('other.key', other.server.key) }],
      ['is empty', { certificate: file('empty.crt', '', 0o644) }],
      ['no certificate in PEM', { certificate: file('wrong.crt', 'nonsense', 0o644) }],
      ['do not lead to "ca"', { ca: file('other.crt', other.ca.certificate, 0o644) }],
      ['is not the certificate of an authority', { ca: certificate }],
      ['can be written by others', { certificate: file('loose.crt', server.certificate, 0o666) }],
    ];
    for (const [words, fault] of faults) expect(await tried({ ...given, ...fault })).toContain(words);
    expect(listen.safeParse({ certificate, key }).success).toBe(false);
    const expired = issued(-1);
    const old = {
      certificate: file('old.crt', expired.server.certificate, 0o644),
      key: file('old.key', expired.server.key),
      ca: file('old_ca.crt', expired.ca.certificate, 0o644),
    };
    expect(await tried({ ...given, ...old })).toContain('has expired');
    expect(await tried({ ...given, client_ca: certificate })).toContain('of no authority');
  });

  it('of the daemon that has expired is not believed by a client', () =>
    withRemote(async ({ admit }) => {
      const { ca, server } = issued(-1);
      const { createSecureServer } = await import('node:http2');
      const expired = createSecureServer({ key: server.key, cert: server.certificate + ca.certificate });
      expired.on('sessionError', () => undefined);
      await new Promise<void>((resolve) => expired.listen(0, '127.0.0.1', resolve));
      const bound = expired.address();
      const port = typeof bound === 'object' ? bound?.port : 0;
      const credential = { ...(await admit({ name: 'phone' })), ca: ca.certificate, serverName: 'house.example' };
      expect(await codeOf(whoAmI({ ...credential, address: `127.0.0.1:${port}` }))).toBe('UNAVAILABLE');
      expired.close();
    }));

  it('of another host under the same authority stands in between for nothing', () => {
    const { ca, server } = issued();
    const wanted = { subject: 'evil', from: NOW - DAY_MS, until: NOW + DAY_MS, names: ['evil.example'] };
    const evil = certify(wanted, { ...ca, subject: 'ca' });
    const settings = {
      certificate: file('server.crt', server.certificate, 0o644),
      key: file('server.key', server.key),
      ca: file('ca.crt', ca.certificate, 0o644),
    };
    return withRemote(async ({ owner, address }) => {
      const { connect, createServer } = await import('node:tls');
      const [host = '', port] = address.split(':');
      const shows = { key: evil.key, cert: evil.certificate + ca.certificate, ALPNProtocols: ['h2'] };
      const between = createServer(shows, (socket) => {
        const onward = connect({ host, port: Number(port), ALPNProtocols: ['h2'], rejectUnauthorized: false });
        for (const one of [socket, onward]) one.on('error', () => undefined);
        socket.pipe(onward).pipe(socket);
      });
      await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
      const bound = between.address();
      const at = `127.0.0.1:${typeof bound === 'object' ? bound?.port : 0}`;
      try {
        for await (const news of owner.pair({ name: 'phone', role: 'resident' }, new AbortController().signal)) {
          if (news.message !== 'code') break;
          expect(await codeOf(enroll({ address: at, code: news.code.code }))).toBe('UNAUTHENTICATED');
          expect(await codeOf(enroll({ address, code: news.code.code }))).toBe('OK');
        }
      } finally {
        between.close();
      }
    }, settings);
  });

  it('of a client is wanted as well where an authority for clients is named', () => {
    const { ca } = issued();
    const clientCa = file('clients.crt', ca.certificate, 0o644);
    return withRemote(
      async ({ admit }) => {
        const credential = await admit({ name: 'phone' });
        expect(await codeOf(whoAmI(credential))).toBe('UNAVAILABLE');
        const place = placeOf(credential);
        if (place.kind !== 'tls') throw new Error('?');
        const stranger = issued().server;
        for (const [{ key, certificate }, expected] of [
          [stranger, false],
          [clientOf(ca), true],
        ] as const) {
          const way = wayTo({ ...place, own: { key, certificate } });
          const client = new GrpcClient(way.target, way.credentials, {
            ...way.options,
            'grpc.use_local_subchannel_pool': 1,
          });
          const asIs = (bytes: Buffer): Buffer => bytes;
          const code = await new Promise((resolve) =>
            client.makeUnaryRequest(
              ...([
                '/agentos.v1.Clients/WhoAmI',
                asIs,
                asIs,
                Buffer.alloc(0),
                way.metadata,
                { deadline: Date.now() + 5_000 },
              ] as const),
              (error) => resolve(error?.code ?? 0),
            ),
          );
          client.close();
          expect(code === 0).toBe(expected);
        }
      },
      { client_ca: clientCa },
    );
  });
});

/** Certified by openssl: AgentOS makes certificates for servers only. */
function clientOf(ca: { readonly key: string; readonly certificate: string }) {
  const [key, request, made] = ['phone.key', 'phone.csr', 'phone.crt'].map((name) => join(folder, name));
  const [caKey, caCertificate] = [file('signing.key', ca.key), file('signing.crt', ca.certificate)];
  const run = (...words: (string | undefined)[]) => execFileSync('openssl', words.map(String), { stdio: 'ignore' });
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', '/CN=phone'];
  run('req', '-new', ...kind, '-keyout', key, '-out', request);
  run(
    'x509',
    '-req',
    '-in',
    request,
    '-CA',
    caCertificate,
    '-CAkey',
    caKey,
    '-set_serial',
    '2',
    '-days',
    '2',
    '-out',
    made,
  );
  return { key: readFileSync(String(key), 'utf8'), certificate: readFileSync(String(made), 'utf8') };
}
