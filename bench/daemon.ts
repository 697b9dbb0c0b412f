import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Client, connect } from '../src/interfaces/client/client.ts';
import { PRODUCT, stateFolder } from './places.ts';

/** The real daemon, as it is built, in a process of its own on a throw-away state. */
export interface Daemon {
  readonly pid: number;
  readonly client: Client;
  /** Milliseconds from its start to its first line. */
  readonly readyMs: number;
  stop(): Promise<void>;
}

export interface DaemonOptions {
  readonly home?: string;
  /** Settings file; the folder `services` beside it holds services of one's own. */
  readonly settings?: string;
}

/** Settings under which only what is wrong is logged. */
export const QUIET = '[daemon]\nlog_level = "warn"\n';

const MAIN = join(PRODUCT, 'dist/daemon/main.js');

export async function startDaemon({
  home = join(PRODUCT, 'data/homes/demo.yaml'),
  settings,
}: DaemonOptions = {}): Promise<Daemon> {
  const state = stateFolder();
  const socket = join(state, 's');
  const file = settings ?? join(state, 'agentos.toml');
  if (settings === undefined) writeFileSync(file, QUIET);
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [MAIN, '--state', state, '--home', home, '--socket', socket, '--settings', file],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  await ready(child);
  const readyMs = performance.now() - started;
  const client = await connect({ socket, name: 'bench', kind: 'cli' });
  return {
    pid: child.pid ?? 0,
    client,
    readyMs,
    async stop() {
      await client.close();
      const left = once(child, 'exit');
      child.kill('SIGTERM');
      await left;
      process.off('exit', kill);
      rmSync(state, { recursive: true, force: true });
    },
  };
}

async function ready(child: ChildProcess): Promise<void> {
  const left = once(child, 'exit').then(([code]) => {
    throw new Error(`the daemon ended with ${code} before it was ready`);
  });
  left.catch(() => undefined);
  if (child.stdout) await Promise.race([once(child.stdout, 'data'), left]);
  child.stdout?.resume();
}

/** Says something and waits for the END. */
export async function say(client: Client, text: string): Promise<string> {
  for await (const update of client.utter({ text }).updates) if (update.type === 'end') return update.text;
  throw new Error('a turn ended without END');
}

/** CPU that a process and its threads have used, in milliseconds: from the kernel's own count in nanoseconds. */
export function cpuMsOf(pid: number): number {
  let nanoseconds = 0;
  for (const task of readdirSync(`/proc/${pid}/task`))
    nanoseconds += Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]);
  return nanoseconds / 1e6;
}

/** Resident memory in MiB. */
export function residentMib(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1_024;
}
