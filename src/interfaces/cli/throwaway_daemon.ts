import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../settings/package_root.ts';
import { CliError } from './cli_error.ts';
import { EXIT } from './exit_code.ts';

const STOP_MS = 5_000;
/** Warnings about a home file begin with it, in the daemon's log. */
const ABOUT_HOME = 'Home file ';

export interface ThrowawayOptions {
  /** A home file; the demo home where absent. */
  readonly home?: string;
  /** Hears what the daemon says about the home file. */
  readonly warn?: (text: string) => void;
}

/** A daemon in a process and a temporary folder of its own, which goes when it is removed. The user's own is not touched. */
export class ThrowawayDaemon {
  readonly folder: string;
  readonly socket: string;
  readonly #options: ThrowawayOptions;
  #process: ChildProcess | undefined;
  #log = '';

  private constructor(folder: string, options: ThrowawayOptions) {
    this.folder = folder;
    this.socket = join(folder, 'agentos.sock');
    this.#options = options;
  }

  /** Resolves when it serves. @throws CliError with what it said where it does not start */
  static async start(options: ThrowawayOptions): Promise<ThrowawayDaemon> {
    const daemon = new ThrowawayDaemon(await mkdtemp(join(tmpdir(), 'agentos-')), options);
    try {
      await writeFile(join(daemon.folder, 'agentos.toml'), '');
      await daemon.start();
    } catch (thrown) {
      await daemon.remove();
      throw thrown;
    }
    return daemon;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  async start(): Promise<void> {
    const { folder, socket } = this;
    const { home } = this.#options;
    const main = join(packageRoot(), 'dist', 'daemon', 'main.js');
    const settings = join(folder, 'agentos.toml');
    const given = ['--state', folder, '--socket', socket, '--settings', settings, ...(home ? ['--home', home] : [])];
    const child = spawn(process.execPath, [main, ...given], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#process = child;
    // Whatever ends this command ends the daemon that it started.
    const end = (): void => void child.kill('SIGKILL');
    process.once('exit', end);
    child.once('exit', () => process.off('exit', end));
    child.stderr.setEncoding('utf8').on('data', (text: string) => this.#heard(text));
    await new Promise<void>((resolve, reject) => {
      let said = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (said.includes('\n')) resolve();
      });
      child.once('error', reject);
      child.once('exit', () =>
        reject(new CliError(`The throw-away daemon did not start: ${this.#log.trim()}`, EXIT.software)),
      );
    });
  }

  /** As a crash would. */
  kill9(): Promise<void> {
    return this.#end('SIGKILL');
  }

  stop(): Promise<void> {
    return this.#end('SIGTERM');
  }

  /** Ends it and removes all it wrote. Nothing in it is wanted, so it is not asked to finish. */
  async remove(): Promise<void> {
    await this.#end('SIGKILL');
    await rm(this.folder, { recursive: true, force: true });
  }

  #heard(text: string): void {
    this.#log = `${this.#log}${text}`.slice(-10_000);
    for (const line of text.split('\n')) {
      const at = line.indexOf(`"msg":"${ABOUT_HOME}`);
      if (at >= 0) this.#options.warn?.(messageOf(line));
    }
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    child.kill(signal);
    await gone;
    clearTimeout(late);
  }
}

/** The message of a line of the daemon's log; the line where it is cut. */
function messageOf(line: string): string {
  try {
    const { msg }: { msg: string } = JSON.parse(line);
    return msg;
  } catch {
    return line;
  }
}
