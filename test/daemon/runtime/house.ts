import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InProcessBus } from '../../../src/daemon/bus/in_process.ts';
import { userAsk } from '../../../src/daemon/model/builtin.ts';
import type { Contract, EntityKind } from '../../../src/daemon/model/contract.ts';
import type { ThreadEvent } from '../../../src/daemon/model/event.ts';
import type { Json } from '../../../src/daemon/model/json.ts';
import type { GeneratorService, Tool } from '../../../src/daemon/model/service.ts';
import type { Client, ReplyBody } from '../../../src/daemon/runtime/assistant.ts';
import { Calls } from '../../../src/daemon/runtime/calls/calls.ts';
import { Deliveries } from '../../../src/daemon/runtime/calls/deliveries.ts';
import { hostFrames } from '../../../src/daemon/runtime/calls/frames.ts';
import { Words } from '../../../src/daemon/runtime/calls/words.ts';
import { Asks } from '../../../src/daemon/runtime/gate/asks.ts';
import { type ApprovedCall, shippedGate } from '../../../src/daemon/runtime/gate/gatekeeper.ts';
import { noPins, type Pins } from '../../../src/daemon/runtime/gate/pins.ts';
import { Journal } from '../../../src/daemon/runtime/journal.ts';
import { DEFAULT_LIMITS, type Limits } from '../../../src/daemon/runtime/limits.ts';
import { Mailroom } from '../../../src/daemon/runtime/mailroom.ts';
import type { Registered, Registry } from '../../../src/daemon/runtime/registry.ts';
import { Runtime } from '../../../src/daemon/runtime/runtime.ts';
import { RecordCache } from '../../../src/daemon/runtime/tools/record_cache.ts';
import { RecordWatch } from '../../../src/daemon/runtime/tools/record_watch.ts';
import { ToolHost } from '../../../src/daemon/runtime/tools/tool_host.ts';
import { LiveThreads } from '../../../src/daemon/runtime/turns/live_threads.ts';
import type { IsGuest } from '../../../src/daemon/runtime/turns/opening.ts';
import { Turns } from '../../../src/daemon/runtime/turns/turns.ts';
import { openStore } from '../../../src/daemon/store/open.ts';
import type { Mail, Store } from '../../../src/daemon/store/store.ts';
import { withoutPin } from '../../../src/language/values/spoken_digits.ts';
import { DEFAULT_POLICY, type GatePolicy, type GateRate } from '../../../src/settings/gate.ts';

export const OWNER: Client = { name: 'cli', interface: 'cli', channel: 'owner', canConfirm: true, takesNotices: true };
export const VOICE: Client = {
  name: 'voice',
  interface: 'voice',
  channel: 'voice',
  area: 'kitchen',
  canConfirm: true,
  takesNotices: true,
};

export interface HouseOptions {
  readonly services: readonly (Tool | GeneratorService)[];
  readonly limits?: Partial<Limits>;
  readonly entity?: (id: string) => EntityKind;
  readonly isCommand?: (text: string) => boolean;
  /** Version of all services. */
  readonly version?: string;
  /** Puts something between the runtime and its store. */
  readonly wrap?: (store: Store) => Store;
  /** How long a client's last thread may be continued, in milliseconds; five minutes where absent. */
  readonly continueMs?: number;
  /** Threads that are kept in memory. */
  readonly capacity?: number;
  /** The gate's table; the one that ships where absent. */
  readonly policy?: GatePolicy;
  readonly rates?: readonly GateRate[];
  readonly approved?: readonly ApprovedCall[];
  readonly pins?: Pins;
  readonly isGuest?: IsGuest;
  /** A state folder to go on with. */
  readonly folder?: string;
}

/** A runtime over a real store, with services given as values: the daemon without its doors. */
export interface House {
  readonly runtime: Runtime;
  readonly store: Store;
  readonly mailroom: Mailroom;
  readonly folder: string;
  /** Says something and waits for the END. */
  say(
    text: string,
    options?: { readonly client?: Client; readonly thread?: string },
  ): Promise<{ reply: ReplyBody; thread: string; turn: number; events: readonly ThreadEvent[] }>;
  /** The next mail of a client after an offset. */
  next(client: Client, after?: number): Promise<Mail>;
  /** Lets go of the store as it is: what a crash leaves, but for the operating system's part. */
  abandon(): Promise<void>;
  close(): Promise<void>;
}

let requests = 0;

export async function openHouse(options: HouseOptions): Promise<House> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'agentos-house-'));
  const watch = new RecordWatch();
  const opened = await openStore({ folder, synchronous: 'NORMAL' });
  const store = watch.over(new RecordCache().over(options.wrap?.(opened) ?? opened));
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const clock = { now: () => Date.now(), monotonic: () => performance.now() };
  const bus = new InProcessBus();
  const mailroom = new Mailroom(store);
  const journal = new Journal(store, clock.now, (mail, ticket) => mailroom.sent(mail, ticket));
  const threads = new LiveThreads(store, clock.now, options.capacity);
  const pins = options.pins ?? noPins();
  const asks = new Asks(limits, clock, pins, mailroom);
  const registry = new GivenServices(options.services, options.version ?? '1');
  const problem = (): void => undefined;
  const deliveries = new Deliveries({
    bus,
    registry,
    asks,
    observe: () => undefined,
    words: new Words((client, progress) => mailroom.progress(client, progress), clock.now),
    monotonic: clock.monotonic,
    changedSince: (mark, write) => watch.changedSince(mark, write),
    problem,
  });
  const entity = options.entity ?? ((id) => ({ domain: id.split('.')[0] ?? id, deviceClass: undefined }));
  const gate = shippedGate(entity, {
    policy: options.policy ?? DEFAULT_POLICY,
    rates: options.rates ?? [],
    approved: options.approved ?? [],
    pin: () => pins.state,
    ownerAt: () => mailroom.ownerAt,
  });
  const calls = new Calls({ registry, limits, asks, deliveries, gate });
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
    continueMs: options.continueMs ?? 300_000,
    isCommand: async (text) => options.isCommand?.(text) ?? false,
    discreet: (text) => (pins.isSet ? withoutPin(text) : text),
    ...(options.isGuest ? { isGuest: options.isGuest } : {}),
  });
  const next = async (client: Client, after = 0): Promise<Mail> => {
    const reading = new AbortController();
    for await (const mail of runtime.mail(client.name, after, reading.signal)) {
      reading.abort();
      return mail;
    }
    throw new Error('the mail ended');
  };
  return {
    ...{ runtime, store, mailroom, folder, next },
    async say(text, { client = OWNER, thread } = {}) {
      requests += 1;
      const requestId = `r${requests}`;
      const { last } = await store.mailbox(client.name);
      const accepted = await runtime.utter(client, {
        requestId,
        text,
        continueLast: false,
        ...(thread ? { thread } : {}),
      });
      const reading = new AbortController();
      for await (const mail of runtime.mail(client.name, last, reading.signal)) {
        if (mail.kind === 'ask' || mail.thread !== accepted.thread || mail.turn !== accepted.turn) continue;
        reading.abort();
        const events = (await store.events(accepted.thread)).filter((event) => event.turn === accepted.turn);
        return { reply: mail.body as unknown as ReplyBody, ...accepted, events };
      }
      throw new Error('the mail ended');
    },
    abandon: () => store.close(),
    async close() {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export class GivenServices implements Registry {
  readonly all: Registered[];

  constructor(services: readonly (Tool | GeneratorService)[], version: string) {
    this.all = services.map((service, index) => ({ provider: `p${index}`, version, namespace: 'test', service }));
  }

  contract(subject: string): Contract | undefined {
    if (subject === userAsk.subject) return userAsk;
    return this.all.find(({ service }) => service.contract.subject === subject)?.service.contract;
  }

  handler(subject: string): Registered<GeneratorService> | undefined {
    for (const one of this.all) {
      if (one.service.kind !== 'tool' && one.service.contract.subject === subject)
        return { ...one, service: one.service };
    }
    return undefined;
  }

  providers(subject: string): readonly Registered<Tool>[] {
    return this.all.flatMap((one) =>
      one.service.kind === 'tool' && one.service.contract.subject === subject ? [{ ...one, service: one.service }] : [],
    );
  }
}

/** The trajectory in short: `F 1.0 need.x`, `B 1.0 need.x ok`, `E 1`. */
export function sketch(events: readonly ThreadEvent[]): string[] {
  return events.map((event) => {
    const how = event.direction === 'FORWARD' ? '' : ` ${event.error?.code ?? 'ok'}`;
    return `${event.direction[0]} ${event.key} ${event.subject}${how}`;
  });
}

export function dataOf(event: ThreadEvent | undefined): Json | undefined {
  return event?.data;
}
