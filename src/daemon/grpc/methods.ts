import type { Server, ServerDuplexStream, ServerUnaryCall, ServerWritableStream, sendUnaryData } from '@grpc/grpc-js';
import type { z } from 'zod';
import type { Wire } from '../../wire/codec.ts';
import { Fault } from '../model/fault.ts';
import type { Log } from '../model/service.ts';
import { codec, type Received } from './definition.ts';
import { leaving, statusOf } from './errors.ts';
import { Outbox, type ResponseStream, type Streams } from './outbox.ts';
import type { Rooms } from './room.ts';
import { bytesOf, type Outgoing, wayOutOf } from './way_out.ts';

const asIs = (bytes: Buffer): Buffer => bytes;
/** What one stream sends in one turn: as many messages as are read from the store at once, or so many bytes. */
const IN_ONE_TURN = { messages: 16, bytes: 64 * 1024 };

/** One service of one server: adds its methods, each from a function that knows nothing of gRPC. */
export class Methods {
  readonly #server: Server;
  readonly #wire: Wire;
  readonly #service: string;
  readonly #streams: Streams;
  readonly #rooms: Rooms;
  readonly #log: Log;

  constructor(server: Server, wire: Wire, service: string, streams: Streams, rooms: Rooms, log: Log) {
    this.#server = server;
    this.#wire = wire;
    this.#service = service;
    this.#streams = streams;
    this.#rooms = rooms;
    this.#log = log;
  }

  /** A unary method. The signal is aborted when the caller leaves or its deadline has passed. */
  unary<S extends z.ZodType, O extends object>(
    method: string,
    schema: S,
    run: (input: z.output<S>, signal: AbortSignal) => Promise<O>,
  ): void {
    const { path, name, read, write } = codec<S, O>(this.#wire, this.#service, method, schema);
    const handle = (call: ServerUnaryCall<Received<z.output<S>>, Buffer>, callback: sendUnaryData<Buffer>) => {
      const gone = new AbortController();
      call.on('cancelled', () => gone.abort(new Fault('CANCELLED', `${name}: the caller has left.`)));
      const answer = async () => {
        const leave = this.#rooms.calls.enter();
        try {
          return write(await run(valid(call.request), gone.signal));
        } finally {
          leave();
        }
      };
      answer().then(
        (bytes) => callback(null, bytes),
        (thrown: unknown) => callback(statusOf(leaving(thrown, name, this.#log))),
      );
    };
    this.#server.register(path, handle, asIs, read, 'unary');
  }

  /** A server stream from an async iterable, which is read only as fast as the client reads. */
  stream<S extends z.ZodType, O extends object>(
    method: string,
    schema: S,
    run: (input: z.output<S>, signal: AbortSignal) => AsyncIterable<O>,
  ): void {
    const { path, name, read, write } = codec<S, O>(this.#wire, this.#service, method, schema);
    const handle = (call: ServerWritableStream<Received<z.output<S>>, Outgoing>) => {
      const outbox = this.#enter(wayOutOf(call));
      if (!outbox) return;
      const { turns } = this.#rooms;
      const pump = async () => {
        const outputs = run(valid(call.request), outbox.closed);
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
        if (!outbox.closed.aborted) outbox.cut(leaving(thrown, name, this.#log));
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
    ) => (request: Received<z.output<S>>) => void,
  ): void {
    const { path, name, read, write } = codec<S, O>(this.#wire, this.#service, method, schema);
    const handle = (call: ServerDuplexStream<Buffer, Outgoing>) => {
      const outbox = this.#enter(wayOutOf(call));
      if (!outbox) return;
      const rest = (rested: () => void): void => {
        call.pause();
        setImmediate(() => {
          rested();
          call.resume();
        });
      };
      const take = open(outbox, write, rest);
      call.on('data', (bytes: Buffer) => {
        // Whoever was cut off may go on for a while: that is not even read.
        if (outbox.closed.aborted) return;
        try {
          take(read(bytes));
        } catch (thrown) {
          outbox.cut(leaving(thrown, name, this.#log));
        }
      });
      call.on('end', () => outbox.end());
    };
    this.#server.register(path, handle, bytesOf, asIs, 'bidi');
  }

  /** The way out of a new stream; none where there is no room for it. */
  #enter(stream: ResponseStream): Outbox | undefined {
    const outbox = new Outbox(stream, this.#streams);
    try {
      outbox.closed.addEventListener('abort', this.#rooms.streams.enter(), { once: true });
      return outbox;
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
