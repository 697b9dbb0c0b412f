import { type ClientHttp2Session, connect as connectH2, constants } from 'node:http2';
import { createConnection } from 'node:net';
import { methodOf } from './raw.ts';

/** It would read on by then, had it not been cut off. */
const STANDS_MS = 40_000;
const COMES_BACK_MS = 1_000;

/**
 * A program on a connection of its own that asks for a thread's events from the first on and reads none, as one does that is stopped:
 * gRPC's own library would read them all into its memory. Whenever it is cut off it comes back and stands still again.
 */
export class StandingReader {
  /** How often it was cut off, with its status or with the stream taken down. */
  cut = 0;
  /** How often it read on after it had stood, and was not cut off. */
  spared = 0;
  readonly #session: ClientHttp2Session;
  readonly #request: Buffer;
  #timer: NodeJS.Timeout | undefined;

  constructor(socket: string, thread: string) {
    const { requestSerialize } = methodOf('agentos.v1.Threads', 'Watch');
    const message = requestSerialize({ thread, afterSeq: 0, follow: true });
    const head = Buffer.alloc(5);
    head.writeUInt32BE(message.length, 1);
    this.#request = Buffer.concat([head, message]);
    this.#session = connectH2('http://localhost', { createConnection: () => createConnection(socket) });
    this.#session.on('error', () => undefined);
    this.#stand();
  }

  leave(): void {
    clearTimeout(this.#timer);
    this.#session.destroy();
  }

  #stand(): void {
    const stream = this.#session.request({
      ':method': 'POST',
      ':path': methodOf('agentos.v1.Threads', 'Watch').path,
      ...{ 'content-type': 'application/grpc', te: 'trailers' },
    });
    let cut = false;
    stream.on('error', () => undefined);
    stream.on('trailers', (trailers) => (cut = trailers['grpc-status'] === '8'));
    stream.on('close', () => {
      cut ||= stream.rstCode === constants.NGHTTP2_ENHANCE_YOUR_CALM;
      if (cut) this.cut += 1;
      clearTimeout(this.#timer);
      if (!this.#session.destroyed) this.#timer = setTimeout(() => this.#stand(), COMES_BACK_MS);
    });
    this.#timer = setTimeout(() => {
      this.spared += 1;
      stream.resume();
    }, STANDS_MS);
    stream.end(this.#request);
  }
}
