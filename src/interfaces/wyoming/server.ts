import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { Address } from './address.ts';
import { allowedFrom } from './allowed.ts';
import { Connection } from './connection.ts';
import { describeOffer, type Offer } from './info.ts';
import { type Message, WyomingError } from './message.ts';

/** One kind of work for one connection. */
export interface Service {
  /** Answers a message; false where it is not for this one. Its failures are told to the other, who may go on. */
  take(message: Message, connection: Connection, signal: AbortSignal): Promise<boolean>;
}

export interface ServeOptions {
  readonly addresses: readonly Address[];
  /** Networks and addresses beside this machine that may connect, as in "192.168.1.0/24". */
  readonly allow: readonly string[];
  readonly offer: Offer;
  /** What serves a new connection. */
  readonly services: () => readonly Service[];
  readonly report: (text: string) => void;
  /** How long a connection may say nothing, and take over one message, in milliseconds. */
  readonly idleMs?: number;
  readonly messageMs?: number;
}

export interface Serving {
  /** Where it listens; a port that was 0 is what it became. */
  readonly addresses: readonly Address[];
  close(): Promise<void>;
}

const mostConnections = 32;

/**
 * Serves Wyoming to those who may connect. A client that sends what is no Wyoming, stops in the middle, or sends more than there
 * is room for loses its connection, and nobody else's. Rejects where an address cannot be listened on.
 */
export async function serveWyoming(options: ServeOptions): Promise<Serving> {
  const allowed = allowedFrom(options.allow);
  const over = new AbortController();
  const open = new Set<Connection>();
  const refused = new Set<string>();
  const { idleMs = 300_000, messageMs = 10_000 } = options;

  function accept(socket: Socket): void {
    const from = socket.remoteAddress ?? '';
    if (!allowed(from)) {
      socket.destroy();
      // Each address is told of once: a scan of the network is no reason to fill a log.
      if (refused.size < 100 && !refused.has(from)) {
        refused.add(from);
        options.report(
          `${from} wanted to connect over Wyoming, and may not. Add it to "allow" of [wyoming] if it should.`,
        );
      }
      return;
    }
    if (open.size >= mostConnections) return void socket.destroy();
    const connection = new Connection(socket, `${from}:${socket.remotePort ?? 0}`, { idleMs, messageMs });
    open.add(connection);
    attend(connection, options, over.signal)
      .catch((thrown: unknown) => {
        if (!over.signal.aborted && !(thrown instanceof WyomingError)) options.report(`Wyoming: ${said(thrown)}`);
      })
      .finally(() => {
        open.delete(connection);
        connection.close();
      });
  }

  const servers: Server[] = [];
  const close = async (): Promise<void> => {
    over.abort(new WyomingError('The server ends.'));
    for (const connection of open) connection.destroy();
    await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))));
  };
  try {
    for (const { host, port } of options.addresses) {
      const server = createServer({ allowHalfOpen: true }, accept);
      servers.push(server);
      server.listen({ host, port });
      await once(server, 'listening');
    }
  } catch (thrown) {
    await close();
    throw new WyomingError(`Wyoming cannot be served: ${said(thrown)}`, { cause: thrown });
  }
  return { addresses: servers.map(whereOf), close };
}

/** Answers one message after the other until the connection ends. */
async function attend(connection: Connection, options: ServeOptions, signal: AbortSignal): Promise<void> {
  const gone = new AbortController();
  const services = options.services();
  const until = AbortSignal.any([signal, gone.signal]);
  connection.onEnd(() => gone.abort(new WyomingError(`${connection.peer} has left.`)));
  while (true) {
    const message = await connection.next(until);
    if (message === undefined) return;
    if (message.type === 'describe') await connection.send('info', describeOffer(options.offer));
    else if (message.type === 'ping') await connection.send('pong', { text: message.data.text ?? null });
    else await serve(message, services, connection, until);
  }
}

async function serve(
  message: Message,
  services: readonly Service[],
  connection: Connection,
  signal: AbortSignal,
): Promise<void> {
  try {
    for (const service of services) if (await service.take(message, connection, signal)) return;
    // What is not known is passed over: a newer client may say more than it needs an answer to.
  } catch (thrown) {
    signal.throwIfAborted();
    await connection.send('error', { text: said(thrown), code: thrown instanceof Error ? thrown.name : 'Error' });
  }
}

function whereOf(server: Server): Address {
  const at = server.address();
  if (at === null || typeof at === 'string') throw new WyomingError('A server that listens nowhere.');
  return { host: at.address, port: at.port };
}

function said(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
