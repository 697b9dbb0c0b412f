import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Endpoint, type Served, type ServeOptions, serve } from '../../../src/daemon/grpc/server.ts';
import type { ThreadEvent } from '../../../src/daemon/model/event.ts';
import { Fault } from '../../../src/daemon/model/fault.ts';
import type { Json } from '../../../src/daemon/model/json.ts';
import { foldThread, openThread, type Thread } from '../../../src/daemon/model/thread.ts';
import type {
  Accepted,
  Assistant,
  Client,
  EventPage,
  Progress,
  Utterance,
} from '../../../src/daemon/runtime/assistant.ts';
import type { ServiceReport } from '../../../src/daemon/runtime/registry.ts';
import type { Mail, MailKind, ThreadRow } from '../../../src/daemon/store/store.ts';

/** What the script does with an utterance: it runs after Accepted was resolved. */
export type Script = (turn: {
  client: Client;
  utterance: Utterance;
  thread: string;
  turn: number;
  house: House;
}) => void | Promise<void>;

/** An assistant in memory that keeps its mail, threads and request ids as the real one does, and outlives its servers. */
export class House implements Assistant {
  readonly clients: Client[] = [];
  readonly utterances: Utterance[] = [];
  readonly answers: { askId: string; text: string }[] = [];
  readonly cancelled: string[] = [];
  readonly calls: { subject: string; signal: AbortSignal }[] = [];
  readonly attached = new Set<{ client: Client; progress: (progress: Progress) => void }>();
  script: Script = ({ client, utterance, thread, turn, house }) =>
    house.reply(client.name, thread, turn, `You said ${utterance.text}`);
  /** Awaited before an utterance is accepted: to hold the commit back. */
  commit: () => Promise<void> = async () => {};
  readonly #mail = new Map<string, Mail[]>();
  readonly #heard = new Map<string, number>();
  readonly #events = new Map<string, ThreadEvent[]>();
  readonly #requests = new Map<string, Accepted>();
  readonly #wake = new Set<() => void>();
  #threads = 0;

  async utter(client: Client, utterance: Utterance): Promise<Accepted> {
    const known = this.#requests.get(`${client.name} ${utterance.requestId}`);
    if (known) return known;
    if (utterance.text === 'overload')
      throw new Fault('RESOURCE_EXHAUSTED', 'Too much is going on; try again in a moment.');
    if (utterance.text === 'explode') throw new Error('a secret of the inside');
    this.utterances.push(utterance);
    this.clients.push(client);
    this.#threads += 1;
    const accepted = { thread: utterance.thread ?? `thread-${this.#threads}`, turn: 1, seq: 1, answered: false };
    this.#requests.set(`${client.name} ${utterance.requestId}`, accepted);
    await this.commit();
    this.event(accepted.thread, 'FORWARD', { text: utterance.text });
    setImmediate(
      () => void this.script({ client, utterance, thread: accepted.thread, turn: accepted.turn, house: this }),
    );
    return accepted;
  }

  async answer(_client: Client, askId: string, text: string): Promise<Accepted> {
    this.answers.push({ askId, text });
    return { thread: askId.split('/')[0] ?? '', turn: 1, seq: 3, answered: true };
  }

  async cancel(client: Client, thread: string, turn: number): Promise<void> {
    if (!this.#events.has(thread)) throw new Fault('NOT_FOUND', `There is no thread ${thread}.`);
    this.cancelled.push(thread);
    this.post(client.name, 'reply', thread, turn, {
      text: 'Stopped.',
      status: 'failed',
      acted: false,
      code: 'CANCELLED',
    });
  }

  async cancelAllOf(): Promise<number> {
    return 0;
  }

  attach(client: Client, progress: (progress: Progress) => void): () => void {
    const entry = { client, progress };
    this.attached.add(entry);
    return () => this.attached.delete(entry);
  }

  progress(progress: Progress): void {
    for (const one of this.attached) one.progress(progress);
  }

  reply(client: string, thread: string, turn: number, text: string): void {
    this.event(thread, 'END', { text });
    this.post(client, 'reply', thread, turn, { text, status: 'complete', outcome: 'done', acted: true });
  }

  post(client: string, kind: MailKind, thread: string, turn: number, body: Json): void {
    const box = this.#mail.get(client) ?? [];
    this.#mail.set(client, box);
    box.push({ client, kind, thread, turn, body, offset: box.length + 1, at: Date.now() });
    this.#tell();
  }

  event(thread: string, direction: 'FORWARD' | 'END', data: Json): void {
    const events = this.#events.get(thread) ?? [];
    this.#events.set(thread, events);
    const seq = events.length + 1;
    const base = {
      id: `event-${seq}`,
      thread,
      turn: 1,
      seq,
      at: Date.now(),
      subject: 'use.agent_router',
      key: '1',
      from: 'client:test',
      taint: [],
    };
    const to = ['builtin'];
    const rest = { wanted: 'one', effect: 'read', version: '1', handoff: false } as const;
    events.push(direction === 'END' ? { ...base, direction, to, data } : { ...base, direction, to, data, ...rest });
    this.#tell();
  }

  async *mail(client: string, afterOffset: number, signal: AbortSignal): AsyncIterable<Mail> {
    yield* this.#follow(() => this.#mail.get(client) ?? [], afterOffset, signal);
  }

  async heard(client: string, offset: number): Promise<void> {
    this.#heard.set(client, Math.max(offset, this.#heard.get(client) ?? 0));
  }

  async mailbox(client: string): Promise<{ last: number; heard: number }> {
    return { last: this.#mail.get(client)?.length ?? 0, heard: this.#heard.get(client) ?? 0 };
  }

  async threads(): Promise<readonly ThreadRow[]> {
    return [...this.#events.keys()].map((id) => {
      const { messages: _messages, metadata: _metadata, ...thread } = this.#fold(id);
      return { ...thread, title: 'a title', createdAt: 1, updatedAt: 2 };
    });
  }

  async thread(id: string) {
    return { thread: this.#fold(id) };
  }

  async events(id: string, { afterSeq, untilSeq = Number.MAX_SAFE_INTEGER, limit }: EventPage) {
    this.#fold(id);
    const wanted = (this.#events.get(id) ?? []).filter(({ seq }) => seq > afterSeq && seq <= untilSeq);
    return wanted.slice(0, limit);
  }

  async *watch(thread: string, afterSeq: number, signal: AbortSignal): AsyncIterable<ThreadEvent> {
    this.#fold(thread);
    yield* this.#follow(() => this.#events.get(thread) ?? [], afterSeq, signal);
  }

  async call(subject: string, input: Json, signal: AbortSignal): Promise<Json> {
    this.calls.push({ subject, signal });
    if (subject === 'need.echo') return { echo: input };
    if (subject === 'need.slow')
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    throw new Fault('UNIMPLEMENTED', `Nobody provides ${subject}.`);
  }

  #fold(id: string): Thread {
    const events = this.#events.get(id);
    if (!events) throw new Fault('NOT_FOUND', `There is no thread ${id}.`);
    return events.reduce(foldThread, openThread(id, { client: 'test', interface: 'cli' }));
  }

  #tell(): void {
    for (const wake of [...this.#wake]) wake();
  }

  async *#follow<T>(all: () => readonly T[], after: number, signal: AbortSignal): AsyncIterable<T> {
    for (let at = after; !signal.aborted; ) {
      const next = all()[at];
      if (next !== undefined) {
        at += 1;
        yield next;
        continue;
      }
      await new Promise<void>((resolve) => {
        const wake = () => {
          this.#wake.delete(wake);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        this.#wake.add(wake);
        signal.addEventListener('abort', wake, { once: true });
      });
    }
  }
}

export function report(subject: string, risk: string): ServiceReport {
  const schema = { type: 'object', properties: { text: { type: 'string' } } };
  const counts = { calls: 3, failures: 1, meanMs: 1.5, inputSchema: schema, outputSchema: {} };
  return {
    subject,
    kind: 'tool',
    provider: 'builtin',
    version: 'v1',
    summary: 'Says it back.',
    effect: 'read',
    risk,
    state: 'serving',
    ...counts,
  };
}

export const LINES: string[] = [];

/** Runs with a temp folder and servers that are stopped when it is over. */
export async function withHouse(
  run: (bench: {
    house: House;
    folder: string;
    socket: string;
    start: (options?: Partial<ServeOptions>, endpoints?: readonly Endpoint[]) => Promise<Served>;
    defer: (release: () => unknown) => void;
  }) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'agentos-grpc-'));
  const socket = join(folder, 'run', 'agentos.sock');
  const house = new House();
  const releases: (() => unknown)[] = [() => rm(folder, { recursive: true, force: true })];
  const start = async (
    options: Partial<ServeOptions> = {},
    endpoints: readonly Endpoint[] = [{ path: socket, role: 'owner' }],
  ) => {
    const served = await serve({
      endpoints,
      assistant: house,
      mailbox: (client) => house.mailbox(client),
      services: () => [report('need.echo', 'open'), report('need.memory', 'private')],
      risks: (subject) => (subject === 'need.echo' ? ['open'] : subject === 'need.memory' ? ['private'] : []),
      version: '9.9.9',
      log: (message) => LINES.push(message),
      ...options,
    });
    releases.push(() => served.close());
    return served;
  };
  try {
    await run({ house, folder, socket, start, defer: (release) => releases.push(release) });
  } finally {
    for (const release of releases.reverse()) await release();
  }
}
