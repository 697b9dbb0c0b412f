import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, type ConnectOptions, connect } from '../src/interfaces/client/client.ts';

const ROOT = join(import.meta.dirname, '..');
const mainOf = (root: string = ROOT): string => join(root, 'dist/daemon/main.js');

export interface DaemonProcessOptions {
  readonly home?: string;
  readonly settings?: string;
  /** A state folder to go on with; a temporary one where absent. */
  readonly state?: string;
  readonly env?: { readonly [name: string]: string };
  /** The checkout whose `dist` is run; this one where absent. */
  readonly root?: string;
}

/** A real daemon, built, in a process and a temporary folder of its own. */
export class DaemonProcess {
  readonly state: string;
  readonly socket: string;
  readonly #options: DaemonProcessOptions;
  readonly #temporary: boolean;
  readonly #clients = new Set<Client>();
  #process: ChildProcess | undefined;
  /** What it has written to stderr. */
  log = '';

  constructor(options: DaemonProcessOptions) {
    this.#options = options;
    this.#temporary = options.state === undefined;
    this.state = options.state ?? mkdtempSync(join(tmpdir(), 'agentos-test-'));
    this.socket = join(this.state, 'agentos.sock');
  }

  static async start(options: DaemonProcessOptions = {}): Promise<DaemonProcess> {
    if (!existsSync(mainOf(options.root))) throw new Error('dist is missing; run "npm run build" before the tests.');
    const daemon = new DaemonProcess(options);
    await daemon.start();
    return daemon;
  }

  get pid(): number {
    const pid = this.#process?.pid;
    if (pid === undefined) throw new Error('the daemon is not running');
    return pid;
  }

  /** Resolves when it says that it is ready. */
  async start(): Promise<void> {
    const { home, settings, env, root } = this.#options;
    const args = [mainOf(root), '--state', this.state, '--socket', this.socket];
    if (home !== undefined) args.push('--home', home);
    args.push('--settings', settings ?? join(this.state, 'agentos.toml'));
    if (settings === undefined) writeFileSync(join(this.state, 'agentos.toml'), '', { flag: 'a' });
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
    this.#process = child;
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.log += text));
    await new Promise<void>((resolve, reject) => {
      let said = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (said.includes('AgentOS is ready')) resolve();
      });
      child.once('exit', (code, signal) =>
        reject(new Error(`the daemon ended (${code ?? signal}) before it was ready: ${this.log}`)),
      );
    });
  }

  async connect(options: Partial<ConnectOptions> = {}): Promise<Client> {
    const capabilities = { confirm: true, notices: true, ask: true };
    const client = await connect({ socket: this.socket, name: 'test', kind: 'cli', capabilities, ...options });
    this.#clients.add(client);
    return client;
  }

  /** Says something and waits for the END. */
  async ask(client: Client, text: string, options: { readonly thread?: string } = {}) {
    for await (const update of client.utter({ text, ...options }).updates) if (update.type === 'end') return update;
    throw new Error('the turn had no END');
  }

  async kill9(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Tells it to stop, and leaves what it wrote. */
  async halt(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** Resolves with its exit code once it has ended by itself. */
  exited(): Promise<number | null> {
    return new Promise((resolve) => this.#process?.once('exit', resolve));
  }

  async restart(): Promise<void> {
    await this.#end('SIGTERM');
    await this.start();
  }

  /** Stops it and everything that was attached, and removes what it wrote. */
  async stop(): Promise<void> {
    await Promise.all([...this.#clients].map((client) => client.close()));
    await this.#end('SIGTERM');
    if (this.#temporary) rmSync(this.state, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill(signal);
    await gone;
  }
}
