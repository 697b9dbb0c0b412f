import { writeSync } from 'node:fs';
import { type ClientHttp2Stream, connect as connectH2 } from 'node:http2';
import { createConnection } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Wire } from '../../../src/wire/codec.ts';
import { type Arrived, readArrived } from './arrived.ts';

/**
 * A client in a process of its own that says as much as it is told to, and never does as it is told. First it finds out how many turns a
 * second there can be, then it says so many times as much. Prints what it was told as JSON. It speaks HTTP/2 itself: gRPC's own library
 * sends one message of a stream in each turn of the event loop, so that a flood would stand in its queue, and not before the daemon.
 */
const [socket = '', times = '20', seconds = '10', flooding = ''] = process.argv.slice(2);
/** As many as one client may have at work at once. */
const AT_ONCE = 32;
const CAPACITY_S = 4;
const TICK_MS = 2;

const { path, request, response } = new Wire().method('agentos.v1.Assistant', 'Converse');
const session = connectH2('http://localhost', { createConnection: () => createConnection(socket) });

function framed(message: object): Buffer {
  const bytes = request.write(message);
  const head = Buffer.alloc(5);
  head.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}

/** The messages in what has arrived, and what is left over. */
function messagesIn(arrived: Buffer): { readonly messages: readonly Buffer[]; readonly rest: Buffer } {
  const messages: Buffer[] = [];
  let rest = arrived;
  while (rest.length >= 5 && rest.length >= 5 + rest.readUInt32BE(1)) {
    const end = 5 + rest.readUInt32BE(1);
    messages.push(rest.subarray(5, end));
    rest = rest.subarray(end);
  }
  return { messages, rest };
}

interface Told {
  accepted: number;
  /** Milliseconds from when it was to be said until it was refused. */
  readonly refusedAfter: number[];
  /** What had no answer when its stream was cut off, and how many milliseconds before that it was to be said. */
  readonly cutOff: (readonly [id: string, afterMs: number])[];
  /** Refused without a word about when to come back, or with another code. */
  untold: number;
  /** Streams that the daemon ended. */
  cuts: number;
}

class Stream {
  readonly #told: Told;
  readonly #said = new Map<string, number>();
  readonly #stream: ClientHttp2Stream;
  #arrived: Buffer = Buffer.alloc(0);
  readonly replied: (() => void) | undefined;
  over = false;
  waits = true;

  constructor(told: Told, replied?: () => void) {
    this.#told = told;
    this.replied = replied;
    this.#stream = session.request({
      ...{ ':method': 'POST', ':path': path, 'content-type': 'application/grpc', te: 'trailers' },
    });
    this.#stream.on('data', (bytes: Buffer) => {
      const { messages, rest } = messagesIn(Buffer.concat([this.#arrived, bytes]));
      this.#arrived = rest;
      for (const message of messages) this.#take(readArrived(response.read(message)));
    });
    // Where nothing else was said before, the status is in the headers.
    for (const event of ['response', 'trailers'] as const)
      this.#stream.on(event, (headers) => {
        if (headers['grpc-status'] !== undefined)
          this.#end(headers['grpc-status'] === '8' && headers['grpc-status-details-bin'] !== undefined);
      });
    this.#stream.on('error', () => undefined);
    this.#stream.on('close', () => this.#end(false));
    this.#stream.write(framed({ hello: { name: 'flood', kind: 'cli', capabilities: {}, version: '1' } }));
  }

  /** @param due when it was to be said: what it waits for on this side counts as well */
  say(ids: readonly string[], due: number): void {
    for (const id of ids) this.#said.set(id, due);
    if (!this.over)
      this.#stream.write(
        Buffer.concat(ids.map((id) => framed({ utterance: { requestId: id, text: 'what time is it' } }))),
      );
  }

  leave(): void {
    this.over = true;
    this.#stream.close();
  }

  #take(arrived: Arrived): void {
    if (arrived.kind === 'welcome') this.waits = false;
    if (arrived.kind === 'mail') {
      this.#stream.write(framed({ heard: { offset: arrived.offset } }));
      this.replied?.();
    }
    if (arrived.kind !== 'accepted' && arrived.kind !== 'failure') return;
    const due = this.#said.get(arrived.requestId);
    this.#said.delete(arrived.requestId);
    if (due === undefined) return;
    if (arrived.kind === 'accepted') this.#told.accepted += 1;
    else {
      this.#told.refusedAfter.push(performance.now() - due);
      if (arrived.code !== 'RESOURCE_EXHAUSTED' || !(arrived.retryDelayMs > 0)) this.#told.untold += 1;
    }
  }

  #end(properly: boolean): void {
    if (this.over) return;
    this.over = true;
    this.#told.cuts += 1;
    if (!properly) this.#told.untold += 1;
    const now = performance.now();
    for (const [id, due] of this.#said) this.#told.cutOff.push([id, now - due]);
  }
}

const fresh = (): Told => ({ accepted: 0, refusedAfter: [], cutOff: [], untold: 0, cuts: 0 });

async function capacity(): Promise<number> {
  let turns = 0;
  let id = 0;
  const next = (): void => {
    turns += 1;
    if (!stream.over) stream.say([`c${process.pid}-${id++}`], performance.now());
  };
  const stream = new Stream(fresh(), next);
  while (stream.waits) await sleep(1);
  for (; id < AT_ONCE; ) stream.say([`c${process.pid}-${id++}`], performance.now());
  await sleep(1_000);
  turns = 0;
  await sleep((CAPACITY_S - 1) * 1_000);
  stream.leave();
  return turns / (CAPACITY_S - 1);
}

async function flood(perSecond: number): Promise<Told & { readonly due: number; readonly said: number }> {
  const told = fresh();
  const began = performance.now();
  let [said, unsaid] = [0, 0];
  let stream = new Stream(told);
  while (performance.now() - began < Number(seconds) * 1_000) {
    await sleep(TICK_MS);
    if (stream.over) stream = new Stream(told);
    const due = performance.now();
    const wanted = Math.floor(((due - began) / 1_000) * perSecond);
    // What was due while it was turned away is not said later.
    if (stream.waits) {
      unsaid += wanted - said;
      said = wanted;
    }
    const ids: string[] = [];
    for (; said < wanted; said += 1) ids.push(`f${process.pid}-${said}`);
    if (ids.length > 0) stream.say(ids, due);
  }
  await sleep(1_000);
  stream.leave();
  return { ...told, due: said, said: said - unsaid };
}

const turnsPerSecond = flooding === '' ? await capacity() : Number(flooding);
writeSync(1, JSON.stringify({ ...(await flood(turnsPerSecond * Number(times))), turnsPerSecond }));
process.exit(0);
