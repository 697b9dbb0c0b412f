import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { eventually } from '../daemon/front/own_folder.ts';
import type { DaemonProcess } from '../daemon_process.ts';

/** What a daemon holds at a moment. */
export interface Usage {
  /** Resident memory in MB: what the machine is short of, whatever the heap says. */
  readonly mb: number;
  readonly files: number;
  /** Of the operating system. */
  readonly threads: number;
  /** What keeps its event loop alive, by libuv's name. Its own timers are left out: they come and go. */
  readonly handles: number;
  readonly heapMb: number;
  /** Of the event loop since the start. */
  readonly loopP99Ms: number;
}

interface Told {
  readonly handles: { readonly [name: string]: number };
  readonly heapUsed: number;
  readonly loopP99Ms: number;
}

const PROBE = pathToFileURL(join(import.meta.dirname, 'probe.mjs')).href;
const PASSING = ['Timeout', 'Immediate', 'FSReqCallback', 'FSReqPromise'];

/** Asks a daemon what it holds; it has to be started with `env`. */
export class Probe {
  readonly #folder = mkdtempSync(join(tmpdir(), 'agentos-probe-'));
  readonly #file = join(this.#folder, 'told.json');
  readonly env = {
    // V8 lets its heap grow as long as nobody minds; with a small one, what grows is what is kept.
    NODE_OPTIONS: `--max-old-space-size=80 --import=${PROBE}`,
    AGENTOS_TEST_PROBE: this.#file,
  };

  async usage(daemon: DaemonProcess): Promise<Usage> {
    rmSync(this.#file, { force: true });
    process.kill(daemon.pid, 'SIGUSR2');
    await eventually(() => existsSync(this.#file), 'the daemon tells what it holds');
    const told: Told = JSON.parse(readFileSync(this.#file, 'utf8'));
    const status = readFileSync(`/proc/${daemon.pid}/status`, 'utf8');
    const number = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
    const kept = Object.entries(told.handles).filter(([name]) => !PASSING.includes(name));
    return {
      mb: number('VmRSS') / 1_024,
      files: readdirSync(`/proc/${daemon.pid}/fd`).length,
      threads: number('Threads'),
      handles: kept.reduce((sum, [, count]) => sum + count, 0),
      heapMb: told.heapUsed / 2 ** 20,
      loopP99Ms: told.loopP99Ms,
    };
  }

  release(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Of the write-ahead log, in MB. */
export function walMb(daemon: DaemonProcess): number {
  return (statSync(join(daemon.state, 'agentos.db-wal'), { throwIfNoEntry: false })?.size ?? 0) / 2 ** 20;
}
