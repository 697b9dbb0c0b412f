import { Server, ServerCredentials } from '@grpc/grpc-js';
import { Wire } from '../../wire/codec.ts';
import { KEEPALIVE, MAX_REQUEST_BYTES, MAX_RESPONSE_BYTES } from '../../wire/loading.ts';
import type { Condition } from '../model/condition.ts';
import { Fault } from '../model/fault.ts';
import type { Log } from '../model/service.ts';
import type { Assistant } from '../runtime/assistant.ts';
import type { ServiceReport } from '../runtime/registry.ts';
import type { Past } from '../runtime/replay/past.ts';
import type { StoreUpkeep } from './admin.ts';
import { Attached } from './attached.ts';
import { Connections } from './connections.ts';
import type { Mailbox } from './converse.ts';
import { roomsByCaller, socketDoor } from './door.ts';
import type { GateUpkeep } from './gate_admin.ts';
import { Health } from './health.ts';
import { bindTcp, type Listening } from './listen.ts';
import { LIMITS, type Limits, type Outbox } from './outbox.ts';
import type { Role } from './roles.ts';
import { type Offer, offerAll } from './services.ts';
import { bindPrivately, clearForSocket } from './socket.ts';
import { tokenDoor } from './token_door.ts';
import { WakeArbiter } from './wake.ts';
import { sendAtOnce } from './way_out.ts';

/** A Unix socket and what it is for. */
export interface Endpoint {
  readonly path: string;
  readonly role: Role;
  /** Mode of the socket; 0600 where absent. */
  readonly mode?: number;
}

export interface ServeOptions {
  readonly endpoints: readonly Endpoint[];
  readonly assistant: Assistant;
  /** What is over; where absent, threads can be listed and read as they are, and not replayed or branched. */
  readonly past?: Past;
  readonly mailbox: (client: string) => Promise<Mailbox>;
  readonly services: () => readonly ServiceReport[];
  /** The risks of one subject, by provider: asked with every call, so it does not describe them. */
  readonly risks: (subject: string) => readonly string[];
  readonly version: string;
  /** What `Admin.Status` also tells, by name. */
  readonly facts?: () => { readonly [name: string]: string };
  /** Care of what is stored. */
  readonly upkeep?: StoreUpkeep;
  readonly gate?: GateUpkeep;
  /** Clients on other machines; none where absent. */
  readonly remote?: Listening;
  readonly log: Log;
  readonly limits?: Limits;
}

export interface Served {
  /** What the health service tells. */
  setCondition(condition: Condition): void;
  /** Where it listens for other machines, as in `192.168.1.10:7443`. */
  readonly addresses: readonly string[];
  /** Ends every stream with UNAVAILABLE, so that clients come back, and removes the sockets. Idempotent. */
  close(): Promise<void>;
}

/** How long requests under way may go on when the daemon stops. */
const STOP_MS = 2_000;

/**
 * Serves the wire on each socket: a server for each, since a call does not tell which socket it came in by and the socket is
 * what gives it its role. All of them are bound, or none.
 * @throws Fault ALREADY_EXISTS, INVALID_ARGUMENT or FAILED_PRECONDITION with the path that cannot be had.
 */
export async function serve(options: ServeOptions): Promise<Served> {
  const wire = new Wire();
  const health = new Health();
  const streams = { limits: options.limits ?? LIMITS, open: new Set<Outbox>() };
  const { remote } = options;
  const addresses: string[] = [];
  const offered: Omit<Offer, 'door'> = {
    ...options,
    rooms: roomsByCaller,
    listening: addresses,
    ...(remote === undefined
      ? {}
      : { attachment: { ...remote, addresses, fingerprint: remote.tls?.fingerprint ?? '' } }),
    wire,
    health,
    streams,
    attached: new Attached(),
    wake: new WakeArbiter<string>(),
    startedAt: Date.now(),
  };
  const servers: Server[] = [];
  const releases: (() => void)[] = [];
  const close = async () => {
    health.set('down');
    for (const release of releases.splice(0)) release();
    const fault = new Fault('UNAVAILABLE', 'The daemon is stopping; attach again when it is back.');
    for (const stream of [...streams.open]) stream.cut(fault);
    await Promise.all(servers.splice(0).map(stop));
  };
  try {
    for (const endpoint of options.endpoints) {
      await clearForSocket(endpoint.path);
      const server = newServer();
      offerAll(server, { ...offered, door: socketDoor(endpoint.role) });
      servers.push(server);
      await bindPrivately(endpoint.path, endpoint.mode ?? 0o600, () => bind(server, endpoint.path));
    }
    if (remote) {
      const server = newServer();
      const connections = new Connections();
      offerAll(server, { ...offered, door: tokenDoor(remote.clients, connections) });
      servers.push(server);
      for (const wanted of remote.addresses) {
        const { address, release } = await bindTcp(server, wanted, remote.tls, connections);
        addresses.push(address);
        releases.push(release);
      }
    }
  } catch (thrown) {
    await close();
    throw thrown;
  }
  return { setCondition: (condition) => health.set(condition), addresses, close };
}

function newServer(): Server {
  return new Server({
    ...KEEPALIVE,
    interceptors: [sendAtOnce],
    'grpc.max_receive_message_length': MAX_REQUEST_BYTES,
    'grpc.max_send_message_length': MAX_RESPONSE_BYTES,
    // More than there is room for: who is too many is told so, and not left waiting on its own side.
    'grpc.max_concurrent_streams': 2_048,
  });
}

/** @throws Fault UNAVAILABLE */
export function bind(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.bindAsync(`unix:${path}`, ServerCredentials.createInsecure(), (error) => {
      if (error)
        reject(
          new Fault('UNAVAILABLE', `The socket ${path} cannot be bound: ${error.message}.`, {
            cause: error,
            retryable: false,
          }),
        );
      else resolve();
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.forceShutdown(), STOP_MS);
    server.tryShutdown(() => {
      clearTimeout(force);
      resolve();
    });
  });
}
