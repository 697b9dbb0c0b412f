import { connect as connectH2, constants } from 'node:http2';
import { connect as dial } from 'node:tls';
import { Client as GrpcClient, Metadata, status } from '@grpc/grpc-js';
import { describe, expect, it } from 'vitest';
import { Clients } from '../../../src/daemon/grpc/clients.ts';
import { deadTokensIn } from '../../../src/daemon/grpc/clients_dead.ts';
import type { Client } from '../../../src/interfaces/client/client.ts';
import { connect } from '../../../src/interfaces/client/client.ts';
import { placeOf } from '../../../src/interfaces/client/credential.ts';
import { renew, whoAmI } from '../../../src/interfaces/client/enroll.ts';
import { wayTo } from '../../../src/interfaces/client/place.ts';
import { methodOf } from './raw.ts';
import { withRemote } from './remote_house.ts';

async function said(client: Client, text: string): Promise<{ thread: string; reply: string }> {
  const turn = client.utter({ text });
  let reply = '';
  for await (const update of turn.updates) if (update.type === 'end') reply = update.text;
  return { thread: (await turn.accepted).thread, reply };
}

async function codeOf(request: Promise<unknown>): Promise<string> {
  return request.then(
    () => 'OK',
    (thrown: { code?: string }) => thrown.code ?? String(thrown),
  );
}

/** How a stream that follows a thread goes on, and why it ended. */
function following(client: Client, thread: string) {
  const seen: string[] = [];
  const ended = (async () => {
    try {
      for await (const event of client.watch(thread, 0, new AbortController().signal)) seen.push(event.direction);
      return 'OK';
    } catch (thrown) {
      return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown);
    }
  })();
  return { seen, ended };
}

describe('a client on another machine', () => {
  it('talks over TLS, and its mailbox is its own', () =>
    withRemote(async ({ admit, attach, house, owner }) => {
      const kitchen = await attach(await admit({ name: 'kitchen', area: 'kitchen' }), { kind: 'voice', name: 'voice' });
      const phone = await attach(await admit({ name: 'phone', role: 'owner' }));
      expect((await said(kitchen, 'hello')).reply).toBe('hello');
      const row = (await owner.threads({ limit: 1 }))[0];
      expect(row?.origin).toMatchObject({ client: 'resident:kitchen/voice', area: 'kitchen' });
      await said(phone, 'hello');
      expect((await owner.threads({ limit: 1 }))[0]?.origin.client).toBe('owner:phone/cli');
      expect(await house.store.mailbox('resident:kitchen/voice')).toMatchObject({ last: 1 });
    }));

  it('cannot say that it stands elsewhere, and no hello gives it more than its role', () =>
    withRemote(async ({ admit, attach, house }) => {
      const opened = async (client: Client) => {
        const { thread } = await said(client, 'hello');
        const [first] = await house.store.events(thread, { limit: 1 });
        return first?.direction === 'FORWARD' ? first.opened : undefined;
      };
      const at = async (name: string, wanted: object, options = {}) =>
        opened(await attach(await admit({ name, ...wanted }), { area: 'vault', ...options }));
      expect(await at('fixed', { area: 'kitchen' })).toMatchObject({
        area: 'kitchen',
        channel: 'voice',
        canConfirm: true,
      });
      expect(await at('nowhere', {})).not.toHaveProperty('area');
      expect(await at('guest', { role: 'guest' })).toMatchObject({ channel: 'voice', guest: true, canConfirm: false });
      expect(await at('script', { role: 'automation' })).toMatchObject({ channel: 'automation', canConfirm: false });
      expect(await at('plugin', { role: 'plugin' })).toMatchObject({ channel: 'token', canConfirm: false, tools: [] });
      expect(await at('mine', { role: 'owner' })).toMatchObject({ channel: 'owner', canConfirm: true });
      expect(await at('mine-spoken', { role: 'owner' }, { kind: 'voice' })).toMatchObject({ channel: 'voice' });
      expect(await at('mine-watching', { role: 'owner' }, { kind: 'watch' })).toMatchObject({
        ...{ channel: 'automation', canConfirm: false },
      });
      expect(await at('quiet', { scopes: ['utter'] })).toMatchObject({ canConfirm: false, ownThreadsOnly: true });
    }));

  it('silences no microphone of another room', () =>
    withRemote(async ({ admit, attach }) => {
      const kitchen = await attach(await admit({ name: 'kitchen', area: 'kitchen' }), { kind: 'voice' });
      const guest = await attach(await admit({ name: 'guest', role: 'guest', area: 'guest room' }), { kind: 'voice' });
      const near = { area: 'kitchen', energyDb: -30, score: 0.5 };
      const [heard, loud] = await Promise.all([
        kitchen.claimWake(near),
        guest.claimWake({ area: 'kitchen', energyDb: 0, score: 1 }),
      ]);
      expect([heard, loud]).toEqual([true, true]);
    }));

  it('reads its own threads; those of others only with observe:all', () =>
    withRemote(async ({ admit, attach, owner, house, paused }) => {
      const others = await said(owner, 'a secret of the owner');
      const phone = await attach(await admit({ name: 'phone', role: 'owner', scopes: ['utter', 'observe:own'] }));
      const kitchen = await attach(await admit({ name: 'kitchen' }));
      const all = await attach(await admit({ name: 'all', scopes: ['utter', 'observe:all'] }));
      const own = await said(kitchen, 'of the kitchen');
      for (const [client, mine] of [
        [kitchen, [own.thread]],
        [phone, []],
        [all, [own.thread, others.thread]],
      ] as const) {
        expect((await client.threads()).map(({ id }) => id).sort()).toEqual([...mine].sort());
        const seesOthers = mine.some((id) => id === others.thread);
        const expected = seesOthers ? 'OK' : 'NOT_FOUND';
        expect(await codeOf(client.thread(others.thread))).toBe(expected);
        expect(await codeOf(client.threadAt(others.thread, 1))).not.toBe(seesOthers ? 'NOT_FOUND' : 'OK');
        expect(await codeOf(client.events(others.thread)[Symbol.asyncIterator]().next())).toBe(expected);
        expect(
          await codeOf(client.watch(others.thread, 0, new AbortController().signal)[Symbol.asyncIterator]().next()),
        ).toBe(expected);
      }
      // Nor does it go on in them, also not one that speaks as an owner.
      expect(await codeOf(phone.utter({ text: 'and then?', thread: others.thread }).accepted)).toBe('NOT_FOUND');
      expect(await codeOf(kitchen.utter({ text: 'and then?', thread: others.thread }).accepted)).toBe('NOT_FOUND');
      expect((await kitchen.thread(own.thread)).events.length).toBeGreaterThan(1);
      // And it is told the same of a turn that runs as of one that does not.
      const running = await owner.utter({ text: 'pause, then lamp' }).accepted;
      while (paused.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      const stranger = { name: 'resident:kitchen/cli', interface: 'cli', channel: 'voice', canConfirm: true } as const;
      const stopped = (more: object, turn: number) =>
        codeOf(house.runtime.cancel({ ...stranger, takesNotices: false, ...more }, running.thread, turn));
      expect(await stopped({ ownThreadsOnly: true }, running.turn)).toBe('NOT_FOUND');
      expect(await stopped({ ownThreadsOnly: true }, running.turn + 1)).toBe('NOT_FOUND');
      expect(await stopped({}, running.turn)).toBe('PERMISSION_DENIED');
      for (const goOn of paused) goOn();
    }));

  it('says nothing without "utter", and uses no tool that it was not let in for', () =>
    withRemote(async ({ admit, attach }) => {
      const mute = await attach(await admit({ name: 'mute', scopes: ['observe:own'] }));
      expect(await codeOf(mute.utter({ text: 'hello' }).accepted)).toBe('PERMISSION_DENIED');
      expect(await codeOf(mute.answer('t/1', 'yes'))).toBe('PERMISSION_DENIED');
      const plugin = await attach(await admit({ name: 'plugin', role: 'plugin' }));
      expect((await said(plugin, 'hello')).reply).toBe('hello');
      expect((await said(plugin, 'lamp')).reply).toMatch(/need\.lamp, which is not among the tools/);
      expect(await codeOf(plugin.call('need.echo', { text: 'x' }))).toBe('PERMISSION_DENIED');
      const scopes = ['utter', 'tool:need.lamp', 'tool:need.echo'];
      const lamps = await attach(await admit({ name: 'lamps', role: 'plugin', scopes }));
      expect((await said(lamps, 'lamp')).reply).toBe('lamp is on');
      expect(await codeOf(lamps.call('need.echo', { text: 'x' }))).toBe('OK');
      const room = await attach(await admit({ name: 'room' }));
      expect((await said(room, 'lamp')).reply).toBe('lamp is on');
      expect(await codeOf(room.call('need.echo', { text: 'x' }))).toBe('OK');
    }));

  it('is cut off when it is revoked, in the middle of its streams, and comes in no more', () =>
    withRemote(async ({ admit, attach, owner, remote, house }) => {
      const credential = await admit({ name: 'phone', role: 'owner' });
      const lost: string[] = [];
      const phone = await attach(credential, { onState: (state) => lost.push(state) });
      const { thread } = await said(phone, 'hello');
      const watched = following(phone, thread);
      const other = await attach(await admit({ name: 'other' }));
      while (watched.seen.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
      expect(await owner.revokeClient('phone')).toBe(2);
      expect(await watched.ended).toBe('UNAUTHENTICATED');
      while (lost.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      expect(await codeOf(whoAmI(credential))).toBe('UNAUTHENTICATED');
      expect(await codeOf(connect({ place: placeOf(credential), name: 'cli', kind: 'cli' }))).toBe('UNAUTHENTICATED');
      expect(remote.clients.streamsOf('phone')).toBe(0);
      // Nobody else was.
      expect((await said(other, 'still there?')).reply).toBe('still there?');
      expect(await codeOf(owner.revokeClient('nobody'))).toBe('NOT_FOUND');
      const audit: string[] = [];
      for (const { subject, client, why } of await house.store.audit({ limit: 100 }))
        audit.push(`${subject} ${client} ${why}`);
      expect(audit).toContain('clients.revoke owner phone as owner: utter, observe:own, observe:all, confirm');
    }));

  it('that is sent away in the middle of a turn does nothing more, and nobody else is stopped', () =>
    withRemote(async ({ admit, attach, owner, paused, lamps }) => {
      const phone = await attach(await admit({ name: 'phone', role: 'owner' }));
      const phone2 = await attach(await admit({ name: 'phone-2', role: 'owner' }));
      const accepted: string[] = [];
      const left = phone.utter({ text: 'pause, then lamp' });
      const stays = said(phone2, 'pause, then lamp');
      accepted.push((await left.accepted).thread);
      while (paused.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
      await owner.revokeClient('phone');
      for (const goOn of paused) goOn();
      expect((await stays).reply).toBe('lamp is on');
      const [thread = ''] = accepted;
      while ((await owner.thread(thread)).thread.status === 'active')
        await new Promise((resolve) => setTimeout(resolve, 5));
      expect(lamps()).toBe(1);
      const ends: unknown[] = [];
      for await (const event of owner.events(thread)) if (event.direction === 'END') ends.push(event);
      expect(JSON.stringify(ends)).toContain('phone was sent away');
    }));

  it('is not sent what still waited for it when it was sent away', () =>
    withRemote(async ({ admit, attach, owner, address }) => {
      const credential = await admit({ name: 'phone', role: 'owner' });
      const text = 'y'.repeat(9_500);
      const turns = 44;
      const { thread } = await said(await attach(credential), text);
      for (let n = 1; n < turns; n += 1) await owner.utter({ text, thread }).accepted;
      const { path, requestSerialize } = methodOf('agentos.v1.Threads', 'Watch');
      const wanted = requestSerialize({ thread, afterSeq: 0, follow: true });
      const head = Buffer.alloc(5);
      head.writeUInt32BE(wanted.length, 1);
      const { ca = '', token } = credential;
      // It stands still, so that all but what fits on the way waits at the daemon.
      const session = connectH2(`https://${address}`, { ca, servername: 'agentos.internal' });
      try {
        const stream = session.request({
          ...{ ':method': 'POST', ':path': path, authorization: `Bearer ${token}` },
          ...{ 'content-type': 'application/grpc', te: 'trailers' },
        });
        stream.on('error', () => undefined);
        const answers = new Promise((resolve) => stream.once('response', resolve));
        const over = new Promise((resolve) => stream.once('close', () => resolve(stream.rstCode)));
        stream.end(Buffer.concat([head, wanted]));
        await answers;
        await owner.revokeClient('phone');
        // Longer than there is for the word that says why. Then it reads on as if nothing were.
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        let bytes = 0;
        stream.on('data', (piece: Buffer) => {
          bytes += piece.length;
        });
        expect(await over).toBe(constants.NGHTTP2_ENHANCE_YOUR_CALM);
        expect(bytes).toBeLessThan(turns * text.length);
      } finally {
        session.destroy();
      }
    }));

  it('is cut off when its time is over', () =>
    withRemote(async ({ admit, attach, pass, remote }) => {
      const credential = await admit({ name: 'visitor', days: 1 });
      pass(86_400_000 - 400);
      const lost: string[] = [];
      await attach(credential, { onState: (state) => lost.push(state) });
      pass(400);
      while (lost.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      expect(await codeOf(whoAmI(credential))).toBe('UNAUTHENTICATED');
      expect(remote.clients.streamsOf('visitor')).toBe(0);
    }));

  it('has another token when it asks for one: the old one counts until the new one is used, and not after', () =>
    withRemote(async ({ admit, attach }) => {
      const before = await admit({ name: 'phone' });
      const lost: string[] = [];
      await attach(before, { onState: (state) => lost.push(state) });
      let after = before;
      await renew(before, (renewed) => {
        after = renewed;
        // It is kept before it is used: whoever loses power now still comes in with the old one.
        expect(lost).toEqual([]);
      });
      expect(after.token).not.toBe(before.token);
      expect(await codeOf(whoAmI(after))).toBe('OK');
      expect(await codeOf(whoAmI(before))).toBe('UNAUTHENTICATED');
      while (lost.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    }));

  it('leaves nothing behind that lets in: what rests is a hash, and a backup brings back nobody who was sent away', () =>
    withRemote(async ({ admit, remote, house }) => {
      const gone = await admit({ name: 'gone' });
      const stays = await admit({ name: 'stays' });
      const before = await house.store.records('daemon/clients', 'clients', { limit: 10 }, []);
      expect(JSON.stringify(before)).not.toContain(gone.token);
      await remote.clients.revoke('gone', 'owner');
      // The store as it was before, with the state folder as it is now.
      const store = { append: house.store.append.bind(house.store), records: async () => before };
      const dead = deadTokensIn(`${house.folder}/revoked_tokens`);
      const again = await Clients.load({ store, dead, now: Date.now, log: () => undefined });
      expect(() => again.enter(gone.token)).toThrow(/not known here, has expired, or was revoked/);
      expect(again.enter(stays.token).identity).toMatchObject({ name: 'stays' });
      const later = await Clients.load({ store: house.store, dead, now: Date.now, log: () => undefined });
      expect(later.enter(stays.token).identity).toMatchObject({ name: 'stays' });
      expect(() => later.enter(gone.token)).toThrow(/revoked/);
    }));

  it('whose name is given to another leaves it no mail', () =>
    withRemote(async ({ admit, attach, remote, owner }) => {
      await said(await attach(await admit({ name: 'phone' })), 'hello');
      await remote.clients.revoke('phone', 'owner');
      await said(await attach(await admit({ name: 'phone' })), 'hello');
      expect((await owner.threads()).map(({ origin }) => origin.client).sort()).toEqual([
        'resident:phone/cli',
        'resident:phone~2/cli',
      ]);
    }));
});

it('headers without end let nobody in, and keep nobody out', () =>
  withRemote(async ({ admit }) => {
    const credential = await admit({ name: 'phone' });
    const way = wayTo(placeOf(credential));
    const asked = (headers: { readonly [name: string]: string }) => {
      const metadata = new Metadata();
      for (const [name, value] of Object.entries(headers)) metadata.set(name, value);
      const { path } = methodOf('agentos.v1.Clients', 'WhoAmI');
      const client = new GrpcClient(way.target, way.credentials, {
        ...way.options,
        'grpc.use_local_subchannel_pool': 1,
      });
      const asIs = (bytes: Buffer): Buffer => bytes;
      const options = { deadline: Date.now() + 20_000 };
      return new Promise<number>((resolve) =>
        client.makeUnaryRequest(path, asIs, asIs, Buffer.alloc(0), metadata, options, (error) => {
          client.close();
          resolve(error?.code ?? 0);
        }),
      );
    };
    const good = `Bearer ${credential.token}`;
    expect(await asked({ authorization: good })).toBe(status.OK);
    const many = Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [`x-${n}`, 'x'.repeat(100)]));
    for (const headers of [
      { authorization: `Bearer ${'A'.repeat(60_000)}` },
      { authorization: `${good}${'A'.repeat(200_000)}` },
      { authorization: good, 'x-long': 'x'.repeat(1_000_000) },
      { ...many, authorization: `${good}A` },
    ])
      expect(await asked(headers)).not.toBe(status.OK);
    expect(await asked({ authorization: good })).toBe(status.OK);
  }));

it('HTTP/1 is not spoken', () =>
  withRemote(async ({ address }) => {
    const [host = '', port] = address.split(':');
    const socket = dial({ host, port: Number(port), rejectUnauthorized: false, ALPNProtocols: ['http/1.1'] });
    const answer = await new Promise((resolve) => {
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
      socket.on('data', (bytes) => resolve(bytes.toString('latin1')));
      socket.on('close', () => resolve('closed'));
      socket.write(`GET / HTTP/1.1\r\nHost: ${address}\r\nOrigin: https://evil.example\r\n\r\n`);
    });
    socket.destroy();
    expect(['EPROTO', 'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL', 'ECONNRESET', 'closed']).toContain(answer);
  }));
