import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '../../../dist/interfaces/cli/main.js');

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The built command, in an environment of its own: no settings, state or colours of whoever runs the tests. */
export class Command {
  readonly folder = mkdtempSync(join(tmpdir(), 'agentos-cli-'));
  readonly env: NodeJS.ProcessEnv;

  constructor(env: { readonly [name: string]: string } = {}) {
    this.env = {
      PATH: process.env['PATH'],
      HOME: this.folder,
      TMPDIR: this.folder,
      XDG_STATE_HOME: join(this.folder, 'state'),
      NO_COLOR: '1',
      ...env,
    };
  }

  start(...args: string[]) {
    return this.#spawn([process.execPath, MAIN, ...args]);
  }

  /**
   * Runs it to its end. What it is given on its input is followed by the input's end.
   * @param main the script of another copy of it
   */
  run(args: readonly string[], input = '', main = MAIN): Promise<Ran> {
    return this.#toItsEnd([process.execPath, main, ...args], input);
  }

  /** Runs it to its end under another program. */
  runUnder(program: readonly string[], args: readonly string[]): Promise<Ran> {
    return this.#toItsEnd([...program, process.execPath, MAIN, ...args], '');
  }

  #spawn([program = '', ...args]: readonly string[]) {
    return spawn(program, args, { env: this.env, stdio: ['pipe', 'pipe', 'pipe'] });
  }

  async #toItsEnd(line: readonly string[], input: string): Promise<Ran> {
    const child = this.#spawn(line);
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.stdin.on('error', () => undefined).end(input);
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, out, err };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What `--json` printed. */
export function objects(out: string): Record<string, unknown>[] {
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Record<string, unknown> => JSON.parse(line));
}
