import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type ClientDuplexStream, credentials, type ServiceError } from '@grpc/grpc-js';
import { Wire } from '../../../src/wire/codec.ts';
import { type Arrived, readArrived } from './arrived.ts';

/**
 * A client in a process of its own that says as much as it is told to, and never does as it is told. First it finds out how many turns a
 * second there can be, then it says so many times as much. Prints what it measured as JSON.
 */
const [socket = '', times = '20', seconds = '10', flooding = ''] = process.argv.slice(2);
/** As many as one client may have at work at once. */
const AT_ONCE = 32;
const CAPACITY_S = 4;
const TICK_MS = 2;

const { path, request, response } = new Wire().method('agentos.v1.Assistant', 'Converse');
const grpc = new Client(`unix:${socket}`, credentials.createInsecure(), { 'grpc.use_local_subchannel_pool': 1 });
const asIs = (bytes: Buffer): Buffer => bytes;

interface Told {
  accepted: number;
  /** Milliseconds from when it was to be said until it was refused. */
  readonly refusedAfter: number[];
  /** Refused without a word about when to come back, or with another code. */
  untold: number;
  /** Streams that the daemon ended. */
  cuts: number;
}

class Stream {
  readonly #told: Told;
  readonly #said = new Map<string, number>();
  readonly #call: ClientDuplexStream<Buffer, Buffer>;
  readonly replied: (() => void) | undefined;
  over = false;
  waits = true;

  constructor(told: Told, replied?: () => void) {
    this.#told = told;
    this.replied = replied;
    this.#call = grpc.makeBidiStreamRequest(path, asIs, asIs);
    this.#call.on('data', (bytes: Buffer) => this.#take(readArrived(response.read(bytes))));
    this.#call.on('error', (error: ServiceError) => this.#end(error));
    this.#call.write(request.write({ hello: { name: 'flood', kind: 'cli', capabilities: {}, version: '1' } }));
  }

  /** @param due when it was to be said: what it waits for on this side counts as well */
  say(id: string, due: number): void {
    this.#said.set(id, due);
    this.#call.write(request.write({ utterance: { requestId: id, text: 'what time is it' } }));
  }

  leave(): void {
    this.over = true;
    this.#call.cancel();
  }

  #take(arrived: Arrived): void {
    if (arrived.kind === 'welcome') this.waits = false;
    if (arrived.kind === 'mail') {
      this.#call.write(request.write({ heard: { offset: arrived.offset } }));
      this.replied?.();
    }
    if (arrived.kind !== 'accepted' && arrived.kind !== 'failure') return;
    const due = this.#said.get(arrived.requestId);
    this.#said.delete(arrived.requestId);
    if (due === undefined) return;
    if (arrived.kind === 'accepted') this.#told.accepted += 1;
    else this.#refuse(due, arrived.code === 'RESOURCE_EXHAUSTED' && arrived.retryDelayMs > 0);
  }

  #refuse(due: number, properly: boolean): void {
    this.#told.refusedAfter.push(performance.now() - due);
    if (!properly) this.#told.untold += 1;
  }

  #end({ code, metadata }: ServiceError): void {
    if (this.over) return;
    this.over = true;
    this.#told.cuts += 1;
    const properly = code === 8 && metadata.get('grpc-status-details-bin').length === 1;
    for (const due of this.#said.values()) this.#refuse(due, properly);
  }
}

const fresh = (): Told => ({ accepted: 0, refusedAfter: [], untold: 0, cuts: 0 });

async function capacity(): Promise<number> {
  let turns = 0;
  let id = 0;
  const next = (): void => {
    turns += 1;
    if (!stream.over) stream.say(`c${process.pid}-${id++}`, performance.now());
  };
  const stream = new Stream(fresh(), next);
  while (stream.waits) await sleep(1);
  for (; id < AT_ONCE; ) stream.say(`c${process.pid}-${id++}`, performance.now());
  await sleep(1_000);
  turns = 0;
  await sleep((CAPACITY_S - 1) * 1_000);
  stream.leave();
  return turns / (CAPACITY_S - 1);
}

async function flood(perSecond: number): Promise<Told & { readonly said: number }> {
  const told = fresh();
  const began = performance.now();
  let said = 0;
  let stream = new Stream(told);
  while (performance.now() - began < Number(seconds) * 1_000) {
    await sleep(TICK_MS);
    if (stream.over) stream = new Stream(told);
    const due = performance.now();
    const wanted = Math.floor(((due - began) / 1_000) * perSecond);
    // What was due while there was no stream is not said later: it is no part of the flood.
    if (stream.waits) said = wanted;
    for (; said < wanted; said += 1) stream.say(`f${process.pid}-${said}`, due);
  }
  await sleep(1_000);
  stream.leave();
  return { ...told, said };
}

const turnsPerSecond = flooding === '' ? await capacity() : Number(flooding);
const { refusedAfter, ...told } = await flood(turnsPerSecond * Number(times));
refusedAfter.sort((a, b) => a - b);
const at = (share: number): number => refusedAfter[Math.floor(refusedAfter.length * share)] ?? 0;
writeSync(
  1,
  JSON.stringify({
    ...{ ...told, turnsPerSecond, refused: refusedAfter.length },
    ...{ p50: at(0.5), p99: at(0.99), longest: refusedAfter.at(-1) ?? 0 },
  }),
);
process.exit(0);
