import { dirname, join } from 'node:path';
import type { Settings } from '../settings/schema.ts';
import { localZone } from '../settings/zone.ts';
import type { Bus } from './bus/bus.ts';
import { InProcessBus } from './bus/in_process.ts';
import { Catalog } from './catalog/catalog.ts';
import { systemClock } from './doors/clock.ts';
import { filesUnder } from './doors/files.ts';
import { guardedHttp } from './doors/http.ts';
import { secretsIn } from './doors/secrets.ts';
import { userAsk } from './model/builtin.ts';
import type { EntityKind } from './model/contract.ts';
import { Fault } from './model/fault.ts';
import type { Place } from './model/service.ts';
import type { DaemonLog } from './observe/log.ts';
import { agentSearch } from './runtime/agent_search.ts';
import { Asks } from './runtime/asks.ts';
import { builtInTools } from './runtime/builtin_tools.ts';
import { Calls } from './runtime/calls.ts';
import { Deliveries } from './runtime/deliveries.ts';
import { hostFrames } from './runtime/frames.ts';
import { historyTools, riskBy } from './runtime/history_tools.ts';
import { Journal } from './runtime/journal.ts';
import { DEFAULT_LIMITS, type Limits } from './runtime/limits.ts';
import { LiveThreads } from './runtime/live_threads.ts';
import { Mailroom } from './runtime/mailroom.ts';
import { type Past, pastOf } from './runtime/past.ts';
import { providerStorage } from './runtime/provider_storage.ts';
import { RecordCache } from './runtime/record_cache.ts';
import { RecordWatch } from './runtime/record_watch.ts';
import type { Registered } from './runtime/registry.ts';
import { Runtime } from './runtime/runtime.ts';
import { ToolHost } from './runtime/tool_host.ts';
import { Turns } from './runtime/turns.ts';
import { Words } from './runtime/words.ts';
import { EntityKinds } from './signals/entity_kinds.ts';
import { Hub } from './signals/hub.ts';
import type { Store } from './store/store.ts';

export interface ComposeOptions {
  readonly settings: Settings;
  /** Path of the settings file: what stands beside it belongs to the user. */
  readonly settingsFile: string;
  /** Folder of the database. */
  readonly stateFolder: string;
  /** Folder that holds `data`. */
  readonly packageRoot: string;
  readonly store: Store;
  /** One of this process where absent. */
  readonly bus?: Bus;
  readonly log: DaemonLog;
  /** systemd's folder of credentials. */
  readonly credentials?: string;
}

export interface Composed {
  readonly runtime: Runtime;
  readonly catalog: Catalog;
  readonly past: Past;
  readonly mailroom: Mailroom;
}

/** The database and all that is of it. */
const DATABASE_FILES = ['agentos.db', 'agentos.db-wal', 'agentos.db-shm', 'backups', 'mending'];

/** Builds the daemon's parts and hands each what it needs. Starts nothing. */
export function compose({
  settings,
  settingsFile,
  stateFolder,
  packageRoot,
  store: opened,
  bus = new InProcessBus(),
  log,
  credentials,
}: ComposeOptions): Composed {
  const settingsFolder = dirname(settingsFile);
  const secrets = join(settingsFolder, 'secrets');
  const clock = systemClock(settings.home.zone ?? localZone());
  const problem = (message: string, fields: Parameters<DaemonLog['problem']>[1]): void => log.problem(message, fields);
  const watch = new RecordWatch();
  const store = watch.over(new RecordCache().over(opened));
  const limits = limitsOf(settings);
  const mailroom = new Mailroom(store);
  const journal = new Journal(store, clock.now, (mail, ticket) => mailroom.sent(mail, ticket));
  const threads = new LiveThreads(store, clock.now);
  const asks = new Asks(limits, clock);

  const hub = new Hub({
    rules: () => catalog.rules,
    open: (rule, key, start) => runtime.openByRule(rule, key, start),
    problem,
  });
  const kinds = new EntityKinds(hub);
  const doors = {
    clock,
    http: guardedHttp(settings.http.allow),
    // Opening the database beside SQLite would drop its locks, even to read.
    files: filesUnder(
      [packageRoot, settingsFolder, ...homeFolder(settings), ...settings.files.roots],
      [secrets, ...DATABASE_FILES.map((file) => join(stateFolder, file))],
    ),
    secret: secretsIn(secrets, credentials),
    emit: hub.emit,
  };
  const tools = new ToolHost(store, watch, { ...doors, log: (part) => log.of(part) });
  const catalog: Catalog = new Catalog({
    clock,
    settings: (capability, provider) => settings.services[capability]?.[provider],
    context: (namespace) => ({
      ...doors,
      place: placeOf(settings),
      log: log.of(namespace),
      listen: hub.listen,
      describe: (subject) => catalog.offer(subject),
      storage: providerStorage(store, tools, namespace, log.of(namespace)),
      watchStorage: (changed) => watch.watch(namespace, changed),
    }),
    serve: (registered) => bus.serve(registered.service.contract.subject, registered.provider, handlerOf(registered)),
    problem,
  });

  const observe: Catalog['statistics']['observe'] = (...seen) => catalog.statistics.observe(...seen);
  const deliveries = new Deliveries({
    bus,
    registry: catalog,
    asks,
    observe,
    words: new Words((client, progress) => mailroom.progress(client, progress), clock.now),
    monotonic: clock.monotonic,
    changedSince: (mark, write) => watch.changedSince(mark, write),
    problem,
  });
  const calls = new Calls({ registry: catalog, limits, asks, deliveries, entity: (id): EntityKind => kinds.of(id) });
  const frames = hostFrames((delivery) => {
    const turn = threads.running(delivery.thread);
    const frame = turn?.frames.get(delivery.key);
    turn?.frames.delete(delivery.key);
    return frame;
  }, calls);
  const handlerOf = (registered: Registered): Parameters<Bus['serve']>[2] => {
    const { service } = registered;
    return service.kind === 'tool' ? tools.handler({ ...registered, service }) : frames;
  };

  const turns = new Turns({ bus, registry: catalog, journal, mailroom, limits, clock });
  const runtime: Runtime = new Runtime({
    store,
    bus,
    registry: catalog,
    journal,
    threads,
    turns,
    asks,
    mailroom,
    limits,
    clock,
    router: 'use.agent_router',
    continueMs: settings.daemon.continue_minutes * 60_000,
    isCommand: async (text, area) => {
      const input = { text, ...(area === undefined ? {} : { area }) };
      const meant = await runtime
        .call('need.understand', input, AbortSignal.timeout(2_000))
        .catch((thrown: unknown) => {
          problem('an answer could not be told from a command', { error: Fault.from(thrown).message });
          return null;
        });
      return typeof meant === 'object' && meant !== null && 'tier' in meant && meant.tier !== 'none';
    },
    problem,
  });
  catalog.addBuiltIn(
    'agentos',
    [
      ...builtInTools(() => catalog.handlers, store),
      agentSearch(
        () => catalog.handlers,
        () => catalog.providers('need.llm.choose').length > 0,
      ),
      ...historyTools({ store, risk: riskBy((subject) => catalog.contract(subject), kinds.of.bind(kinds)) }),
    ],
    [userAsk],
  );
  const past = pastOf({
    ...{ store, registry: catalog, bus, limits, now: clock.now, monotonic: clock.monotonic },
    entity: (id) => kinds.of(id),
    busy: () => turns.count > 0,
  });
  return { runtime, catalog, past, mailroom };
}

function limitsOf({ limits }: Settings): Limits {
  const confirmMs = limits.confirm_seconds * 1_000;
  return {
    ...DEFAULT_LIMITS,
    hops: limits.hops,
    depth: limits.depth,
    toolCalls: limits.tool_calls,
    voiceTurnMs: limits.voice_seconds * 1_000,
    turnMs: limits.turn_seconds * 1_000,
    confirmMs,
  };
}

function placeOf({ home: { location, latitude, longitude, units } }: Settings): Place {
  return {
    location,
    units,
    ...(latitude === undefined ? {} : { latitude }),
    ...(longitude === undefined ? {} : { longitude }),
  };
}

function homeFolder({ home }: Settings): readonly string[] {
  return home.file === undefined ? [] : [dirname(home.file)];
}
