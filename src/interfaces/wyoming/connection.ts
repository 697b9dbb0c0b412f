import { connect, type Socket } from 'node:net';
import type { Address } from './address.ts';
import { Decoder, encode, type Message, WyomingError } from './message.ts';

export interface ConnectionLimits {
  /** A message that has begun is complete within this time, and one that is sent is taken within it. */
  readonly messageMs: number;
  /** Without any message for so long the connection is ended; for ever where absent. */
  readonly idleMs?: number;
}

const defaults: ConnectionLimits = { messageMs: 10_000 };
/** Messages that nobody has read yet; beyond, nothing more is taken from the wire. */
const mostWaiting = 64;

/** One socket, spoken Wyoming over. One reader. What goes wrong is a WyomingError. */
export class Connection {
  readonly peer: string;
  readonly #socket: Socket;
  readonly #limits: ConnectionLimits;
  readonly #decoder = new Decoder();
  readonly #waiting: Message[] = [];
  #silent = false;
  #ended = false;
  #failure: WyomingError | undefined;
  #wake: () => void = () => undefined;
  readonly #onEnd: (() => void)[] = [];
  #slow: NodeJS.Timeout | undefined;
  #idle: NodeJS.Timeout | undefined;

  constructor(socket: Socket, peer: string, limits: ConnectionLimits = defaults) {
    this.#socket = socket;
    this.#limits = limits;
    this.peer = peer;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('error', (cause) => this.#fail(new WyomingError(`${peer}: ${cause.message}`, { cause })));
    socket.on('end', () => {
      if (!this.#decoder.idle) this.#fail(new WyomingError(`${peer} left in the middle of a message.`));
      // It says nothing more, and may still listen.
      this.#silent = true;
      this.#wake();
    });
    socket.on('close', () => this.#end());
    this.#watchIdle();
  }

  get open(): boolean {
    return !this.#ended;
  }

  /** The next message; undefined where none will come any more. Throws the signal's reason, or what ended the connection. */
  async next(signal?: AbortSignal): Promise<Message | undefined> {
    const wake = (): void => this.#wake();
    signal?.addEventListener('abort', wake, { once: true });
    try {
      while (true) {
        signal?.throwIfAborted();
        const message = this.#waiting.shift();
        if (message !== undefined) {
          if (this.#waiting.length < mostWaiting / 2) this.#socket.resume();
          return message;
        }
        if (this.#failure !== undefined) throw this.#failure;
        if (this.#silent || this.#ended) return undefined;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    } finally {
      signal?.removeEventListener('abort', wake);
    }
  }

  /** Resolves when it is on its way and there is room for more. Rejects where the other does not take it. */
  async send(type: string, data: Message['data'] = {}, payload?: Uint8Array): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#ended || !this.#socket.writable) throw new WyomingError(`${this.peer}: the connection is over.`);
    if (this.#socket.write(encode({ type, data, ...(payload !== undefined && { payload }) }))) return;
    await this.#drained();
  }

  /** Told once when it is over, whoever ended it. */
  onEnd(tell: () => void): void {
    if (this.#ended) tell();
    else this.#onEnd.push(tell);
  }

  /** Ends it, once what was sent is out. */
  close(): void {
    this.#end();
    this.#socket.end();
    // Whoever does not close its side is not waited for.
    setTimeout(() => this.#socket.destroy(), 1_000).unref();
  }

  destroy(): void {
    this.#end();
    this.#socket.destroy();
  }

  #drained(): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (failure?: WyomingError): void => {
        clearTimeout(timer);
        this.#socket.off('drain', taken);
        this.#socket.off('close', closed);
        if (failure === undefined) resolve();
        else reject(failure);
      };
      const taken = (): void => settle();
      const closed = (): void => settle(this.#failure ?? new WyomingError(`${this.peer}: the connection was ended.`));
      const timer = setTimeout(() => {
        const failure = new WyomingError(`${this.peer} does not take what it is sent.`);
        this.#fail(failure);
        settle(failure);
      }, this.#limits.messageMs);
      this.#socket.on('drain', taken);
      this.#socket.on('close', closed);
    });
  }

  #take(chunk: Uint8Array): void {
    const before = this.#waiting.length;
    try {
      for (const message of this.#decoder.push(chunk)) this.#waiting.push(message);
    } catch (thrown) {
      const why = thrown instanceof Error ? thrown.message : String(thrown);
      this.#fail(new WyomingError(`${this.peer} does not speak Wyoming: ${why}.`, { cause: thrown }));
      return;
    }
    // In a stream of sound a chunk seldom ends where a message does: each has its own time from where the last one ended.
    if (this.#waiting.length > before) {
      clearTimeout(this.#slow);
      this.#slow = undefined;
    }
    if (!this.#decoder.idle) {
      this.#slow ??= setTimeout(
        () => this.#fail(new WyomingError(`${this.peer} began a message and did not end it.`)),
        this.#limits.messageMs,
      );
    }
    if (this.#waiting.length >= mostWaiting) this.#socket.pause();
    this.#watchIdle();
    this.#wake();
  }

  #watchIdle(): void {
    clearTimeout(this.#idle);
    if (this.#limits.idleMs === undefined || this.#ended) return;
    this.#idle = setTimeout(() => this.destroy(), this.#limits.idleMs);
  }

  #fail(failure: WyomingError): void {
    this.#failure ??= failure;
    this.destroy();
  }

  #end(): void {
    this.#ended = true;
    clearTimeout(this.#slow);
    clearTimeout(this.#idle);
    this.#wake();
    for (const tell of this.#onEnd.splice(0)) tell();
  }
}

/** Connects within `timeoutMs`. Rejects with the signal's reason, or with a WyomingError that names the address. */
export async function connectTo(
  { host, port }: Address,
  {
    signal,
    timeoutMs = 3_000,
    ...limits
  }: Partial<ConnectionLimits> & { signal?: AbortSignal; timeoutMs?: number } = {},
): Promise<Connection> {
  signal?.throwIfAborted();
  const peer = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const socket = connect({ host, port });
  return new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', aborted);
      socket.off('error', failed);
      act();
    };
    const refuse = (reason: unknown): void =>
      settle(() => {
        socket.on('error', () => undefined); // it is given up
        socket.destroy();
        reject(reason);
      });
    const aborted = (): void => refuse(signal?.reason);
    const failed = (cause: Error): void =>
      refuse(new WyomingError(`No Wyoming service answers at ${peer}: ${cause.message}`, { cause }));
    const timer = setTimeout(
      () => refuse(new WyomingError(`No Wyoming service answers at ${peer} within ${timeoutMs / 1000} s.`)),
      timeoutMs,
    );
    signal?.addEventListener('abort', aborted, { once: true });
    socket.once('error', failed);
    socket.once('connect', () => settle(() => resolve(new Connection(socket, peer, { ...defaults, ...limits }))));
  });
}
