import { status } from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { ServeOptions } from '../../../src/daemon/grpc/server.ts';
import { descriptor } from '../../../src/wire/generated/descriptor.ts';
import { LOADING, MAX_REQUEST_BYTES } from '../../../src/wire/loading.ts';
import { methodOf, rawClient, rawStream, rawUnary } from './raw.ts';
import { withRuntime } from './served_runtime.ts';

/** Whatever bytes are sent, these are never the answer: they say that the daemon did not see it coming. */
const OUR_FAULT = new Set(['INTERNAL', 'UNKNOWN', 'DATA_LOSS', 'ABORTED', 'UNAVAILABLE']);
const nameOf = (code: number): string => status[code] ?? String(code);

/** Good messages of each method; what is sent are their ruins. */
const GOOD: { readonly [method: string]: readonly object[] } = {
  'agentos.v1.Catalog.Services': [{ prefix: 'need.' }],
  'agentos.v1.Catalog.Call': [{ subject: 'need.echo', inputJson: '{"text":"hello"}' }],
  'agentos.v1.Threads.List': [{ limit: 10, before: 1_700_000_000_000, open: true }],
  'agentos.v1.Threads.Get': [{ thread: '01994e6c-0000-7000-8000-000000000000' }],
  'agentos.v1.Threads.Watch': [{ thread: '01994e6c-0000-7000-8000-000000000000', afterSeq: 3, follow: false }],
  'agentos.v1.Admin.Status': [{}],
  'grpc.health.v1.Health.Check': [{ service: 'agentos.v1.Assistant' }],
  'agentos.v1.Assistant.Converse': [
    { hello: { name: 'raw', kind: 'cli', capabilities: { speak: true }, lastOffset: 7, version: '1' } },
    { utterance: { requestId: 'r', text: 'x', alternatives: ['y'], confidence: 0.5, language: 'en', thread: 't' } },
    { answer: { requestId: 'a', askId: 'thread/1.0', text: 'yes' } },
    { cancel: { requestId: 'c', thread: 'nobody', turn: 1 } },
    { heard: { offset: 1 } },
    { ping: { requestId: 'p' } },
  ],
};

/** Every method of the wire that takes one request, and Converse; streams that do not end by themselves are left out. */
export function fuzzedMethods(): readonly string[] {
  return Object.entries(fromJSON(descriptor, LOADING))
    .flatMap(([service, definition]) =>
      'format' in definition ? [] : Object.keys(definition).map((method) => `${service}.${method}`),
    )
    .filter((method) => !method.includes('ServerReflection') && method !== 'grpc.health.v1.Health.Watch');
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  return Buffer.from([...bytes, rest]);
}

const delimited = (field: number, bytes: Buffer): Buffer =>
  Buffer.concat([varint(field * 8 + 2), varint(bytes.length), bytes]);

/** A message within a message, so many deep. */
function nested(field: number, depth: number): Buffer {
  let bytes: Buffer = Buffer.from('x');
  for (let level = 0; level < depth; level += 1) bytes = delimited(field, bytes);
  return bytes;
}

/** Bytes that are hardly a message: noise, ruins of good ones, fields of the wrong kind, deep ones, text that is none. */
function ruins(good: readonly Buffer[]): fc.Arbitrary<Buffer> {
  const one = fc.constantFrom(...good);
  const byte = fc.nat(255);
  const changed = fc
    .tuple(one, fc.array(fc.tuple(fc.nat(), byte), { minLength: 1, maxLength: 6 }))
    .map(([bytes, changes]) => {
      const ruin = Buffer.from(bytes.length > 0 ? bytes : [0]);
      for (const [at, value] of changes) ruin[at % ruin.length] = value;
      return ruin;
    });
  const field = fc.integer({ min: 1, max: 9 });
  return fc.oneof(
    fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
    changed,
    fc.tuple(one, fc.nat()).map(([bytes, at]) => bytes.subarray(0, at % (bytes.length + 1))),
    fc.tuple(one, one).map((both) => Buffer.concat(both)),
    fc
      .tuple(field, fc.nat(5), fc.uint8Array({ maxLength: 12 }))
      .map(([number, wire, rest]) => Buffer.concat([varint(number * 8 + wire), Buffer.from(rest)])),
    fc.tuple(field, fc.integer({ min: 1, max: 2_000 })).map(([number, depth]) => nested(number, depth)),
    fc.tuple(field, fc.uint8Array({ maxLength: 40 })).map(([number, bytes]) => {
      const inner = delimited(
        number,
        Buffer.concat([Buffer.from([0xc3, 0x28, 0xff, 0xed, 0xa0, 0x80]), Buffer.from(bytes)]),
      );
      return delimited(number, inner);
    }),
    fc.tuple(field, fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })).map(([number, value]) => {
      const bytes: number[] = [];
      let rest = value;
      for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
      return Buffer.concat([varint(number * 8), Buffer.from([...bytes, Number(rest)])]);
    }),
  );
}

/** What came of it, by code. */
export type Codes = Map<string, number>;

/**
 * Sends `runs` ruins to each method of a real runtime. Never is the answer our fault, nothing is written but for what was
 * accepted, and the one who sends good messages meanwhile is served.
 */
export async function fuzzEachMethod(runs: number, options: Partial<ServeOptions> = {}): Promise<Codes> {
  const codes: Codes = new Map();
  const count = (code: string) => codes.set(code, (codes.get(code) ?? 0) + 1);
  await withRuntime(async ({ house, socket, log, client }) => {
    const raw = rawClient(socket);
    let accepted = 0;
    for (const name of fuzzedMethods()) {
      const at = name.lastIndexOf('.');
      const [service, method] = [name.slice(0, at), name.slice(at + 1)];
      const { requestSerialize } = methodOf(service, method);
      const good = (GOOD[name] ?? [{}]).map((message) => requestSerialize(message));
      const sent = ruins(good);
      if (method === 'Converse') accepted += await fuzzConverse(raw, sent, runs, count);
      else {
        await fc.assert(
          fc.asyncProperty(sent, async (bytes) => {
            const code = nameOf((await answerTo(raw, service, method, bytes)).code);
            count(code);
            expect(OUR_FAULT, `${name} answers ${code} to ${bytes.toString('hex').slice(0, 200)}`).not.toContain(code);
          }),
          { numRuns: runs },
        );
        const tooLarge = await answerTo(raw, service, method, Buffer.alloc(MAX_REQUEST_BYTES + 1));
        expect(nameOf(tooLarge.code)).toBe('RESOURCE_EXHAUSTED');
      }
      await client.ping();
    }
    raw.close();
    expect((await house.store.threads({ limit: 1_000_000 })).length).toBe(accepted);
    expect(log.filter((line) => line.includes('not foreseen'))).toEqual([]);
  }, options);
  return codes;
}

function answerTo(
  raw: ReturnType<typeof rawClient>,
  service: string,
  method: string,
  bytes: Buffer,
): Promise<{ readonly code: number }> {
  if (method !== 'Watch') return rawUnary(raw, service, method, bytes);
  return new Promise((resolve) => {
    const { path } = methodOf(service, method);
    // `follow` has no end: whoever asks for it leaves.
    const call = raw.makeServerStreamRequest(
      path,
      (request: Buffer) => request,
      (response: Buffer) => response,
      bytes,
    );
    const leave = setTimeout(() => call.cancel(), 300);
    call.on('data', () => undefined);
    call.on('error', () => undefined);
    call.on('status', ({ code }) => {
      clearTimeout(leave);
      resolve({ code });
    });
  });
}

/** @returns how many utterances were accepted: a ruin may happen to be a good message */
async function fuzzConverse(
  raw: ReturnType<typeof rawClient>,
  sent: fc.Arbitrary<Buffer>,
  runs: number,
  count: (code: string) => void,
): Promise<number> {
  const threads = new Set<unknown>();
  const stream = rawStream(raw);
  stream.send({ hello: { name: 'fuzz', kind: 'cli', capabilities: {}, version: '1' } });
  expect(await stream.next()).toHaveProperty('welcome');
  await fc.assert(
    fc.asyncProperty(sent, async (bytes) => {
      stream.call.write(bytes);
      stream.send({ ping: { requestId: 'still-there' } });
      for (;;) {
        const { failure, done, accepted, status: ended } = await stream.next();
        expect(ended, `the stream ended at ${bytes.toString('hex').slice(0, 200)}`).toBeUndefined();
        if (isObject(failure)) {
          count(String(failure['code']));
          expect(OUR_FAULT, bytes.toString('hex').slice(0, 200)).not.toContain(failure['code']);
        }
        if (isObject(accepted)) threads.add(accepted['thread']);
        if (isObject(done) && done['requestId'] === 'still-there') return;
      }
    }),
    { numRuns: runs },
  );
  stream.call.cancel();
  return threads.size;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
