import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { Guard } from './guard.ts';
import { filesOf, withoutGuard } from './switch_off.ts';
import { titlePattern } from './title_pattern.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Where the tests of the copy have their temporary files. */
const TEMPORARY = 'tmp';
const LEFT_OUT = new Set(['.git', 'bench', 'dist', 'node_modules']);
/** A test that hangs without its guard has noticed too. */
const MOST_MS = 240_000;

/** `skipped`: a tool that the test needs is not here · `none`: no test of that title ran. */
export type Verdict = 'passed' | 'failed' | 'skipped' | 'hung' | 'none';

interface Told {
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** A copy of the checkout in which guards can be switched off. */
export class PrivateCopy {
  readonly root = mkdtempSync(join(tmpdir(), 'agentos-guards-'));
  /** What is built is not what stands in `src`. */
  #stale = true;

  constructor() {
    // Servers that a test starts may run as somebody else, and have their files below it.
    chmodSync(this.root, 0o711);
    cpSync(ROOT, this.root, { recursive: true, filter: (path) => !LEFT_OUT.has(relative(ROOT, path)) });
    symlinkSync(join(ROOT, 'node_modules'), join(this.root, 'node_modules'));
  }

  /** Runs the test of a guard, with the guard as it is. */
  asItIs(guard: Guard): Promise<Verdict> {
    return this.#try(guard);
  }

  /** Runs the test of a guard, without the guard. */
  async without(guard: Guard): Promise<Verdict> {
    const before = filesOf(guard).map((file) => ({ file, text: readFileSync(this.#source(file), 'utf8') }));
    try {
      for (const { file, text } of before) writeFileSync(this.#source(file), withoutGuard(guard, file, text));
      if (guard.built) this.#stale = true;
      return await this.#try(guard);
    } finally {
      for (const { file, text } of before) writeFileSync(this.#source(file), text);
      if (guard.built) this.#stale = true;
    }
  }

  release(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  #source(file: string): string {
    return join(this.root, 'src', file);
  }

  async #try({ test, title, built }: Guard): Promise<Verdict> {
    if (built && this.#stale) this.#build();
    const out = join(this.root, 'told.json');
    rmSync(out, { force: true });
    const pattern = titlePattern(title);
    const args = ['run', `test/${test}`, '-t', pattern, '--reporter=json', `--outputFile=${out}`];
    const hung = await this.#vitest(args);
    if (hung) return 'hung';
    if (!existsSync(out)) return 'none';
    const told: Told = JSON.parse(readFileSync(out, 'utf8'));
    const titled = new RegExp(pattern, 's');
    const states = told.testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ fullName }) => titled.test(fullName))
      .map(({ status }) => status);
    if (states.includes('failed')) return 'failed';
    if (states.includes('passed')) return 'passed';
    if (states.length === 0) return 'none';
    // What was to be made ready for them was not.
    return told.testResults.some(({ status }) => status === 'failed') ? 'failed' : 'skipped';
  }

  #build(): void {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: this.root, encoding: 'utf8' });
    if (status !== 0) throw new Error(`the copy could not be built: ${stderr}`);
    this.#stale = false;
  }

  /** In a group and a temporary folder of its own, so that what a test leaves behind is found. @returns whether it had to be ended */
  #vitest(args: readonly string[]): Promise<boolean> {
    const program = join(ROOT, 'node_modules/vitest/vitest.mjs');
    const temporary = join(this.root, TEMPORARY);
    mkdirSync(temporary, { recursive: true });
    const { AGENTOS_TEST_FIGURES: _, ...inherited } = process.env;
    const env = { ...inherited, TMPDIR: temporary };
    const child = spawn(process.execPath, [program, ...args], { cwd: this.root, stdio: 'ignore', detached: true, env });
    return new Promise((resolve) => {
      let hung = false;
      const timer = setTimeout(() => {
        hung = true;
        endGroup(child.pid);
      }, MOST_MS);
      child.once('exit', () => {
        clearTimeout(timer);
        endGroup(child.pid);
        unmountBelow(temporary);
        rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
        resolve(hung);
      });
    });
  }
}

/** A test that failed in the middle may have left a daemon. */
function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It left nobody.
  }
}

/** And a small disk. */
function unmountBelow(folder: string): void {
  const mounts = readFileSync('/proc/mounts', 'utf8').split('\n');
  for (const line of mounts) {
    const [, place = ''] = line.split(' ');
    if (place.startsWith(`${folder}/`)) spawnSync('umount', ['--lazy', place]);
  }
}
