import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { type ClientHttp2Session, connect as connectH2, constants } from 'node:http2';
import { createConnection, type Socket } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Public vectors; the tests that need them are skipped where they are not there. */
const DATA = join(import.meta.dirname, '../../../../shared/data/security/h2');
export const haveVectors = existsSync(DATA);

const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
const CONVERSE = {
  ':method': 'POST',
  ':path': '/agentos.v1.Assistant/Converse',
  'content-type': 'application/grpc',
  te: 'trailers',
};
/** How long a connection that sent something strange is kept at most before the next one. */
const KEPT_MS = 150;

export function frame(type: number, flags: number, stream: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head[3] = type;
  head[4] = flags;
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

const settings = frame(4, 0, 0, Buffer.alloc(0));

/** Sends bytes on a connection of their own and waits until the daemon has hung up, or a moment. */
export function sendBytes(socket: string, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const connection: Socket = createConnection(socket);
    const over = () => {
      clearTimeout(timer);
      connection.destroy();
      resolve();
    };
    const timer = setTimeout(over, KEPT_MS);
    connection.on('error', over);
    connection.on('close', over);
    connection.resume();
    connection.end(bytes);
  });
}

/** Every public vector of frames that are wrong, and the corpus of a fuzzer, each as a connection's bytes. */
export function* vectors(): Generator<{ readonly name: string; readonly bytes: Buffer }> {
  const cases = join(DATA, 'http2-frame-test-case');
  for (const kind of readdirSync(cases, { withFileTypes: true })) {
    if (!kind.isDirectory()) continue;
    for (const file of readdirSync(join(cases, kind.name))) {
      const text = readFileSync(join(cases, kind.name, file), 'utf8');
      if (text.trim() === '') continue;
      const { wire }: { wire: string } = JSON.parse(text);
      const bytes = Buffer.concat([PREFACE, settings, Buffer.from(wire, 'hex')]);
      yield { name: `${kind.name}/${file}`, bytes };
    }
  }
  const corpus = join(DATA, 'nghttp2-corpus/fuzz');
  for (const name of readdirSync(corpus, { recursive: true, withFileTypes: true })) {
    if (!name.isFile()) continue;
    const bytes = readFileSync(join(name.parentPath, name.name));
    yield { name: `${name.name} as it is`, bytes };
    yield { name: `${name.name} after a preface`, bytes: Buffer.concat([PREFACE, settings, bytes]) };
  }
}

/** Our own: what floods, lies or grows. Small enough for each to be one write. */
export function* strange(times: number): Generator<{ readonly name: string; readonly bytes: Buffer }> {
  const many = (one: (n: number) => Buffer) =>
    Buffer.concat([PREFACE, settings, ...Array.from({ length: times }, (_, n) => one(n))]);
  yield { name: 'a flood of settings', bytes: many(() => settings) };
  yield { name: 'a flood of pings', bytes: many(() => frame(6, 0, 0, Buffer.alloc(8))) };
  yield { name: 'a flood of priorities', bytes: many((n) => frame(2, 0, 2 * n + 1, Buffer.alloc(5))) };
  yield { name: 'resets of streams that never were', bytes: many((n) => frame(3, 0, 2 * n + 1, Buffer.alloc(4))) };
  yield {
    name: 'windows that grow beyond all bounds',
    bytes: many(() => frame(8, 0, 0, Buffer.from([0x7f, 255, 255, 255]))),
  };
  const begun = frame(1, 0, 1, Buffer.from([0x82]));
  yield {
    name: 'headers that go on and on',
    bytes: Buffer.concat([
      PREFACE,
      settings,
      begun,
      ...Array.from({ length: times }, () => frame(9, 0, 1, Buffer.alloc(64, 0x82))),
    ]),
  };
  yield {
    name: 'a frame that says it has 16 MB',
    bytes: Buffer.concat([PREFACE, Buffer.from([255, 255, 255, 0, 0, 0, 0, 0, 1])]),
  };
}

function session(socket: string): Promise<ClientHttp2Session> {
  return new Promise((resolve, reject) => {
    const client = connectH2('http://localhost', { createConnection: () => createConnection(socket) });
    client.on('error', () => undefined);
    client.once('connect', () => resolve(client));
    client.once('close', () => reject(new Error('closed')));
  });
}

/** Opens streams and takes them back at once; a daemon that hangs up is called again. @returns how many connections it took */
export async function rapidReset(socket: string, streams: number): Promise<number> {
  let left = streams;
  let connections = 0;
  while (left > 0) {
    const client = await session(socket);
    connections += 1;
    while (left > 0 && !client.closed && !client.destroyed) {
      for (let n = 0; n < 100 && left > 0; n += 1) {
        left -= 1;
        const stream = client.request(CONVERSE);
        stream.on('error', () => undefined);
        stream.close(constants.NGHTTP2_CANCEL);
      }
      await new Promise(setImmediate);
    }
    client.destroy();
  }
  return connections;
}

/** One request whose message comes byte by byte, each in a frame of its own. @returns the response's bytes and gRPC status */
export async function byteByByte(socket: string, message: Buffer): Promise<number> {
  const client = await session(socket);
  try {
    const stream = client.request({ ...CONVERSE, ':path': '/agentos.v1.Catalog/Services' });
    const head = Buffer.alloc(5);
    head.writeUInt32BE(message.length, 1);
    const done = statusOf(stream);
    for (const byte of Buffer.concat([head, message])) {
      if (stream.destroyed) break;
      if (!stream.write(Buffer.from([byte]))) await new Promise<void>((resolve) => stream.once('drain', resolve));
    }
    stream.end();
    return await done;
  } finally {
    client.destroy();
  }
}

/** A small message that unpacks to a hundred megabytes. @returns gRPC's status */
export async function bomb(socket: string, megabytes: number): Promise<number> {
  const client = await session(socket);
  try {
    const packed = gzipSync(Buffer.alloc(megabytes * 1024 * 1024));
    const stream = client.request({ ...CONVERSE, ':path': '/agentos.v1.Catalog/Services', 'grpc-encoding': 'gzip' });
    const head = Buffer.from([1, 0, 0, 0, 0]);
    head.writeUInt32BE(packed.length, 1);
    const done = statusOf(stream);
    stream.end(Buffer.concat([head, packed]));
    return await done;
  } finally {
    client.destroy();
  }
}

/** Headers of so many bytes. @returns the HTTP status or the code of the reset, whichever came */
export async function largeHeaders(socket: string, bytes: number): Promise<string> {
  const client = await session(socket);
  try {
    const stream = client.request({ ...CONVERSE, 'x-large': 'h'.repeat(bytes) });
    return await new Promise<string>((resolve) => {
      stream.on('response', (headers) => resolve(`status ${headers[':status']} grpc ${headers['grpc-status'] ?? ''}`));
      stream.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
      stream.on('close', () => resolve('closed'));
      stream.end();
    });
  } finally {
    client.destroy();
  }
}

function statusOf(stream: ReturnType<ClientHttp2Session['request']>): Promise<number> {
  return new Promise((resolve) => {
    const told = (headers: { readonly [name: string]: unknown }) => {
      if (headers['grpc-status'] !== undefined) resolve(Number(headers['grpc-status']));
    };
    stream.on('response', told);
    stream.on('trailers', told);
    stream.on('error', () => resolve(-1));
    stream.on('close', () => resolve(-1));
    stream.resume();
  });
}
