import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

/** Where AgentOS keeps its things. All absolute; none is made by asking. */
export interface Paths {
  /** The Unix socket of the daemon. */
  readonly socket: string;
  readonly stateFolder: string;
  /** The one TOML file. */
  readonly settingsFile: string;
  readonly cacheFolder: string;
}

export interface Environment {
  readonly [name: string]: string | undefined;
}

/**
 * The folders by the environment: AGENTOS_SOCKET, then systemd's folders where it gives them (the first of a list), then the
 * XDG ones (relative ones do not count, as its specification says), then those below the home folder.
 */
export function paths(env: Environment = process.env, home: string = homedir()): Paths {
  const stateFolder =
    systemd(env.STATE_DIRECTORY) ?? join(absolute(env.XDG_STATE_HOME) ?? join(home, '.local', 'state'), 'agentos');
  const settingsFolder =
    systemd(env.CONFIGURATION_DIRECTORY) ?? join(absolute(env.XDG_CONFIG_HOME) ?? join(home, '.config'), 'agentos');
  const cacheFolder =
    systemd(env.CACHE_DIRECTORY) ?? join(absolute(env.XDG_CACHE_HOME) ?? join(home, '.cache'), 'agentos');
  return {
    socket: resolve(env.AGENTOS_SOCKET || join(runtimeFolder(env) ?? stateFolder, 'agentos.sock')),
    stateFolder,
    settingsFile: join(settingsFolder, 'agentos.toml'),
    cacheFolder,
  };
}

/** The daemon's socket, for those who need nothing else. */
export function socketPath(env: Environment = process.env): string {
  return paths(env).socket;
}

/** Whether the environment says which daemon is meant, by its socket. */
export function namesSocket(env: Environment = process.env): boolean {
  return Boolean(env.AGENTOS_SOCKET);
}

function runtimeFolder(env: Environment): string | undefined {
  const session = absolute(env.XDG_RUNTIME_DIR);
  return systemd(env.RUNTIME_DIRECTORY) ?? (session === undefined ? undefined : join(session, 'agentos'));
}

function systemd(folders: string | undefined): string | undefined {
  return absolute(folders?.split(':')[0]);
}

function absolute(path: string | undefined): string | undefined {
  return path !== undefined && isAbsolute(path) ? path : undefined;
}

/** What a service manager tells the daemon besides its folders. */
export interface DaemonEnvironment {
  /** systemd's folder of credentials. */
  readonly credentials?: string;
  /** Sockets for interfaces with a role of their own; a system install sets them. */
  readonly sockets: readonly { readonly path: string; readonly role: 'voice' | 'watch'; readonly mode: number }[];
  /** Absent where nobody wants to hear how it is. */
  readonly supervisor?: SupervisorEnvironment;
  /** AGENTOS_KILL_AT: the moment at which it is to die as by `kill -9`; for tests of what is left then. */
  readonly killAt?: string;
}

/** A service manager that wants to hear how the daemon is: sd_notify(3). */
export interface SupervisorEnvironment {
  /** Its socket; with `@` for one without a file. */
  readonly socket: string;
  /** It ends the daemon when it has not heard of it for so long. */
  readonly watchdogMs?: number;
  /** Where programs are looked for. */
  readonly path: string;
}

/** The group of the socket's folder is what lets an interface in: mode 0660. */
const GROUP_SOCKET = 0o660;

export function daemonEnvironment(env: Environment = process.env): DaemonEnvironment {
  const sockets = (['voice', 'watch'] as const).flatMap((role) => {
    const path = absolute(env[`AGENTOS_${role.toUpperCase()}_SOCKET`]);
    return path === undefined ? [] : [{ path, role, mode: GROUP_SOCKET }];
  });
  const credentials = absolute(env.CREDENTIALS_DIRECTORY);
  const killAt = env.AGENTOS_KILL_AT || undefined;
  const supervisor = supervisorIn(env);
  return {
    sockets,
    ...(credentials === undefined ? {} : { credentials }),
    ...(killAt === undefined ? {} : { killAt }),
    ...(supervisor === undefined ? {} : { supervisor }),
  };
}

const SYSTEM_PROGRAMS = '/usr/bin:/bin';

function supervisorIn(env: Environment): SupervisorEnvironment | undefined {
  const { NOTIFY_SOCKET: socket = '', WATCHDOG_USEC, WATCHDOG_PID, PATH } = env;
  if (!/^[/@]./.test(socket)) return undefined;
  const path = PATH || SYSTEM_PROGRAMS;
  const watchdogMs = Number(WATCHDOG_USEC) / 1_000;
  const isOurs = WATCHDOG_PID === undefined || WATCHDOG_PID === String(process.pid);
  return { socket, path, ...(isOurs && watchdogMs > 0 ? { watchdogMs } : {}) };
}

/** Where units of the user's or the machine's systemd belong. */
export function unitFolder(kind: 'user' | 'system', env: Environment = process.env, home: string = homedir()): string {
  if (kind === 'system') return '/etc/systemd/system';
  return join(absolute(env.XDG_CONFIG_HOME) ?? join(home, '.config'), 'systemd', 'user');
}

/** Where a sound server would listen: with one, there is sound without a sound card of this machine. */
export function soundServerSockets(env: Environment = process.env): readonly string[] {
  const session = absolute(env.XDG_RUNTIME_DIR);
  const named = absolute(env.PULSE_SERVER?.replace(/^unix:/, ''));
  return [
    ...(named === undefined ? [] : [named]),
    ...(session === undefined ? [] : [join(session, 'pulse', 'native'), join(session, 'pipewire-0')]),
  ];
}

/** Where programs are looked for: folders with the system's separator. */
export function programPath(env: Environment = process.env): string {
  return env.PATH ?? '';
}
