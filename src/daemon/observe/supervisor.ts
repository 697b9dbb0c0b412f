import type { SupervisorEnvironment } from '../../settings/paths.ts';
import type { Log } from '../model/service.ts';

/** Who started the daemon and wants to hear how it is. Telling never fails. */
export interface Supervisor {
  /** How often it wants to hear that all is well, in milliseconds; not at all where absent. */
  readonly everyMs?: number;
  /** The daemon serves. */
  ready(status: string): void;
  /** A line for people who look at the service. */
  status(text: string): void;
  /** All is well. */
  alive(): void;
  /** Resolves when it was told, or cannot be. */
  stopping(): Promise<void>;
}

/** The daemon was started by hand, or by a supervisor that only watches the process. */
export const NO_SUPERVISOR: Supervisor = {
  ready: () => undefined,
  status: () => undefined,
  alive: () => undefined,
  stopping: async () => undefined,
};

/** Heard three times in the time after which it would end the daemon: one may come late, and one be lost. */
const PER_WATCHDOG = 3;
/** `systemd-notify` waits five seconds at most for systemd to have read. */
const PATIENCE_MS = 6_000;

/**
 * systemd, by sd_notify(3). Its socket is one for datagrams, which Node does not speak, and what npm has for it is C that would have to
 * be compiled on every machine; systemd's own program is there wherever systemd is. It takes 2.6 ms of this process and 5 of its own,
 * three times in a watchdog's time. As it is a process of its own, the unit says `NotifyAccess=all`.
 */
export function systemd({ socket, watchdogMs, path }: SupervisorEnvironment, log: Log): Supervisor {
  let last: Promise<void> = Promise.resolve();
  let isMissing = false;
  const notify = (...states: string[]): Promise<void> => {
    // One after the other, so that the last that was said is the last that is heard.
    last = last.then(async () => {
      if (isMissing) return;
      const problem = await run(states, { NOTIFY_SOCKET: socket, PATH: path });
      if (problem === undefined) return;
      isMissing = problem === 'ENOENT';
      const why = isMissing ? 'there is no program systemd-notify; install it, or do without Type=notify' : problem;
      log('the service manager could not be told how the daemon is', { why });
    });
    return last;
  };
  const line = (text: string): string => `STATUS=${text.replaceAll(/\s+/g, ' ')}`;
  let waiting = 0;
  return {
    ...(watchdogMs === undefined ? {} : { everyMs: watchdogMs / PER_WATCHDOG }),
    ready: (status) => void notify('READY=1', line(status)),
    status: (text) => void notify(line(text)),
    alive: () => {
      // Where the one before has not been heard yet, another says nothing more.
      if (waiting > 0) return;
      waiting += 1;
      void notify('WATCHDOG=1').then(() => (waiting -= 1));
    },
    stopping: () => notify('STOPPING=1', line('Stopping.')),
  };
}

/** @returns what went wrong */
async function run(states: readonly string[], env: Readonly<Record<string, string>>): Promise<string | undefined> {
  const { execFile } = await import('node:child_process');
  return new Promise((resolve) => {
    execFile('systemd-notify', [...states], { env, timeout: PATIENCE_MS }, (error, _, said) => {
      if (error === null) resolve(undefined);
      else if (error.code === 'ENOENT') resolve('ENOENT');
      else resolve(said.trim() || error.message);
    });
  });
}
