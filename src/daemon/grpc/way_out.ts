import { constants, type ServerHttp2Stream } from 'node:http2';
import {
  type ServerDuplexStream,
  ServerInterceptingCall,
  type ServerInterceptingCallInterface,
  type ServerInterceptor,
  type ServerWritableStream,
} from '@grpc/grpc-js';
import type { ResponseStream } from './outbox.ts';

/** A message on its way out, and what is called when HTTP/2 has sent it. */
export class Outgoing {
  readonly bytes: Buffer;
  readonly sent: () => void;

  constructor(bytes: Buffer, sent: () => void) {
    this.bytes = bytes;
    this.sent = sent;
  }
}

/**
 * By itself, gRPC's library hands HTTP/2 one message of a stream when the one before was sent: one in each turn of the event loop. Where
 * turns are long, what came last stands behind all before it for seconds. Here messages are handed over as they come, and HTTP/2 sends
 * together what it holds; how much that may be is the outbox's to say.
 */
class AtOnce extends ServerInterceptingCall {
  readonly #call: ServerInterceptingCallInterface;

  constructor(call: ServerInterceptingCallInterface) {
    super(call);
    this.#call = call;
  }

  override sendMessage(message: unknown, taken: () => void): void {
    if (!(message instanceof Outgoing)) {
      super.sendMessage(message, taken);
      return;
    }
    super.sendMessage(message, () => message.sent());
    taken();
  }

  /** Takes the stream down at once, with all that waits in it. The library has no word for that: its status comes after what waits. */
  reset(): void {
    const stream: unknown = Reflect.get(this.#call, 'stream');
    // gRPC's name for it at the other end is RESOURCE_EXHAUSTED.
    if (isHttp2Stream(stream)) stream.close(constants.NGHTTP2_ENHANCE_YOUR_CALM);
  }
}

function isHttp2Stream(value: unknown): value is Pick<ServerHttp2Stream, 'close'> {
  return typeof value === 'object' && value !== null && 'close' in value && typeof value.close === 'function';
}

/** What a server needs for its streams to be ways out. */
export const sendAtOnce: ServerInterceptor = (_method, call) => new AtOnce(call);

/** How a stream of a server with `sendAtOnce` is written to. */
export function wayOutOf(
  call: ServerWritableStream<unknown, Outgoing> | ServerDuplexStream<unknown, Outgoing>,
): ResponseStream {
  return {
    write: (bytes, written) => call.write(new Outgoing(bytes, () => written(null))),
    end: () => call.end(),
    emit: (event, error) => call.emit(event, error),
    on: (event, heard) => call.on(event, heard),
    reset: () => {
      const below: unknown = Reflect.get(call, 'call');
      if (below instanceof AtOnce) below.reset();
    },
  };
}

export function bytesOf({ bytes }: Outgoing): Buffer {
  return bytes;
}
