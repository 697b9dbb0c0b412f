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
  /** Frames that have passed, both ways. */
  frames: number;
}

interface Armed {
  frames: number;
  readonly cut: Cut;
  /** Part of the frame that still passes, 0 to 1. */
  readonly part: number;
  readonly done: () => void;
}

const PREFACE = 24;
const HEADER = 9;
/** Frames after which a client has been welcomed, whatever else the two have said. */
const WELCOMED = 14;

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
  /** Milliseconds until the daemon, and the client, gave up a connection that had fallen silent. */
  readonly found: { readonly daemon: number[]; readonly client: number[] } = { daemon: [], client: [] };
  readonly #socket: string;
  readonly #server: Server;
  readonly #connections = new Set<Connection>();
  #armed: Armed | undefined;

  constructor(socket: string) {
    this.#socket = socket;
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

  /** Hears, once, when the daemon lets go of a connection that stands now; undefined where there is none. */
  droppedByDaemon(): Promise<void> | undefined {
    const standing = [...this.#connections].filter(({ far, silent }) => !silent && !far.destroyed);
    if (standing.length === 0) return undefined;
    return new Promise((resolve) => {
      for (const { far } of standing) far.once('close', () => resolve());
    });
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
    for (const { near, far } of this.#connections) {
      near.destroy();
      far.destroy();
    }
    this.#server.close();
  }

  #connect(near: Socket): void {
    const far = createConnection({ path: this.#socket, allowHalfOpen: true });
    const connection: Connection = {
      near,
      far,
      counters: [new FrameCounter(PREFACE), new FrameCounter(0)],
      silent: false,
      frames: 0,
    };
    this.#connections.add(connection);
    for (const [place, from, to] of [
      [0, near, far],
      [1, far, near],
    ] as const) {
      from.on('error', () => undefined);
      from.on('drain', () => to.resume());
      from.on('data', (bytes: Buffer) => {
        if (connection.silent) return;
        const passed = this.#pass(connection, bytes, connection.counters[place]);
        if (passed.length > 0 && !to.destroyed && to.writable && !to.write(passed)) from.pause();
      });
      from.on('end', () => {
        if (!connection.silent) to.end();
      });
      from.on('close', () => {
        if (!connection.silent) to.destroy();
        if (near.destroyed && far.destroyed) this.#connections.delete(connection);
      });
    }
  }

  /** What of the bytes goes through. */
  #pass(connection: Connection, bytes: Buffer, counter: FrameCounter): Buffer {
    const ends = counter.ends(bytes);
    connection.frames += ends.length;
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
      const since = performance.now();
      for (const [side, end] of [
        ['daemon', far],
        ['client', near],
      ] as const) {
        const gone = (): void => {
          if (!end.destroyed) end.destroy();
        };
        end.once('end', gone);
        // Before it is welcomed, a client does not wait for its pings: it gives up by itself and leaves the socket be.
        const counts = side === 'daemon' || connection.frames > WELCOMED;
        end.once('close', () => counts && this.found[side].push(performance.now() - since));
      }
    }
  }
}
