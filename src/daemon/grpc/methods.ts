import type {
  Metadata,
  Server,
  ServerDuplexStream,
  ServerUnaryCall,
  ServerWritableStream,
  sendUnaryData,
} from '@grpc/grpc-js';
import type { z } from 'zod';
import type { Wire } from '../../wire/codec.ts';
import { Fault } from '../model/fault.ts';
import type { Log } from '../model/service.ts';
import { assertAccess, needOf } from './access.ts';
import { codec, type Received } from './definition.ts';
import type { Door, Visit } from './door.ts';
import { leaving, statusOf } from './errors.ts';
import { type Identity, NOBODY } from './identity.ts';
import { Outbox, type ResponseStream, type Streams } from './outbox.ts';
import type { Rooms } from './room.ts';
import { bytesOf, type Outgoing, wayOutOf } from './way_out.ts';

const asIs = (bytes: Buffer): Buffer => bytes;
/** What one stream sends in one turn: as many messages as are read from the store at once, or so many bytes. */
const IN_ONE_TURN = { messages: 16, bytes: 64 * 1024 };

/** Whose right has ended is sent no more than what has left already: so long only for the word that says why. */
const SENT_AWAY_MS = 200;

/** What the methods of a server have in common. */
export interface Ground {
  readonly wire: Wire;
  readonly streams: Streams;
  /** Who comes in. */
  readonly door: Door;
  /** How much room each of them has. */
  readonly rooms: (identity: Identity) => Rooms;
  readonly log: Log;
}

/** What of a call tells who makes it. */
interface Calling {
  readonly metadata: Metadata;
  getPeer(): string;
}

const WITHOUT_TOKEN: Visit = { identity: NOBODY, onEnd: () => () => undefined };

/**
 * One service of one server: adds its methods, each from a function that knows nothing of gRPC. Each call is asked who makes it, and
 * goes on only as long as that one may be here.
 */
export class Methods {
  readonly #server: Server;
  readonly #service: string;
  readonly #ground: Ground;

  constructor(server: Server, service: string, ground: Ground) {
    this.#server = server;
    this.#service = service;
    this.#ground = ground;
  }

  /** A unary method. The signal is aborted when the caller leaves or its deadline has passed; `peer` is from where it calls. */
  unary<S extends z.ZodType, O extends object>(
    method: string,
    schema: S,
    run: (input: z.output<S>, signal: AbortSignal, identity: Identity, peer: string) => Promise<O>,
  ): void {
    const { path, name, read, write } = codec<S, O>(this.#ground.wire, this.#service, method, schema);
    const enter = this.#entrance(method, name);
    const handle = (call: ServerUnaryCall<Received<z.output<S>>, Buffer>, callback: sendUnaryData<Buffer>) => {
      const gone = new AbortController();
      call.on('cancelled', () => gone.abort(new Fault('CANCELLED', `${name}: the caller has left.`)));
      const answer = async () => {
        const { identity, onEnd } = enter(call);
        const leave = this.#ground.rooms(identity).calls.enter();
        let release = (): void => undefined;
        const ended = new Promise<never>((_, reject) => {
          release = onEnd((why) => {
            gone.abort(why);
            reject(why);
          });
        });
        try {
          return write(await Promise.race([run(valid(call.request), gone.signal, identity, call.getPeer()), ended]));
        } finally {
          release();
          leave();
        }
      };
      answer().then(
        (bytes) => callback(null, bytes),
        (thrown: unknown) => callback(statusOf(leaving(thrown, name, this.#ground.log))),
      );
    };
    this.#server.register(path, handle, asIs, read, 'unary');
  }

  /** A server stream from an async iterable, which is read only as fast as the client reads. */
  stream<S extends z.ZodType, O extends object>(
    method: string,
    schema: S,
    run: (input: z.output<S>, signal: AbortSignal, identity: Identity) => AsyncIterable<O>,
  ): void {
    const { path, name, read, write } = codec<S, O>(this.#ground.wire, this.#service, method, schema);
    const enter = this.#entrance(method, name);
    const handle = (call: ServerWritableStream<Received<z.output<S>>, Outgoing>) => {
      const entered = this.#enter(wayOutOf(call), () => enter(call));
      if (!entered) return;
      const { outbox, identity } = entered;
      const { turns } = this.#ground.rooms(identity);
      const pump = async () => {
        const outputs = run(valid(call.request), outbox.closed, identity);
        await turns.next();
        let [messages, sent] = [0, 0];
        for await (const output of outputs) {
          const bytes = write(output);
          outbox.send(bytes);
          await outbox.ready();
          messages += 1;
          sent += bytes.length;
          if (messages >= IN_ONE_TURN.messages || sent >= IN_ONE_TURN.bytes) {
            await turns.next();
            [messages, sent] = [0, 0];
          }
          if (outbox.closed.aborted) return;
        }
        outbox.end();
      };
      pump().catch((thrown: unknown) => {
        if (!outbox.closed.aborted) outbox.cut(leaving(thrown, name, this.#ground.log));
      });
    };
    this.#server.register(path, handle, bytesOf, read, 'serverStream');
  }

  /** A stream both ways: `open` is given the way out, and how to let others come first; it gives what takes each message. */
  bidi<S extends z.ZodType, O extends object>(
    method: string,
    schema: S,
    open: (
      outbox: Outbox,
      write: (response: O) => Buffer,
      rest: (rested: () => void) => void,
      identity: Identity,
    ) => (request: Received<z.output<S>>) => void,
  ): void {
    const { path, name, read, write } = codec<S, O>(this.#ground.wire, this.#service, method, schema);
    const enter = this.#entrance(method, name);
    const handle = (call: ServerDuplexStream<Buffer, Outgoing>) => {
      const entered = this.#enter(wayOutOf(call), () => enter(call));
      if (!entered) return;
      const { outbox, identity } = entered;
      const rest = (rested: () => void): void => {
        call.pause();
        setImmediate(() => {
          rested();
          call.resume();
        });
      };
      const take = open(outbox, write, rest, identity);
      call.on('data', (bytes: Buffer) => {
        // Whoever was cut off may go on for a while: that is not even read.
        if (outbox.closed.aborted) return;
        try {
          take(read(bytes));
        } catch (thrown) {
          outbox.cut(leaving(thrown, name, this.#ground.log));
        }
      });
      call.on('end', () => outbox.end());
    };
    this.#server.register(path, handle, bytesOf, asIs, 'bidi');
  }

  /** How a call of a method comes in. The visit throws UNAUTHENTICATED and PERMISSION_DENIED. @throws Error for a method without a rule */
  #entrance(method: string, name: string): (call: Calling) => Visit {
    const need = needOf(this.#service, method);
    if (need === 'anyone') return () => WITHOUT_TOKEN;
    return (call) => {
      const visit = this.#ground.door.enter(call.metadata, call.getPeer());
      assertAccess(need, visit.identity, name);
      return visit;
    };
  }

  /** The way out of a new stream and whose it is; nothing where that one may not have it, or there is no room for it. */
  #enter(
    stream: ResponseStream,
    enter: () => Visit,
  ): { readonly outbox: Outbox; readonly identity: Identity } | undefined {
    const outbox = new Outbox(stream, this.#ground.streams);
    try {
      const { identity, onEnd } = enter();
      outbox.closed.addEventListener('abort', this.#ground.rooms(identity).streams.enter(), { once: true });
      outbox.closed.addEventListener(
        'abort',
        onEnd((why) => outbox.cut(why, SENT_AWAY_MS)),
        { once: true },
      );
      return outbox.closed.aborted ? undefined : { outbox, identity };
    } catch (thrown) {
      outbox.cut(Fault.from(thrown));
      return undefined;
    }
  }
}

/** @throws Fault INVALID_ARGUMENT */
function valid<I>(request: Received<I>): I {
  if (request.ok) return request.value;
  throw new Fault('INVALID_ARGUMENT', request.problem);
}
