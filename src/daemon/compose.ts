import { dirname, join } from 'node:path';
import { withoutPin } from '../language/values/spoken_digits.ts';
import type { Settings } from '../settings/schema.ts';
import { localZone } from '../settings/zone.ts';
import type { Bus } from './bus/bus.ts';
import { InProcessBus } from './bus/in_process.ts';
import { Catalog } from './catalog/catalog.ts';
import { discreet } from './discreet.ts';
import { systemClock } from './doors/clock.ts';
import { filesUnder } from './doors/files.ts';
import { foldersOf } from './doors/folders.ts';
import { guardedHttp } from './doors/http.ts';
import { KnownSecrets } from './doors/known_secrets.ts';
import { pinFileAt } from './doors/pin_file.ts';
import { allowedIn, programsOf } from './doors/programs.ts';
import { secretsIn } from './doors/secrets.ts';
import { userAsk } from './model/builtin.ts';
import type { EntityKind } from './model/contract.ts';
import { Fault } from './model/fault.ts';
import { jsonCopy } from './model/json.ts';
import type { Clock, Place } from './model/service.ts';
import type { DaemonLog } from './observe/log.ts';
import { Calls } from './runtime/calls/calls.ts';
import { Deliveries } from './runtime/calls/deliveries.ts';
import { hostFrames } from './runtime/calls/frames.ts';
import { withRouterChoices } from './runtime/calls/router_choice.ts';
import { Words } from './runtime/calls/words.ts';
import { askerBy } from './runtime/gate/asker.ts';
import { Asks } from './runtime/gate/asks.ts';
import { Audit } from './runtime/gate/audit.ts';
import { Gatekeeper, type GatekeeperOptions } from './runtime/gate/gatekeeper.ts';
import { Pins } from './runtime/gate/pins.ts';
import { historyTools, riskBy } from './runtime/history/tools.ts';
import { Journal } from './runtime/journal.ts';
import { DEFAULT_LIMITS, type Limits } from './runtime/limits.ts';
import { Mailroom } from './runtime/mailroom.ts';
import type { Registered } from './runtime/registry.ts';
import { type Past, pastOf } from './runtime/replay/past.ts';
import { Runtime } from './runtime/runtime.ts';
import { agentSearch } from './runtime/tools/agent_search.ts';
import { builtInTools } from './runtime/tools/builtin_tools.ts';
import { providerStorage } from './runtime/tools/provider_storage.ts';
import { RecordCache } from './runtime/tools/record_cache.ts';
import { RecordWatch } from './runtime/tools/record_watch.ts';
import { threadTools } from './runtime/tools/thread_tools.ts';
import { ToolHost } from './runtime/tools/tool_host.ts';
import { LiveThreads } from './runtime/turns/live_threads.ts';
import { guestsBy } from './runtime/turns/opening.ts';
import { Turns } from './runtime/turns/turns.ts';
import { EntityKinds } from './signals/entity_kinds.ts';
import { Hub } from './signals/hub.ts';
import { openNearIndex } from './store/near_index.ts';
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
  /** What the owner may see and set of the gate. */
  readonly gate: { readonly audit: Audit; readonly pins: Pins };
}

/** The database and all that is of it. */
const DATABASE_FILES = ['agentos.db', 'agentos.db-wal', 'agentos.db-shm', 'backups', 'mending'];
const PIN_FILE = 'pin.json';
/** The authority of this house, and who was sent away. */
const CLIENT_FILES = ['tls', 'revoked_tokens'];

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
  const pins = new Pins(pinFileAt(join(stateFolder, PIN_FILE)), clock.now);
  const asks = new Asks(limits, clock, pins, mailroom);

  const hub = new Hub({
    rules: () => catalog.rules,
    open: (rule, key, start) => runtime.openByRule(rule, key, start),
    problem,
  });
  const kinds = new EntityKinds(hub);
  const { roots, write_roots } = settings.files;
  const folders = foldersOf(roots, write_roots, [packageRoot, settingsFolder, stateFolder]);
  const known = new KnownSecrets();
  const doors = {
    clock,
    folders,
    http: guardedHttp(settings.http.allow),
    // Opening the database beside SQLite would drop its locks, even to read.
    files: filesUnder(
      [packageRoot, settingsFolder, ...homeFolder(settings), ...roots],
      [secrets, ...[...DATABASE_FILES, PIN_FILE, ...CLIENT_FILES].map((file) => join(stateFolder, file))],
    ),
    secret: known.over(secretsIn(secrets, credentials)),
    emit: hub.emit,
  };
  const tools = new ToolHost(store, watch, { ...doors, asker: askerBy(store), log: (part) => known.log(log.of(part)) });
  const catalog: Catalog = new Catalog({
    clock,
    settings: (capability, provider) => settings.services[capability]?.[provider],
    context: (namespace) => ({
      ...doors,
      place: placeOf(settings),
      log: known.log(log.of(namespace)),
      listen: hub.listen,
      describe: (subject) => catalog.offer(subject),
      programs: programsOf(allowedIn(settings.services[namespace]), folders.folder),
      storage: providerStorage(store, tools, namespace, log.of(namespace)),
      watchStorage: (changed) => watch.watch(namespace, changed),
      nearIndex: () => openNearIndex(log.of(namespace)),
    }),
    serve: (registered) => bus.serve(registered.service.contract.subject, registered.provider, handlerOf(registered)),
    problem,
  });

  const registry = withRouterChoices(catalog, settings.router_choice.routers);
  const observe: Catalog['statistics']['observe'] = (...seen) => catalog.statistics.observe(...seen);
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
  const gate = gateOf(settings, {
    entity: (id): EntityKind => kinds.of(id),
    pin: () => pins.state,
    ownerAt: () => mailroom.ownerAt,
    now: clock.now,
  });
  // How often a client may do something counts over restarts.
  store.audit({ since: clock.now() - DAY_MS, limit: 10_000 }).then(
    (rows) => gate.remember(rows),
    (thrown: unknown) => problem('what was allowed lately is not known', { error: String(thrown) }),
  );
  const calls = new Calls({ registry, limits, asks, deliveries, gate });
  const frames = hostFrames((delivery) => {
    const turn = threads.running(delivery.thread);
    const frame = turn?.frames.get(delivery.key);
    turn?.frames.delete(delivery.key);
    return frame;
  }, calls);
  const handlerOf = (registered: Registered): Parameters<Bus['serve']>[2] => {
    const { service } = registered;
    return service.kind === 'tool' ? discreet(tools.handler({ ...registered, service }), known) : frames;
  };

  const turns = new Turns({ bus, registry, journal, mailroom, limits, clock });
  const runtime: Runtime = new Runtime({
    store,
    bus,
    registry,
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
    isGuest: guestsBy(settings.gate, () => timeOfDay(clock)),
    discreet: (text) => (pins.isSet ? withoutPin(text) : text),
    problem,
  });
  catalog.addBuiltIn(
    'agentos',
    [
      ...builtInTools(() => catalog.handlers, store),
      ...threadTools({ store, stop: (thread) => runtime.stopThread(thread) }),
      agentSearch(
        () => catalog.handlers,
        (subject) => catalog.providers(subject).length > 0,
      ),
      ...historyTools({ store, risk: riskBy((subject) => catalog.contract(subject), kinds.of.bind(kinds)) }),
    ],
    [userAsk],
  );
  const past = pastOf({
    ...{ store, registry, bus, limits, now: clock.now, monotonic: clock.monotonic },
    gate,
    busy: () => turns.count > 0,
  });
  return { runtime, catalog, past, mailroom, gate: { audit: new Audit(store), pins } };
}

const DAY_MS = 86_400_000;

type GateDoors = Pick<GatekeeperOptions, 'entity' | 'pin' | 'ownerAt' | 'now'>;

/** The gate by its settings, which are read once and handed to nobody else. */
function gateOf(
  { gate: { rates, approved, residents: _r, guests: _g, night: _n, ...policy } }: Settings,
  doors: GateDoors,
): Gatekeeper {
  const calls = approved.map(({ by, call, input }) => ({ by, call, input: jsonCopy(input) }));
  return new Gatekeeper({ ...doors, policy, rates, approved: calls });
}

/** As the wall clock of the house shows it: "23:05". */
function timeOfDay({ now, zone }: Pick<Clock, 'now' | 'zone'>): string {
  const parts = { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat('en-GB', parts).format(now());
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
