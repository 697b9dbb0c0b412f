import { rmSync } from 'node:fs';
import { InProcessBus } from '../src/daemon/bus/in_process.ts';
import { Statistics } from '../src/daemon/catalog/statistics.ts';
import { userAsk } from '../src/daemon/model/builtin.ts';
import type { Contract } from '../src/daemon/model/contract.ts';
import type { GeneratorService, Tool } from '../src/daemon/model/service.ts';
import type { Client, ReplyBody } from '../src/daemon/runtime/assistant.ts';
import { Calls } from '../src/daemon/runtime/calls/calls.ts';
import { Deliveries } from '../src/daemon/runtime/calls/deliveries.ts';
import { hostFrames } from '../src/daemon/runtime/calls/frames.ts';
import { Words } from '../src/daemon/runtime/calls/words.ts';
import { Asks } from '../src/daemon/runtime/gate/asks.ts';
import { shippedGate } from '../src/daemon/runtime/gate/gatekeeper.ts';
import { Journal } from '../src/daemon/runtime/journal.ts';
import { DEFAULT_LIMITS } from '../src/daemon/runtime/limits.ts';
import { Mailroom } from '../src/daemon/runtime/mailroom.ts';
import type { Registered, Registry } from '../src/daemon/runtime/registry.ts';
import { Runtime } from '../src/daemon/runtime/runtime.ts';
import { RecordCache } from '../src/daemon/runtime/tools/record_cache.ts';
import { RecordWatch } from '../src/daemon/runtime/tools/record_watch.ts';
import { ToolHost } from '../src/daemon/runtime/tools/tool_host.ts';
import { LiveThreads } from '../src/daemon/runtime/turns/live_threads.ts';
import { Turns } from '../src/daemon/runtime/turns/turns.ts';
import { openStore } from '../src/daemon/store/open.ts';
import type { Store } from '../src/daemon/store/store.ts';
import { stateFolder } from './places.ts';

export interface HouseOptions {
  readonly services: readonly (Tool | GeneratorService)[];
  readonly synchronous: 'FULL' | 'NORMAL';
  /** A state folder to go on with; it then stays. */
  readonly folder?: string;
  /** Sees the store before anybody uses it. */
  readonly seen?: (store: Store) => Store;
}

export interface Said {
  readonly thread: string;
  readonly text: string;
}

/** The daemon without its doors: a runtime over a real store, with services given as values. */
export interface House {
  readonly runtime: Runtime;
  readonly store: Store;
  readonly folder: string;
  /** Says something, in a new thread where none is given, and waits until its END is durable and delivered. */
  say(text: string, thread?: string): Promise<Said>;
  close(): Promise<void>;
}

const CLIENT: Client = { name: 'bench', interface: 'cli', channel: 'owner', canConfirm: true, takesNotices: false };

export async function openHouse(options: HouseOptions): Promise<House> {
  const folder = options.folder ?? stateFolder();
  const { synchronous, seen = (store: Store) => store } = options;
  const watch = new RecordWatch();
  const store = watch.over(new RecordCache().over(seen(await openStore({ folder, synchronous }))));
  const limits = { ...DEFAULT_LIMITS, runningTurns: Math.max(DEFAULT_LIMITS.runningTurns, 64) };
  const clock = { now: () => Date.now(), monotonic: () => performance.now() };
  const bus = new InProcessBus();
  const mailroom = new Mailroom(store);
  const journal = new Journal(store, clock.now, (mail, ticket) => mailroom.sent(mail, ticket));
  const threads = new LiveThreads(store, clock.now);
  const asks = new Asks(limits, clock);
  const registry = new Given(options.services);
  const statistics = new Statistics();
  const problem = (message: string): void => void process.stderr.write(`${message}\n`);
  const observe: Statistics['observe'] = (...what) => statistics.observe(...what);
  const deliveries = new Deliveries({
    bus,
    registry,
    asks,
    observe,
    words: new Words((client, progress) => mailroom.progress(client, progress), clock.now),
    monotonic: clock.monotonic,
    changedSince: (mark, write) => watch.changedSince(mark, write),
    problem,
  });
  const entity = (id: string) => ({ domain: id.split('.')[0] ?? id, deviceClass: undefined });
  const calls = new Calls({ registry, limits, asks, deliveries, gate: shippedGate(entity) });
  const frames = hostFrames((delivery) => {
    const turn = threads.running(delivery.thread);
    const frame = turn?.frames.get(delivery.key);
    turn?.frames.delete(delivery.key);
    return frame;
  }, calls);
  const refuse = (): never => {
    throw new Error('these services have no doors');
  };
  const host = new ToolHost(store, watch, {
    http: { getJson: refuse, getText: refuse, postText: refuse },
    files: { readText: refuse, readBytes: refuse, list: refuse },
    clock: { ...clock, zone: 'UTC', boot: 'house', elapsed: clock.monotonic, after: refuse, at: refuse, onSet: refuse },
    secret: refuse,
    emit: refuse,
    log: () => () => undefined,
  });
  for (const { service, ...rest } of registry.all) {
    const handler = service.kind === 'tool' ? host.handler({ ...rest, service }) : frames;
    bus.serve(service.contract.subject, rest.provider, handler);
  }
  const turns = new Turns({ bus, registry, journal, mailroom, limits, clock });
  const runtime = new Runtime({
    ...{ store, bus, registry, journal, threads, turns, asks, mailroom, limits, clock, problem },
    router: 'use.root',
    continueMs: 300_000,
    isCommand: async () => false,
  });
  const ears = new Ears(runtime);
  const listening = ears.listen((await store.mailbox(CLIENT.name)).last);
  return {
    ...{ runtime, store, folder },
    say: (text, thread) => ears.say(text, thread),
    async close() {
      ears.close();
      await listening;
      await store.close();
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** One attached client: what is said goes out, and its reply is found among the mail. */
class Ears {
  readonly #runtime: Runtime;
  readonly #reading = new AbortController();
  readonly #waiting = new Map<string, (said: Said) => void>();
  readonly #early = new Map<string, Said>();
  readonly #session = `${process.pid}-${Date.now()}`;
  #requests = 0;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
  }

  async listen(after: number): Promise<void> {
    for await (const { thread, turn, body } of this.#runtime.mail(CLIENT.name, after, this.#reading.signal)) {
      const said = { thread, text: (body as unknown as ReplyBody).text };
      const place = `${thread}/${turn}`;
      const waiting = this.#waiting.get(place);
      this.#waiting.delete(place);
      if (waiting) waiting(said);
      else this.#early.set(place, said);
    }
  }

  async say(text: string, thread?: string): Promise<Said> {
    this.#requests += 1;
    const requestId = `${this.#session}-${this.#requests}`;
    const utterance = { requestId, text, continueLast: false, ...(thread === undefined ? {} : { thread }) };
    const accepted = await this.#runtime.utter(CLIENT, utterance);
    const place = `${accepted.thread}/${accepted.turn}`;
    const early = this.#early.get(place);
    this.#early.delete(place);
    return early ?? new Promise((resolve) => this.#waiting.set(place, resolve));
  }

  close(): void {
    this.#reading.abort();
  }
}

class Given implements Registry {
  readonly all: readonly Registered[];
  readonly #contracts = new Map<string, Contract>([[userAsk.subject, userAsk]]);
  readonly #handlers = new Map<string, Registered<GeneratorService>>();
  readonly #providers = new Map<string, Registered<Tool>[]>();

  constructor(services: readonly (Tool | GeneratorService)[]) {
    this.all = services.map((service) => ({ provider: 'bench', version: '1', namespace: 'bench', service }));
    for (const one of this.all) {
      const { service } = one;
      const { subject } = service.contract;
      this.#contracts.set(subject, service.contract);
      if (service.kind === 'tool') this.#providers.set(subject, [{ ...one, service }]);
      else this.#handlers.set(subject, { ...one, service });
    }
  }

  contract(subject: string): Contract | undefined {
    return this.#contracts.get(subject);
  }

  handler(subject: string): Registered<GeneratorService> | undefined {
    return this.#handlers.get(subject);
  }

  providers(subject: string): readonly Registered<Tool>[] {
    return this.#providers.get(subject) ?? [];
  }
}
