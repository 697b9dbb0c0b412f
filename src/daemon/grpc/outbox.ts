import { Fault } from '../model/fault.ts';
import { statusOf } from './errors.ts';

/** What a client that does not read may cost. */
export interface Limits {
  /** Bytes that wait to be sent. */
  readonly queueBytes: number;
  /** Milliseconds that the stream may stand still with something to send. */
  readonly stallMs: number;
  /** Milliseconds that whoever is cut off has to read what waits for it, and why; then the stream is taken down as it is. */
  readonly farewellMs: number;
}

export const LIMITS: Limits = { queueBytes: 1024 * 1024, stallMs: 30_000, farewellMs: 5_000 };
/** Part of the bytes that may wait after which nothing more is pulled. */
const FULL = 1 / 16;

/** What all streams of a daemon share: their limits, and the set of those that are open. */
export interface Streams {
  readonly limits: Limits;
  readonly open: Set<Outbox>;
}

/** What both kinds of response streams of gRPC have. */
export interface ResponseStream {
  write(bytes: Buffer, written: (error: Error | null | undefined) => void): boolean;
  end(): unknown;
  emit(event: 'error', error: Error): boolean;
  on(event: 'drain' | 'cancelled' | 'close', heard: () => void): unknown;
  /** Takes it down at once, with all that waits in it. */
  reset(): void;
}

/**
 * The way out of one stream. What must arrive is sent and counted; what is pulled waits for `ready`; what may be dropped is
 * offered. A client that lets bytes pile up or stands still is cut off with RESOURCE_EXHAUSTED and resumes by its offset.
 */
export class Outbox {
  /** Aborted when the stream is over, whoever ended it. */
  readonly closed: AbortSignal;
  readonly #stream: ResponseStream;
  readonly #streams: Streams;
  readonly #over = new AbortController();
  /** Of what was written and is not sent yet, in its order. */
  readonly #sizes: number[] = [];
  #waiting = 0;
  #blocked = false;
  /** False from when gRPC said that its own queue is full, until it has drained. */
  #drains = true;
  #stall: NodeJS.Timeout | undefined;
  #drained: (() => void)[] = [];

  constructor(stream: ResponseStream, streams: Streams) {
    this.#stream = stream;
    this.#streams = streams;
    streams.open.add(this);
    this.closed = this.#over.signal;
    stream.on('drain', () => {
      this.#drains = true;
      this.#unblockIfFree();
    });
    stream.on('cancelled', () => {
      this.#close();
      clearTimeout(this.#stall);
    });
    stream.on('close', () => this.#close());
  }

  /** True while the client reads slower than is written. */
  get blocked(): boolean {
    return this.#blocked;
  }

  send(bytes: Buffer): void {
    if (this.closed.aborted) return;
    const { queueBytes } = this.#streams.limits;
    this.#sizes.push(bytes.length);
    this.#waiting += bytes.length;
    if (!this.#stream.write(bytes, () => this.#sent())) this.#drains = false;
    // What is longer than all that may wait arrives as well: it alone is not held against the client.
    const [first = 0] = this.#sizes;
    if (this.#waiting - (first > queueBytes ? first : 0) > queueBytes)
      this.cut(tooSlow(`${queueBytes} bytes were waiting for it`));
    else if (!this.#drains || this.#waiting > queueBytes * FULL) this.#block();
  }

  /** Sends, unless the client is behind already. */
  offer(bytes: () => Buffer): void {
    if (!this.#blocked) this.send(bytes());
  }

  /** Resolves when more may be sent, or the stream is over. */
  ready(): Promise<void> {
    if (!this.#blocked || this.closed.aborted) return Promise.resolve();
    return new Promise((resolve) => this.#drained.push(resolve));
  }

  end(): void {
    if (this.closed.aborted) return;
    this.#stream.end();
    this.#close();
    this.#part(this.#streams.limits.stallMs);
  }

  /** Ends the stream with an error. @param farewellMs how long what waits for it may still be read */
  cut(fault: Fault, farewellMs = this.#streams.limits.farewellMs): void {
    if (this.closed.aborted) return;
    this.#stream.emit('error', statusOf(fault));
    this.#close();
    this.#part(farewellMs);
  }

  #sent(): void {
    this.#waiting -= this.#sizes.shift() ?? 0;
    if (this.closed.aborted) {
      if (this.#waiting === 0) clearTimeout(this.#stall);
      else this.#stall?.refresh();
    }
    if (!this.#blocked) return;
    // It reads, though slowly.
    this.#watchForStall();
    this.#unblockIfFree();
  }

  /** The stream is over: what waits in it is not kept for whoever never reads it. */
  #part(ms: number): void {
    if (this.#waiting === 0) return;
    this.#stall = setTimeout(() => this.#stream.reset(), ms);
    this.#stall.unref();
  }

  #block(): void {
    if (this.#blocked || this.closed.aborted) return;
    this.#blocked = true;
    this.#watchForStall();
  }

  #watchForStall(): void {
    const { stallMs } = this.#streams.limits;
    clearTimeout(this.#stall);
    this.#stall = setTimeout(() => this.cut(tooSlow(`it read nothing for ${stallMs / 1000} s`)), stallMs);
    this.#stall.unref();
  }

  #unblockIfFree(): void {
    if (this.#drains && this.#waiting <= this.#streams.limits.queueBytes * FULL) this.#unblock();
  }

  #unblock(): void {
    this.#blocked = false;
    clearTimeout(this.#stall);
    for (const resolve of this.#drained.splice(0)) resolve();
  }

  #close(): void {
    if (this.closed.aborted) return;
    this.#streams.open.delete(this);
    this.#over.abort(new Fault('CANCELLED', 'The stream is closed.'));
    this.#unblock();
  }
}

function tooSlow(how: string): Fault {
  return new Fault(
    'RESOURCE_EXHAUSTED',
    `The client was cut off because it reads too slowly: ${how}. Attach again with the last offset; nothing is lost.`,
  );
}
