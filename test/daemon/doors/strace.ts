import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

/**
 * Runs a script of this folder under strace. Gives what it said, as JSON, and what the kernel was asked, a line each, with
 * descriptors told by their paths. @param before a program that runs strace, with its arguments @throws where the script fails
 */
export async function straced(
  script: string,
  { calls, input, before = [] }: { calls: string; input: unknown; before?: readonly string[] },
): Promise<{ said: unknown; lines: readonly string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'agentos-strace-'));
  try {
    const [bundle, log] = [join(folder, 'script.mjs'), join(folder, 'strace')];
    await build({
      entryPoints: [join(import.meta.dirname, script)],
      outfile: bundle,
      bundle: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'error',
      banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    });
    const trace = [
      'strace',
      '-f',
      '--seccomp-bpf',
      '-qq',
      '-y',
      '-s',
      '4096',
      '-o',
      log,
      '-e',
      `trace=${calls}`,
      '-e',
      'signal=none',
    ];
    const [program = '', ...args] = [...before, ...trace, process.execPath, bundle];
    const run = spawnSync(program, args, {
      input: JSON.stringify(input),
      encoding: 'utf8',
      maxBuffer: 100_000_000,
      timeout: 1_700_000,
    });
    if (run.status !== 0)
      throw new Error(`${script} under strace: ${run.status ?? run.signal ?? run.error} ${run.stderr.slice(-2_000)}`);
    return { said: JSON.parse(run.stdout), lines: readFileSync(log, 'utf8').split('\n') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
