import type { z } from 'zod';
import { NO_FOLDERS } from '../../src/daemon/model/doors.ts';
import { Fault } from '../../src/daemon/model/fault.ts';
import { type Json, jsonCopy } from '../../src/daemon/model/json.ts';
import type {
  Asker,
  Clock,
  Files,
  Folders,
  Http,
  Offer,
  Programs,
  Provider,
  ProviderContext,
  Tool,
  ToolContext,
} from '../../src/daemon/model/service.ts';
import type { SignalContract } from '../../src/daemon/model/signal.ts';
import { openNearIndex } from '../../src/daemon/store/near_index.ts';
import { FakeClock } from './fake_clock.ts';
import { MemoryStorage } from './memory_storage.ts';

export interface Told {
  readonly subject: string;
  readonly value: Json;
  readonly key: string | undefined;
}

interface Parts {
  readonly clock?: Clock;
  readonly storage?: MemoryStorage;
  readonly files?: Files;
  readonly folders?: Folders;
  readonly programs?: Programs;
  readonly http?: Http;
  /** Credentials by name. */
  readonly secrets?: { readonly [name: string]: string };
}

export const noNetwork = (): Promise<never> => Promise.reject(new Fault('UNAVAILABLE', 'no network'));

/** What the daemon hands to tools, for tests: calls them through their contracts, and keeps what they told and logged. */
export class ToolHost {
  readonly clock: Clock;
  readonly storage: MemoryStorage;
  readonly told: Told[] = [];
  /** What was said as it came; an answer that begins anew has a mark before it. */
  readonly said: string[] = [];
  /** What the catalog knows, where a test lets it. */
  readonly offers = new Map<string, Offer>();
  readonly logged: { message: string; fields: unknown }[] = [];
  /** Called instead of taking a signal in, where a test wants that to fail. */
  refuse: (() => void) | undefined;
  /** Hears what was told, as the thread that a rule opens would; what it throws, the one who told is thrown. */
  heard: ((told: Told) => void) | undefined;
  /** Who asks, where a test says. */
  asker: Asker | undefined;
  readonly #files: Files;
  readonly #folders: Folders;
  readonly #programs: Programs;
  readonly #http: Http;
  readonly #secrets: { readonly [name: string]: string };
  readonly #controller = new AbortController();
  readonly #listeners = new Map<string, Set<(value: unknown, key: string | undefined) => void>>();
  readonly #tools = new Map<string, Tool>();
  #calls = 0;

  constructor({ clock, storage, files, folders, programs, http, secrets = {} }: Parts = {}) {
    this.#secrets = secrets;
    this.clock = clock ?? new FakeClock();
    this.storage = storage ?? new MemoryStorage();
    this.#folders = folders ?? NO_FOLDERS;
    this.#programs = programs ?? { allowed: [], run: noNetwork };
    this.#http = http ?? { getJson: noNetwork, getText: noNetwork, postText: noNetwork };
    this.#files = files ?? {
      readText: () => Promise.reject(new Fault('NOT_FOUND', 'no files here')),
      readBytes: () => Promise.reject(new Fault('NOT_FOUND', 'no files here')),
      list: async () => [],
    };
  }

  add(...tools: readonly Tool[]): this {
    for (const tool of tools) this.#tools.set(tool.contract.subject, tool);
    return this;
  }

  /** Opens a provider and adds its tools. Returns its release. */
  async open(provider: Provider, settings: unknown = {}): Promise<() => Promise<void>> {
    const { tools, release } = await provider.open(this.#providerContext(provider.settings.parse(settings)));
    this.add(...tools);
    return release;
  }

  async call(subject: string, input: unknown, key = `call-${++this.#calls}`): Promise<Json> {
    const tool = this.#tools.get(subject);
    if (tool === undefined) throw new Fault('UNIMPLEMENTED', `nobody answers ${subject}`);
    const read = tool.contract.parseInput(input);
    if (!tool.accepts(read)) throw new Fault('UNIMPLEMENTED', `nobody answers ${subject} for that`);
    const answer = await tool.run(read, {
      ...this.#context(),
      key,
      progress: (text, anew = false) => void this.said.push(...(anew ? ['⟲', text] : [text])),
    });
    return tool.contract.parseOutput(answer);
  }

  /** Tells a signal to those who listen. */
  tell<S extends z.ZodType>(contract: SignalContract<S>, value: z.input<S>, key?: string): void {
    const parsed = contract.schema.parse(value);
    for (const listener of this.#listeners.get(contract.subject) ?? []) listener(parsed, key);
  }

  stop(): void {
    this.#controller.abort();
  }

  #context(): Omit<ToolContext, 'key' | 'progress'> {
    return {
      signal: this.#controller.signal,
      storage: this.storage,
      http: this.#http,
      files: this.#files,
      folders: this.#folders,
      asker: async () => this.asker,
      clock: this.clock,
      secret: async (name) => {
        const secret = this.#secrets[name];
        if (secret === undefined) throw new Fault('FAILED_PRECONDITION', `no secret ${name}`);
        return secret;
      },
      log: (message, fields) => void this.logged.push({ message, fields }),
      emit: async (contract, value, options) => {
        this.refuse?.();
        const told = { subject: contract.subject, value: jsonCopy(contract.schema.parse(value)), key: options?.key };
        this.told.push(told);
        this.heard?.(told);
      },
    };
  }

  #providerContext(settings: unknown): ProviderContext<unknown> {
    return {
      ...this.#context(),
      settings,
      programs: this.#programs,
      place: { location: 'home', units: 'metric' as const },
      listen: (contract, heard) => {
        const listeners = this.#listeners.get(contract.subject) ?? new Set();
        const listener = (value: unknown, key: string | undefined): void => heard(contract.schema.parse(value), key);
        listeners.add(listener);
        this.#listeners.set(contract.subject, listeners);
        return () => listeners.delete(listener);
      },
      describe: (subject) => this.offers.get(subject),
      watchStorage: this.storage.watch,
      nearIndex: () => openNearIndex(() => undefined),
    };
  }
}
