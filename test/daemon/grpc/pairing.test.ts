import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { createServer as tlsServer } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { PAIRING, Pairing } from '../../../src/daemon/grpc/clients_pairing.ts';
import { certify } from '../../../src/daemon/grpc/tls_certificate.ts';
import { enroll, whoAmI } from '../../../src/interfaces/client/enroll.ts';
import { clientProof, newCode, pairingKey, readCode } from '../../../src/wire/proof.ts';
import { withRemote } from './remote_house.ts';

const WANTED = { name: 'phone', role: 'resident', scopes: ['utter'], again: false } as const;

/** What whoever knows this code says, over a connection to whom this fingerprint stands for. */
async function shown(code: string, fingerprint: string, nonce = Buffer.alloc(32, 7)) {
  return { nonce, proof: clientProof(await pairingKey(readCode(code) ?? '', nonce, fingerprint)) };
}

const quiet = (): void => undefined;
const GUESS = { nonce: Buffer.alloc(32), proof: Buffer.alloc(32) };
const AT = '192.168.1.20';

async function codeOf(request: Promise<unknown>): Promise<string> {
  return request.then(
    () => 'OK',
    (thrown: { code?: string }) => thrown.code ?? String(thrown),
  );
}

describe('a code', () => {
  it('is read however it is typed', () => {
    const code = newCode();
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(readCode(` ${code.toLowerCase()} `)).toBe(code.replace('-', ''));
    expect(readCode('oi1l-0000')).toBe('01110000');
    for (const wrong of ['', 'K7QM', 'K7QM-3F9', 'K7QM-3F9TT', 'K7QM-3F9U', 'K7QM-3F9é'])
      expect(readCode(wrong)).toBeUndefined();
  });

  it('opens once, and the same words again open nothing', async () => {
    const pairing = new Pairing('ab', quiet);
    const { code } = pairing.open(WANTED, 'owner');
    const words = await shown(code, 'ab');
    const [one, two] = await Promise.allSettled([pairing.prove(words, AT), pairing.prove(words, AT)]);
    expect(one.status).toBe('fulfilled');
    expect(two.status).toBe('rejected');
    expect(await codeOf(pairing.prove(words, AT))).toBe('UNAUTHENTICATED');
  });

  it('is not tried for long by one machine, which leaves it to others', async () => {
    const told: unknown[] = [];
    const pairing = new Pairing('ab', (message, fields) => told.push([message, fields]));
    const { code, paired } = pairing.open(WANTED, 'owner');
    for (let n = 0; n < PAIRING.tries; n += 1)
      expect(await codeOf(pairing.prove(GUESS, '10.0.0.66'))).toBe('UNAUTHENTICATED');
    expect(told).toHaveLength(PAIRING.tries);
    expect(told.at(-1)).toEqual(['A wrong code was tried.', { from: '10.0.0.66', tries: PAIRING.tries }]);
    const right = await shown(code, 'ab');
    expect(await codeOf(pairing.prove(right, '10.0.0.66'))).toBe('UNAUTHENTICATED');
    const { wanted, told: letIn } = await pairing.prove(right, '10.0.0.7');
    letIn({ name: wanted.name });
    expect(await paired).toBe('phone');
  }, 60_000);

  it('is worth nothing after a few wrong ones from all machines, and whoever showed it hears of them', async () => {
    const pairing = new Pairing('ab', quiet);
    const { code, paired } = pairing.open(WANTED, 'owner');
    for (let n = 0; n < PAIRING.triesOfAll; n += 1)
      expect(await codeOf(pairing.prove(GUESS, `10.0.1.${n}`))).toBe('UNAUTHENTICATED');
    expect(await codeOf(pairing.prove(await shown(code, 'ab'), '10.0.0.7'))).toBe('UNAUTHENTICATED');
    expect(await codeOf(paired)).toBe('RESOURCE_EXHAUSTED');
  }, 60_000);

  it('opens for five minutes', async () => {
    let now = 0;
    const pairing = new Pairing('ab', quiet, () => now);
    const { code, paired } = pairing.open(WANTED, 'owner');
    now = 299_999;
    const words = await shown(code, 'ab');
    const trying = pairing.prove(words, AT);
    now = 300_000;
    expect(await codeOf(trying)).toBe('UNAUTHENTICATED');
    expect(await codeOf(paired)).toBe('DEADLINE_EXCEEDED');
  });

  it('is of the last who asked for one, and is taken back by whoever leaves', async () => {
    const pairing = new Pairing('ab', quiet);
    const first = pairing.open(WANTED, 'owner');
    const second = pairing.open(WANTED, 'owner');
    expect(await codeOf(first.paired)).toBe('CANCELLED');
    second.withdraw();
    expect(await codeOf(pairing.prove(await shown(second.code, 'ab'), AT))).toBe('UNAUTHENTICATED');
  });

  it('that is shown over a connection with another certificate opens nothing', async () => {
    const pairing = new Pairing('ab', quiet);
    const { code } = pairing.open(WANTED, 'owner');
    expect(await codeOf(pairing.prove(await shown(code, 'cd'), AT))).toBe('UNAUTHENTICATED');
  });

  it('is tried by few at once, of which one machine takes a part', async () => {
    const pairing = new Pairing('ab', quiet);
    pairing.open(WANTED, 'owner');
    const from = (machine: string, count: number) =>
      Array.from({ length: count }, () => codeOf(pairing.prove(GUESS, machine)));
    const one = from('10.0.0.66', 6);
    const others = Array.from({ length: 12 }, (_, n) => from(`10.0.0.${n}`, 1)).flat();
    const refused = (tries: readonly string[]) => tries.filter((code) => code === 'RESOURCE_EXHAUSTED').length;
    expect(refused(await Promise.all(one))).toBe(4);
    expect(refused(await Promise.all(others))).toBe(6);
  }, 60_000);
});

describe('pairing', () => {
  it('lets a machine in over TLS with the rights that were said, and says who came', () =>
    withRemote(async ({ pair, owner, remote }) => {
      const credential = await pair({ name: 'kitchen', role: 'resident', area: 'kitchen' });
      expect(await whoAmI(credential)).toMatchObject({
        ...{ name: 'kitchen', role: 'resident', area: 'kitchen', scopes: ['utter', 'observe:own', 'confirm'] },
      });
      expect(credential.ca).toContain('BEGIN CERTIFICATE');
      expect((await owner.clients()).map(({ name }) => name)).toEqual(['kitchen']);
      expect(await codeOf(pair({ name: 'kitchen', role: 'resident' }))).toBe('ALREADY_EXISTS');
      const again = await pair({ name: 'kitchen', role: 'guest', again: true });
      expect(await codeOf(whoAmI(credential))).toBe('UNAUTHENTICATED');
      expect(await whoAmI(again)).toMatchObject({ role: 'guest', scopes: ['utter'] });
      expect(remote.clients.list()).toHaveLength(1);
    }));

  it('gives nobody what whoever lets it in does not have, and no role what it is not for', () =>
    withRemote(async ({ admit, attach, owner }) => {
      const first = async (client: typeof owner, wanted: Parameters<typeof owner.pair>[0]) => {
        const left = new AbortController();
        try {
          for await (const { message } of client.pair(wanted, left.signal)) return message;
          return 'nothing';
        } catch (thrown) {
          return thrown instanceof Error && 'code' in thrown ? thrown.code : String(thrown);
        } finally {
          left.abort();
        }
      };
      expect(await first(owner, { name: 'a', role: 'owner', scopes: ['admin', 'utter'] })).toBe('code');
      expect(await first(owner, { name: 'a', role: 'guest', scopes: ['confirm'] })).toBe('PERMISSION_DENIED');
      expect(await first(owner, { name: 'a', role: 'resident', scopes: ['admin'] })).toBe('PERMISSION_DENIED');
      expect(await first(owner, { name: 'a', role: 'plugin', scopes: ['tool:use.lights'] })).toBe('INVALID_ARGUMENT');
      const phone = await attach(
        await admit({ name: 'phone', role: 'owner', scopes: ['utter', 'admin', 'observe:own'] }),
      );
      expect(await first(phone, { name: 'b', role: 'owner', scopes: ['utter'] })).toBe('code');
      expect(await first(phone, { name: 'b', role: 'owner', scopes: ['observe:all'] })).toBe('PERMISSION_DENIED');
      expect(await first(phone, { name: 'b', role: 'resident' })).toBe('PERMISSION_DENIED');
      const limited = ['admin', 'utter', 'tool:need.lamp'];
      const lamps = await attach(await admit({ name: 'lamps', role: 'owner', scopes: limited }));
      expect(await first(lamps, { name: 'c', role: 'resident', scopes: ['utter'] })).toBe('PERMISSION_DENIED');
      expect(await first(lamps, { name: 'c', role: 'plugin', scopes: ['utter', 'tool:need.lamp'] })).toBe('code');
      expect(await first(lamps, { name: 'c', role: 'plugin', scopes: ['tool:need.echo'] })).toBe('PERMISSION_DENIED');
    }));

  it('is refused by who sees another fingerprint, before anything is said', () =>
    withRemote(async ({ address, owner, remote }) => {
      const left = new AbortController();
      for await (const news of owner.pair({ name: 'phone', role: 'resident' }, left.signal)) {
        if (news.message !== 'code') break;
        const { code, fingerprint } = news.code;
        expect(fingerprint).toBe(remote.tls?.fingerprint);
        expect(await codeOf(enroll({ address, code, fingerprint: '00'.repeat(32) }))).toBe('UNAUTHENTICATED');
        expect(await codeOf(enroll({ address, code, fingerprint: fingerprint.slice(0, 6) }))).toBe('UNAUTHENTICATED');
        expect(await codeOf(enroll({ address, code, fingerprint: fingerprint.slice(0, 16) }))).toBe('OK');
      }
    }));

  it('gets nowhere through somebody in between with a certificate of their own, who passes everything on', () =>
    withRemote(async ({ address, owner, remote }) => {
      const now = Date.now();
      const ca = certify({ subject: 'AgentOS of this house', from: now - 1_000, until: now + 86_400_000 });
      const names = ['agentos.internal'];
      const wanted = { subject: 'agentos.internal', from: now - 1_000, until: now + 86_400_000, names };
      const leaf = certify(wanted, { ...ca, subject: 'AgentOS of this house' });
      const [host = '', port] = address.split(':');
      const { connect } = await import('node:tls');
      const between = tlsServer(
        { key: leaf.key, cert: leaf.certificate + ca.certificate, ALPNProtocols: ['h2'] },
        (socket) => {
          const onward = connect({ host, port: Number(port), ALPNProtocols: ['h2'], rejectUnauthorized: false });
          for (const one of [socket, onward]) one.on('error', () => undefined);
          socket.pipe(onward).pipe(socket);
        },
      );
      await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
      const at = `127.0.0.1:${(between.address() as AddressInfo).port}`;
      try {
        const left = new AbortController();
        for await (const news of owner.pair({ name: 'phone', role: 'owner' }, left.signal)) {
          if (news.message !== 'code') break;
          // The way there is open: all that keeps it out is what is proved.
          expect(await codeOf(enroll({ address: at, code: news.code.code }))).toBe('UNAUTHENTICATED');
          expect(remote.clients.list()).toEqual([]);
          left.abort();
        }
      } finally {
        between.close();
      }
    }));
});

it('a token goes over no network in the clear, and to no daemon with another certificate', () =>
  withRemote(async ({ admit }) => {
    const credential = await admit({ name: 'phone' });
    const heard: Buffer[] = [];
    const listener = createServer((socket) =>
      socket.on('data', (bytes) => heard.push(bytes)).on('error', () => undefined),
    );
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const { port } = listener.address() as AddressInfo;
    const now = Date.now();
    const other = certify({
      subject: 'another',
      from: now - 1_000,
      until: now + 86_400_000,
      names: ['agentos.internal'],
    });
    const stranger = tlsServer({ key: other.key, cert: other.certificate, ALPNProtocols: ['h2'] }, (socket) =>
      socket.on('data', (bytes: Buffer) => heard.push(bytes)).on('error', () => undefined),
    );
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    const strange = `127.0.0.1:${(stranger.address() as AddressInfo).port}`;
    try {
      expect(await codeOf(whoAmI({ ...credential, address: strange }))).toBe('UNAVAILABLE');
      const { ca: _ca, serverName: _serverName, ...plain } = credential;
      expect(await codeOf(whoAmI({ ...plain, address: `192.0.2.1:${port}` }))).toBe('FAILED_PRECONDITION');
      expect(Buffer.concat(heard).toString('latin1')).not.toContain(credential.token);
    } finally {
      listener.close();
      stranger.close();
    }
  }));
