import { Server, type ServerDuplexStream } from '@grpc/grpc-js';
import { Wire } from '../../wire/codec.ts';
import { Fault } from '../model/fault.ts';
import type { Log } from '../model/service.ts';
import { roomsByCaller, socketDoor } from './door.ts';
import { statusOf } from './errors.ts';
import { Health, offerHealth } from './health.ts';
import { Methods } from './methods.ts';
import { LIMITS, type Streams } from './outbox.ts';
import { bind } from './server.ts';
import { bindPrivately, clearForSocket } from './socket.ts';
import { sendAtOnce } from './way_out.ts';

const HEALTH = 'grpc.health.v1.Health';
const asIs = (bytes: Buffer): Buffer => bytes;

/**
 * Answers at the owner's socket while the daemon cannot serve yet: health tells NOT_SERVING, and everything else is UNAVAILABLE, with
 * the reason, and worth trying again. @returns what closes it, before the sockets are bound for good
 * @throws Fault as `serve` does
 */
export async function keepDoor(path: string, why: string, log: Log): Promise<() => Promise<void>> {
  await clearForSocket(path);
  const server = new Server({ interceptors: [sendAtOnce] });
  const wire = new Wire();
  const fault = new Fault('UNAVAILABLE', why);
  for (const method of wire.paths()) {
    if (method.startsWith(`/${HEALTH}/`)) continue;
    // What comes on one of them is not read, so that all may be taken for streams.
    server.register(
      method,
      (call: ServerDuplexStream<Buffer, Buffer>) => void call.emit('error', statusOf(fault)),
      asIs,
      asIs,
      'bidi',
    );
  }
  const streams: Streams = { limits: LIMITS, open: new Set() };
  const known = new Set(wire.paths().map((method) => method.split('/')[1] ?? ''));
  const ground = { wire, streams, door: socketDoor('owner'), rooms: roomsByCaller(), log };
  offerHealth(new Methods(server, HEALTH, ground), new Health('down'), known);
  await bindPrivately(path, 0o600, () => bind(server, path));
  return async () => {
    for (const stream of [...streams.open]) stream.cut(fault);
    server.forceShutdown();
  };
}
