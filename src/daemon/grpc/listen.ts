import { createServer, isIPv6 } from 'node:net';
import { join } from 'node:path';
import { type Server, ServerCredentials } from '@grpc/grpc-js';
import { type ListenAddress, type ListenSettings, readAddress } from '../../settings/listen.ts';
import { bindingOf } from '../../wire/proof.ts';
import { Fault } from '../model/fault.ts';
import type { Log } from '../model/service.ts';
import type { Store } from '../store/store.ts';
import { Clients } from './clients.ts';
import { deadTokensIn } from './clients_dead.ts';
import { Pairing } from './clients_pairing.ts';
import type { Connections } from './connections.ts';
import { TlsCredentials } from './tls_credentials.ts';
import { type TlsIdentity, tlsIdentity } from './tls_identity.ts';

/** What is needed to let in other machines. */
export interface Listening {
  readonly clients: Clients;
  readonly pairing: Pairing;
  /** Absent without TLS. */
  readonly tls?: TlsIdentity;
  readonly addresses: readonly ListenAddress[];
}

export interface ListenOptions {
  readonly settings: ListenSettings;
  readonly stateFolder: string;
  /** The daemon was started with --insecure-dev. */
  readonly insecureDev: boolean;
  readonly store: Pick<Store, 'append' | 'records'>;
  readonly now: () => number;
  readonly log: Log;
}

const DEAD_TOKENS = 'revoked_tokens';
/** Whatever it is bound to is only this machine's. */
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1)$/;

/**
 * Looks at all that listening takes before anything is listened on. Undefined where nothing is to be listened on.
 * @throws Fault FAILED_PRECONDITION: the daemon does not start with what would let in whom nobody has let in
 */
export async function listening(options: ListenOptions): Promise<Listening | undefined> {
  const { settings, stateFolder, now, store, log } = options;
  const addresses = settings.addresses.map((text) => {
    const address = readAddress(text);
    if (address === undefined) throw refused(`${text} is no address`);
    return address;
  });
  if (addresses.length === 0) return undefined;
  assertGuarded(options, addresses);
  const tls = settings.plaintext ? undefined : tlsIdentity(settings, stateFolder, now());
  const dead = deadTokensIn(join(stateFolder, DEAD_TOKENS));
  const clients = await Clients.load({ store, dead, now, log });
  const pairing = new Pairing(tls === undefined ? '' : bindingOf(tls.fingerprint, tls.serverName), log);
  return { clients, pairing, addresses, ...(tls === undefined ? {} : { tls }) };
}

/** A token that travels in the clear is nobody's alone: without TLS it goes no further than this machine, and only where one develops. */
function assertGuarded({ settings, insecureDev }: ListenOptions, addresses: readonly ListenAddress[]): void {
  if (!settings.plaintext) return;
  if (!insecureDev)
    throw refused('"plaintext" is for developing only. Take it out; or start the daemon with --insecure-dev');
  if (settings.client_ca !== undefined) throw refused('"client_ca" needs TLS; take "plaintext" out');
  const open = addresses.find(({ host }) => !LOOPBACK.test(host));
  if (open)
    throw refused(
      `"plaintext" on ${open.host} would let in whoever is in the network. Use 127.0.0.1, or take "plaintext" out`,
    );
}

/** Where it listens now, with the port that it was given where it asked for any. */
export interface Bound {
  readonly address: string;
  /** No more connections are taken; those that there are stay. */
  release(): void;
}

/** Connections are taken here and handed on, so that there are not too many of them. @throws Fault UNAVAILABLE */
export function bindTcp(
  server: Server,
  { host, port }: ListenAddress,
  tls: TlsIdentity | undefined,
  connections: Connections,
): Promise<Bound> {
  const written = isIPv6(host) ? `[${host}]` : host;
  const credentials = tls === undefined ? ServerCredentials.createInsecure() : new TlsCredentials(tls);
  const { injectConnection } = server.createConnectionInjector(credentials);
  const taking = createServer({ noDelay: true }, (socket) => {
    if (connections.enter(socket)) injectConnection(socket);
  });
  return new Promise((resolve, reject) => {
    // Also later: where there are too many files, one connection less is taken.
    taking.on('error', (error) =>
      reject(
        new Fault(
          'UNAVAILABLE',
          `${written}:${port} cannot be listened on: ${error.message}. See [listen] in the settings.`,
          { cause: error, retryable: false },
        ),
      ),
    );
    taking.listen({ host, port, ipv6Only: false }, () => {
      const bound = taking.address();
      const given = typeof bound === 'object' && bound !== null ? bound.port : port;
      resolve({ address: `${written}:${given}`, release: () => taking.close() });
    });
  });
}

function refused(what: string): Fault {
  return new Fault('FAILED_PRECONDITION', `[listen] in the settings: ${what}.`);
}
