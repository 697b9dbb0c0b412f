import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import { type Client, credentials, Client as GrpcClient, Metadata } from '@grpc/grpc-js';
import { describe, expect, it } from 'vitest';
import { placeOf } from '../../../src/interfaces/client/credential.ts';
import { wayTo } from '../../../src/interfaces/client/place.ts';
import { Wire } from '../../../src/wire/codec.ts';
import { ROLE_SCOPES, ROLES } from '../../../src/wire/rights.ts';
import { methodOf } from './raw.ts';
import { type RemoteHouse, withRemote } from './remote_house.ts';

/** Who calls: sockets by their role, other machines by role and rights, and those whose token is worth nothing. */
const LET_IN = [
  'socket owner',
  'socket voice',
  'socket watch',
  'owner with admin',
  'owner',
  'resident',
  'resident with no rights but to confirm',
  'resident who observes all',
  'guest',
  'automation',
  'plugin',
  'renewed',
] as const;
const NO_TOKEN = ['no token', 'an empty token', 'a wrong token', 'a token and another', 'another scheme'] as const;
/** What becomes of a token that was good, whatever its role, and with all the rights that role may have. */
const SPENT = ['expired', 'revoked', 'renewed away', 'replaced'] as const;
const WITHOUT = [...NO_TOKEN, ...ROLES.flatMap((role) => SPENT.map((state) => `${role}, ${state}` as const))] as const;
type Caller = (typeof LET_IN)[number] | (typeof WITHOUT)[number];

const ALL: readonly Caller[] = [...LET_IN, ...WITHOUT];
const ADMINS: readonly Caller[] = ['socket owner', 'owner with admin'];
const OBSERVERS: readonly Caller[] = [...ADMINS, 'owner', 'resident', 'resident who observes all', 'renewed'];

/** Who gets through to each method there is; what it then does is the method's own. A new one without a row fails. */
const TABLE: { readonly [method: string]: readonly Caller[] } = {
  '/agentos.v1.Assistant/Converse': LET_IN,
  '/agentos.v1.Threads/List': OBSERVERS,
  '/agentos.v1.Threads/Get': OBSERVERS,
  '/agentos.v1.Threads/Events': OBSERVERS,
  '/agentos.v1.Threads/Watch': OBSERVERS,
  '/agentos.v1.Threads/Fork': ADMINS,
  '/agentos.v1.Threads/Replay': ADMINS,
  '/agentos.v1.Catalog/Services': LET_IN,
  '/agentos.v1.Catalog/Call': LET_IN,
  '/agentos.v1.Admin/Status': ADMINS,
  '/agentos.v1.Admin/Backup': ADMINS,
  '/agentos.v1.Admin/DeleteThreads': ADMINS,
  '/agentos.v1.Admin/ExportThreads': ADMINS,
  '/agentos.v1.Admin/Audit': ADMINS,
  '/agentos.v1.Admin/VerifyAudit': ADMINS,
  '/agentos.v1.Admin/SetPin': ADMINS,
  '/agentos.v1.Admin/RemovePin': ADMINS,
  '/agentos.v1.Clients/Pair': ADMINS,
  '/agentos.v1.Clients/List': ADMINS,
  '/agentos.v1.Clients/Revoke': ADMINS,
  '/agentos.v1.Clients/Renew': LET_IN,
  '/agentos.v1.Clients/WhoAmI': LET_IN,
  '/grpc.health.v1.Health/Check': LET_IN,
  '/grpc.health.v1.Health/Watch': LET_IN,
  '/grpc.reflection.v1.ServerReflection/ServerReflectionInfo': LET_IN,
};
/** The one that needs no token: what it wants to see is the code. */
const ENROLL = '/agentos.v1.Clients/Enroll';

/** `/agentos.v1.Admin/Status` and all others, read from the contract's own words. */
function methodsInProto(): string[] {
  const folder = join(import.meta.dirname, '../../../proto');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.proto'));
  return files.flatMap((name) => {
    const text = readFileSync(join(folder, name), 'utf8').replaceAll(/\/\/.*|\/\*[\s\S]*?\*\//g, '');
    const inPackage = /\bpackage\s+([\w.]+)\s*;/.exec(text)?.[1];
    const [, ...services] = text.split(/\bservice\s+(?=\w+\s*\{)/);
    return services.flatMap((service) => {
      const called = /^\w+/.exec(service)?.[0];
      return [...service.matchAll(/\brpc\s+(\w+)\s*\(/g)].map(([, method]) => `/${inPackage}.${called}/${method}`);
    });
  });
}

const HELLO = { hello: { name: 'cli', kind: 'cli', version: '1', capabilities: {} } };

/** Sends one message of no content, or a hello where one is needed, and says what the door made of it. */
function tried(client: Client, method: string, metadata: Metadata): Promise<string> {
  const [, service = '', name = ''] = method.split('/');
  const { path, requestStream, responseStream, requestSerialize } = methodOf(service, name);
  const bytes = name === 'Converse' ? requestSerialize(HELLO) : Buffer.alloc(0);
  const asIs = (one: Buffer): Buffer => one;
  const deadline = { deadline: Date.now() + 20_000 };
  return new Promise((resolve) => {
    const settle = (code: number, details: string): void => {
      if (code === 16) resolve('UNAUTHENTICATED');
      else if (code === 7 && /needs the right/.test(details)) resolve('PERMISSION_DENIED');
      // What the method itself makes of nothing: that it is done, wrong, not there, not offered here.
      else resolve([0, 3, 5, 7, 9, 12].includes(code) ? 'in' : `${code}: ${details}`);
    };
    if (!requestStream && !responseStream) {
      client.makeUnaryRequest(path, asIs, asIs, bytes, metadata, deadline, (error) =>
        settle(error?.code ?? 0, error?.details ?? ''),
      );
      return;
    }
    const call = requestStream
      ? client.makeBidiStreamRequest(path, asIs, asIs, metadata, deadline)
      : client.makeServerStreamRequest(path, asIs, asIs, bytes, metadata, deadline);
    call.on('data', () => {
      settle(0, '');
      call.cancel();
    });
    call.on('error', () => undefined);
    call.on('status', ({ code, details }: { code: number; details: string }) => settle(code, details));
    if (call instanceof Duplex) call.write(bytes);
  });
}

type Callers = ReadonlyMap<Caller, { readonly client: Client; readonly metadata: Metadata }>;

async function callersOf(
  { house, address, admit, remote, pass }: RemoteHouse,
  release: (() => void)[],
): Promise<Callers> {
  const overTls = await admit({ name: 'anybody' });
  const way = wayTo(placeOf(overTls));
  const tls = new GrpcClient(`dns:${address}`, way.credentials, {
    ...way.options,
    'grpc.use_local_subchannel_pool': 1,
  });
  release.push(() => tls.close());
  const socket = (name: string) => {
    const client = new GrpcClient(`unix:${house.folder}/${name}.sock`, credentials.createInsecure());
    release.push(() => client.close());
    return { client, metadata: new Metadata() };
  };
  const bearer = (given?: string) => {
    const metadata = new Metadata();
    if (given !== undefined) metadata.set('authorization', given);
    return { client: tls, metadata };
  };
  const token = async (name: string, wanted: Partial<Parameters<typeof admit>[0]>) =>
    (await admit({ name, ...wanted })).token;
  const of = async (name: string, wanted: Partial<Parameters<typeof admit>[0]>) =>
    bearer(`Bearer ${await token(name, wanted)}`);
  const renew = async (old: string): Promise<string> => {
    const { identity } = remote.clients.enter(old);
    if (identity.kind !== 'paired') throw new Error('?');
    const renewed = await remote.clients.renew(identity);
    remote.clients.enter(renewed);
    return renewed;
  };
  const spent = new Map<string, string>();
  for (const role of ROLES) {
    const most = { role, scopes: ROLE_SCOPES[role].most };
    for (const state of SPENT)
      spent.set(`${role}, ${state}`, await token(`${role}-${state.replace(' ', '-')}`, { ...most, days: 1 }));
    await remote.clients.revoke(`${role}-revoked`, 'owner');
    await renew(spent.get(`${role}, renewed away`) ?? '');
    await admit({ name: `${role}-replaced`, ...most, again: true });
  }
  pass(86_400_001);
  const renewed = await renew(await token('renewed', {}));
  return new Map<Caller, { client: Client; metadata: Metadata }>([
    ...WITHOUT.map((caller) => [caller, bearer(`Bearer ${spent.get(caller)}`)] as const),
    ['socket owner', socket('agentos')],
    ['socket voice', socket('voice')],
    ['socket watch', socket('watch')],
    ['owner with admin', await of('admin', { role: 'owner', scopes: ['utter', 'observe:all', 'admin'] })],
    ['owner', await of('owner-phone', { role: 'owner' })],
    ['resident', await of('resident', {})],
    ['resident with no rights but to confirm', await of('narrow', { scopes: ['confirm'] })],
    ['resident who observes all', await of('all', { scopes: ['utter', 'observe:all'] })],
    ['guest', await of('guest', { role: 'guest' })],
    ['automation', await of('automation', { role: 'automation' })],
    ['plugin', await of('plugin', { role: 'plugin' })],
    ['renewed', bearer(`Bearer ${renewed}`)],
    ['no token', bearer()],
    ['an empty token', bearer('Bearer ')],
    ['a wrong token', bearer(`Bearer ${'A'.repeat(43)}`)],
    ['a token and another', bearer(`Bearer ${overTls.token}, Bearer ${'A'.repeat(43)}`)],
    ['another scheme', bearer(`Basic ${overTls.token}`)],
  ]);
}

describe('T27 S2 who may call what', () => {
  it(
    'every method of the wire, for every caller and state of its token, is as the table says',
    () =>
      withRemote(async (house) => {
        const release: (() => void)[] = [];
        try {
          const callers = await callersOf(house, release);
          const methods = methodsInProto();
          // One that is in the contract and not in the table, or not in what is loaded of it, is nobody's to call unseen.
          expect([...methods].sort()).toEqual([ENROLL, ...Object.keys(TABLE)].sort());
          expect([...new Wire().paths()].sort()).toEqual([...methods].sort());
          for (const method of methods) {
            const seen = await Promise.all(
              ALL.map(async (caller) => {
                const as = callers.get(caller);
                return [caller, as === undefined ? 'nobody' : await tried(as.client, method, as.metadata)];
              }),
            );
            const wanted = ALL.map((caller) => {
              if (method === ENROLL || TABLE[method]?.includes(caller)) return [caller, 'in'];
              return [caller, WITHOUT.some((one) => one === caller) ? 'UNAUTHENTICATED' : 'PERMISSION_DENIED'];
            });
            expect([method, Object.fromEntries(seen)]).toEqual([method, Object.fromEntries(wanted)]);
          }
        } finally {
          for (const one of release) one();
        }
      }),
    60_000,
  );
});
