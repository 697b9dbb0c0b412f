import { dirname } from 'node:path';
import type { Contract } from '../model/contract.ts';
import { Fault } from '../model/fault.ts';
import type { Json } from '../model/json.ts';
import type { GeneratorService, Offer, Provider, Rule, Service, Tool } from '../model/service.ts';
import type { Registered, Registry, ServiceReport } from '../runtime/registry.ts';
import { Connection, type ConnectionOptions } from './connection.ts';
import { offerOf, riskOf } from './describe.ts';
import { type LoadedFile, loadServiceFile, type ServiceFile, shown } from './module.ts';
import { type BrokenFile, reportsOf } from './reports.ts';
import { promiseAlike } from './service_shape.ts';
import { Statistics } from './statistics.ts';
import { Subjects } from './subjects.ts';

export interface CatalogOptions {
  /** What a provider is handed, by its namespace. */
  readonly context: (namespace: string) => ConnectionOptions['context'];
  readonly clock: ConnectionOptions['clock'];
  /** A provider's section of the settings. */
  readonly settings: (capability: string, provider: string) => unknown;
  /** Called for each handler that comes; the release is called when it goes. */
  readonly serve: (registered: Registered) => () => void;
  readonly problem: (message: string, fields: { readonly [name: string]: Json }) => void;
}

interface LoadedEntry {
  readonly loaded: LoadedFile;
  /** Why not all of it is taken in. */
  refused?: string;
  /** What takes its services out again. */
  readonly releases: (() => void)[];
  readonly rules: Rule[];
  readonly connections: Connection[];
  /** Contracts of providers that are not open, and why. */
  readonly closed: Map<Contract, Fault | undefined>;
}

/**
 * Knows every service: which files hold them, who answers which subject, how each is doing.
 * A broken file is reported and left out; a file that changes replaces what it held before.
 */
export class Catalog implements Registry {
  readonly #options: CatalogOptions;
  readonly #files = new Map<string, LoadedEntry>();
  /** Files whose text cannot be loaded as it stands, and why; what they held before may serve still. */
  readonly #unloadable = new Map<string, BrokenFile>();
  readonly #subjects = new Subjects();
  readonly statistics = new Statistics();

  constructor(options: CatalogOptions) {
    this.#options = options;
  }

  contract(subject: string): Contract | undefined {
    return this.#subjects.contract(subject);
  }

  handler(subject: string): Registered<GeneratorService> | undefined {
    return this.#subjects.handler(subject);
  }

  providers(subject: string): readonly Registered<Tool>[] {
    return this.#subjects.providers(subject);
  }

  /** The same list until one comes or goes. */
  get handlers(): readonly Registered<GeneratorService>[] {
    return this.#subjects.handlers;
  }

  get rules(): readonly Rule[] {
    return [...this.#files.values()].flatMap(({ rules }) => rules);
  }

  /** Files that were left out, and why. */
  get broken(): ReadonlyMap<string, string> {
    return new Map(this.#brokenFiles().map(({ file, why }) => [file.path, why]));
  }

  /** Each file once: what it holds now counts for nothing where its text cannot be loaded any more. */
  #brokenFiles(): readonly BrokenFile[] {
    const refused = [...this.#files.values()].flatMap(({ loaded: { file }, refused: why }) =>
      why === undefined || this.#unloadable.has(file.path) ? [] : [{ file, why }],
    );
    return [...refused, ...this.#unloadable.values()];
  }

  /** Services of the daemon's own, that stand in no file; `contracts` are those that an interface answers. Nobody else may provide them. */
  addBuiltIn(namespace: string, tools: readonly (Tool | GeneratorService)[], contracts: readonly Contract[]): void {
    for (const service of tools) this.#serve({ provider: 'agentos', version: '1', namespace, service });
    this.#subjects.reserve([...contracts, ...tools.map(({ contract }) => contract)]);
  }

  /**
   * Loads files; providers are opened only when all are registered, so that what they tell finds its rules.
   * Resolves when all are loaded; `opened` when each provider has tried once.
   */
  async add(
    files: readonly ServiceFile[],
    versions?: ReadonlyMap<string, string>,
  ): Promise<{ readonly opened: Promise<unknown> }> {
    const loaded = await Promise.all(files.map((file) => this.#load(file, versions?.get(file.path))));
    for (const one of loaded) if (one) this.#addFile(one);
    const entries = files.map(({ path }) => this.#files.get(path)).filter((entry) => entry !== undefined);
    return { opened: Promise.all(entries.map((entry) => this.#openProviders(entry))) };
  }

  /**
   * Makes it hold what a folder holds now. Its files share a contract, so they go out and come in in one step: none meets the
   * old contract of another, and no call finds nobody. One that cannot be loaded leaves what it held before; so does its whole
   * folder where the others have a new contract by now.
   * @param files all of the folder
   */
  async takeUp(folder: string, files: readonly ServiceFile[]): Promise<void> {
    const loaded = (await Promise.all(files.map((file) => this.#load(file)))).filter((one) => one !== undefined);
    const there = new Set(files.map(({ path }) => path));
    const released = this.#filesIn(folder).map((path) => (there.has(path) ? undefined : this.#takeOut(path)));
    const kept = [...this.#files.values()]
      .map(({ loaded: held }) => held)
      .filter(({ file }) => there.has(file.path) && this.#unloadable.has(file.path))
      .flatMap(({ services }) => services);
    let changed = loaded.filter(({ file, version }) => this.#files.get(file.path)?.loaded.version !== version);
    if (!changed.every(({ services }) => promiseAlike(services, kept))) {
      this.#options.problem('a service folder stays as it was until all of it can be loaded', { folder });
      changed = [];
    }
    for (const { file } of changed) released.push(this.#takeOut(file.path));
    const entries = changed.map((one) => this.#addFile(one));
    await Promise.all(released);
    const current = entries.filter((entry) => this.#files.get(entry.loaded.file.path) === entry);
    await Promise.all(current.map((entry) => this.#openProviders(entry)));
  }

  /** Paths of the files in a folder that hold services now, or were left out. */
  #filesIn(folder: string): readonly string[] {
    return [...new Set([...this.#files.keys(), ...this.#unloadable.keys()])].filter((path) => dirname(path) === folder);
  }

  /** Resolves when its connections are released; its services are gone at once. */
  #takeOut(path: string): Promise<unknown> {
    this.#unloadable.delete(path);
    const entry = this.#files.get(path);
    if (!entry) return Promise.resolve();
    this.#files.delete(path);
    for (const release of entry.releases) release();
    for (const { subject } of entry.closed.keys()) this.#subjects.forget(subject);
    return Promise.all(entry.connections.map((connection) => this.#release(connection, path)));
  }

  async #release(connection: Connection, path: string): Promise<void> {
    try {
      await connection.release();
    } catch (thrown) {
      this.#options.problem('a provider could not be released', { file: path, error: String(thrown) });
    }
  }

  async release(): Promise<void> {
    await Promise.all([...this.#files.keys()].map((path) => this.#takeOut(path)));
  }

  describe(): readonly ServiceReport[] {
    return reportsOf(this.#subjects.all, this.#files.values(), this.#brokenFiles(), this.statistics);
  }

  /** A subject as a model is told of it; nothing where nobody has it. */
  offer(subject: string): Offer | undefined {
    const contract = this.#subjects.contract(subject);
    return contract && offerOf(contract);
  }

  /** The risks of a subject by those who answer it, or would if they were open. Empty where nobody knows it. */
  risks(subject: string): readonly string[] {
    const handler = this.#subjects.handler(subject);
    const serving = handler ? [handler] : this.#subjects.providers(subject);
    const closed = [...this.#files.values()].flatMap((entry) => [...entry.closed.keys()]);
    const contracts = [...serving.map(({ service }) => service.contract), ...closed];
    return contracts.filter((contract) => contract.subject === subject).map(riskOf);
  }

  async #load(file: ServiceFile, version?: string): Promise<LoadedFile | undefined> {
    try {
      const loaded = await loadServiceFile(file, version);
      this.#unloadable.delete(file.path);
      return loaded;
    } catch (thrown) {
      const { message } = Fault.from(thrown);
      this.#unloadable.set(file.path, { file, why: message });
      this.#options.problem('a service was left out', { file: shown(file), error: message });
      return undefined;
    }
  }

  #addFile(loaded: LoadedFile): LoadedEntry {
    const { file, version, services } = loaded;
    const entry: LoadedEntry = { loaded, releases: [], rules: [], connections: [], closed: new Map() };
    this.#files.set(file.path, entry);
    for (const service of services) {
      if (service.kind === 'rule') this.#addRule(entry, service);
      else if (service.kind !== 'provider')
        this.#addTo(entry, { provider: file.name, version, namespace: file.folder, service });
    }
    return entry;
  }

  /** What a rule has acted on stands under its name: of two with one name, each would take the other's for done. */
  #addRule(entry: LoadedEntry, rule: Rule): void {
    const holder = [...this.#files.values()].find(({ rules }) => rules.some(({ name }) => name === rule.name));
    if (holder) {
      const where = shown(holder.loaded.file);
      this.#refuse(entry, `${where} has a rule '${rule.name}' already; give this one another name.`);
    } else entry.rules.push(rule);
  }

  #addTo(entry: LoadedEntry, registered: Registered): void {
    try {
      entry.releases.push(this.#serve(registered));
    } catch (thrown) {
      this.#refuse(entry, Fault.from(thrown).message);
    }
  }

  #refuse(entry: LoadedEntry, why: string): void {
    entry.refused = why;
    this.#options.problem('a service was left out', { file: shown(entry.loaded.file), error: why });
  }

  async #openProviders(entry: LoadedEntry): Promise<void> {
    const providers = entry.loaded.services.filter(
      (service): service is Provider & Service => service.kind === 'provider',
    );
    for (const provider of providers) {
      for (const contract of provider.contracts) {
        entry.closed.set(contract, undefined);
        this.#subjects.announce(contract);
      }
      entry.connections.push(this.#connect(entry, provider));
    }
    await Promise.all(entry.connections.map(({ firstAttempt }) => firstAttempt));
  }

  #connect(entry: LoadedEntry, provider: Provider): Connection {
    const { file, version } = entry.loaded;
    const { context, clock, settings, problem } = this.#options;
    return new Connection({
      provider,
      settings: settings(file.folder, file.name),
      section: `${file.folder}.${file.name}`,
      context: context(file.folder),
      clock,
      opened: ({ tools }) => {
        for (const contract of provider.contracts) entry.closed.delete(contract);
        for (const service of tools)
          this.#addTo(entry, { provider: file.name, version, namespace: file.folder, service });
      },
      failed: (fault) => {
        for (const contract of provider.contracts) entry.closed.set(contract, fault);
        problem('a provider is not open', { provider: `${file.folder}.${file.name}`, error: fault.message });
      },
    });
  }

  /** @throws Fault where another has its place, or its contract is not the one in force */
  #serve(registered: Registered): () => void {
    this.#subjects.add(registered);
    const release = this.#options.serve(registered);
    return () => {
      release();
      this.#subjects.remove(registered);
    };
  }
}
