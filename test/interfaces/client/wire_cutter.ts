import { createConnection, createServer, type Server, type Socket } from 'node:net';

/** How a connection is lost. */
export type Cut =
  /** Both sides see it go, in the middle of a frame. */
  | 'destroy'
  /** The daemon has said its last, as the client sees it. */
  | 'half-close to the client'
  /** The client has said its last, as the daemon sees it. */
  | 'half-close to the daemon'
  /** Neither side sees anything: power was cut to what lay between. */
  | 'silence';

interface Connection {
  readonly near: Socket;
  readonly far: Socket;
  readonly counters: readonly [FrameCounter, FrameCounter];
  silent: boolean;
}

/** A side that has lost its peer without a word, and by whose clock the time until it finds that out is taken. */
interface Waiting {
  readonly since: number;
  readonly connection: Connection;
}

type Side = 'daemon' | 'client';

interface Armed {
  frames: number;
  readonly cut: Cut;
  /** Part of the frame that still passes, 0 to 1. */
  readonly part: number;
  readonly done: () => void;
}

const PREFACE = 24;
const HEADER = 9;

/** Where HTTP/2's frames end in a flow of bytes (RFC 9113, 4.1): a header of 9 bytes begins with the length of what follows. */
class FrameCounter {
  #left: number;
  #header = Buffer.alloc(0);

  constructor(preface: number) {
    this.#left = preface;
  }

  /** Places in the bytes after which a frame has ended, and where the next began. */
  ends(bytes: Buffer): number[] {
    const ends: number[] = [];
    for (let at = 0; at < bytes.length; ) {
      if (this.#left > 0) {
        const taken = Math.min(this.#left, bytes.length - at);
        this.#left -= taken;
        at += taken;
        if (this.#left === 0) ends.push(at);
        continue;
      }
      const taken = bytes.subarray(at, at + HEADER - this.#header.length);
      this.#header = Buffer.concat([this.#header, taken]);
      at += taken.length;
      if (this.#header.length < HEADER) continue;
      this.#left = this.#header.readUIntBE(0, 3);
      this.#header = Buffer.alloc(0);
      if (this.#left === 0) ends.push(at);
    }
    return ends;
  }
}

/** Stands between a client and a daemon, and cuts the wire after so many frames. */
export class WireCutter {
  /** Milliseconds until the daemon, and the client, gave up a connection whose other end fell silent. */
  readonly found: { readonly [side in Side]: number[] } = { daemon: [], client: [] };
  /** Milliseconds that each side has run: while it stands still itself, it finds nothing. */
  readonly #clocks: { readonly [side in Side]: () => number };
  readonly #waiting: { readonly [side in Side]: Set<Waiting> } = { daemon: new Set(), client: new Set() };
  readonly #socket: string;
  readonly #server: Server;
  readonly #connections = new Set<Connection>();
  #armed: Armed | undefined;

  constructor(socket: string, clocks: { readonly [side in Side]: () => number }) {
    this.#socket = socket;
    this.#clocks = clocks;
    this.#server = createServer({ allowHalfOpen: true }, (near) => this.#connect(near));
  }

  listen(path: string): Promise<void> {
    return new Promise((resolve) => this.#server.listen(path, resolve));
  }

  /** Cuts after so many more frames, from either side, on whatever connection there is then. Resolves when that is done. */
  after(frames: number, cut: Cut, part: number): Promise<void> {
    return new Promise((done) => {
      this.#armed = { frames, cut, part, done };
    });
  }

  /** From now on the other end says nothing to this side. What was silent before counts from then. */
  silentFor(side: Side): void {
    for (const connection of this.#connections) if (!connection.silent) this.#await(side, connection);
  }

  /** The other end speaks again: what this side has not given up by now was found no sooner than now. */
  heardBy(side: Side): void {
    for (const waiting of this.#waiting[side]) if (!waiting.connection.silent) this.#find(side, waiting);
  }

  /** The daemon is gone, and its connections with it: that is nothing that it found. */
  daemonDies(): void {
    this.#waiting.daemon.clear();
  }

  /** Connections that fell silent and that this side has not given up. */
  waiting(side: Side): number {
    return this.#waiting[side].size;
  }

  /** The connections there are, in words. */
  get standing(): string {
    const side = ({ destroyed, readableEnded, writableEnded }: Socket): string =>
      destroyed ? 'gone' : `${readableEnded ? 'has said its last' : 'open'}${writableEnded ? ', told the last' : ''}`;
    const all = [...this.#connections].map(
      ({ near, far, silent }) => `client ${side(near)}, daemon ${side(far)}${silent ? ', silent' : ''}`,
    );
    return all.length === 0 ? 'no connection' : all.join('; ');
  }

  close(): void {
    for (const side of ['daemon', 'client'] as const) this.#waiting[side].clear();
    for (const { near, far } of this.#connections) {
      near.destroy();
      far.destroy();
    }
    this.#server.close();
  }

  #connect(near: Socket): void {
    // A client has one connection: with another it has given up those before, whatever becomes of their sockets.
    for (const waiting of this.#waiting.client) this.#find('client', waiting);
    const far = createConnection({ path: this.#socket, allowHalfOpen: true });
    const connection: Connection = {
      near,
      far,
      counters: [new FrameCounter(PREFACE), new FrameCounter(0)],
      silent: false,
    };
    this.#connections.add(connection);
    for (const [place, side, from, to] of [
      [0, 'client', near, far],
      [1, 'daemon', far, near],
    ] as const) {
      const gone = () => {
        for (const waiting of this.#waiting[side]) if (waiting.connection === connection) this.#find(side, waiting);
      };
      from.on('error', () => undefined);
      from.on('drain', () => to.resume());
      from.on('data', (bytes: Buffer) => {
        if (connection.silent) return;
        const passed = this.#pass(connection, bytes, connection.counters[place]);
        if (passed.length > 0 && !to.destroyed && to.writable && !to.write(passed)) from.pause();
      });
      from.on('end', () => {
        gone();
        if (connection.silent) from.destroy();
        else to.end();
      });
      from.on('close', () => {
        gone();
        if (!connection.silent) to.destroy();
        if (near.destroyed && far.destroyed) this.#connections.delete(connection);
      });
    }
  }

  /** What of the bytes goes through. */
  #pass(connection: Connection, bytes: Buffer, counter: FrameCounter): Buffer {
    const ends = counter.ends(bytes);
    const armed = this.#armed;
    if (armed === undefined) return bytes;
    if (ends.length < armed.frames) {
      armed.frames -= ends.length;
      return bytes;
    }
    this.#armed = undefined;
    const begins = ends[armed.frames - 1] ?? 0;
    const next = ends[armed.frames] ?? bytes.length;
    // What is to pass is written first.
    setImmediate(() => {
      this.#cut(connection, armed.cut);
      armed.done();
    });
    connection.near.pause();
    connection.far.pause();
    return bytes.subarray(0, begins + Math.floor((next - begins) * armed.part));
  }

  #cut(connection: Connection, cut: Cut): void {
    const { near, far } = connection;
    if (cut === 'destroy') {
      near.destroy();
      far.destroy();
      return;
    }
    near.resume();
    far.resume();
    if (cut === 'half-close to the client') near.end();
    else if (cut === 'half-close to the daemon') far.end();
    else {
      connection.silent = true;
      this.#await('daemon', connection);
      this.#await('client', connection);
    }
  }

  #await(side: Side, connection: Connection): void {
    const { destroyed, readableEnded } = side === 'daemon' ? connection.far : connection.near;
    if (destroyed || readableEnded) return;
    for (const waiting of this.#waiting[side]) if (waiting.connection === connection) return;
    this.#waiting[side].add({ since: this.#clocks[side](), connection });
  }

  #find(side: Side, waiting: Waiting): void {
    this.#waiting[side].delete(waiting);
    this.found[side].push(this.#clocks[side]() - waiting.since);
  }
}
