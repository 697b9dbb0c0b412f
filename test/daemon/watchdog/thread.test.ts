import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deathsAreOver, readDeaths } from '../../../src/daemon/watchdog/deaths.ts';
import { temporaryFolder } from '../store/samples.ts';

let folder: string;
let remove: () => void;

beforeEach(() => ({ folder, remove } = temporaryFolder()));
afterEach(() => remove());

/** A process that turns in a circle, watched by a script. */
const HANGS = `
  import { Worker } from 'node:worker_threads';
  const [script, folder] = process.argv.slice(2);
  const pulse = new SharedArrayBuffer(4);
  new Int32Array(pulse)[0] = 1;
  const workerData = { folder, pulse, stuckAfterMs: 200, mostBytes: 1e12 };
  new Worker(new URL(script), { workerData }).once('online', () => { for (;;); });
`;

test('P10 a daemon that hangs is ended also where nobody can tell where it was', async () => {
  const script = join(folder, 'watchdog.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('../../../src/daemon/watchdog/thread.ts', import.meta.url))],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'esm',
    // A newer version was installed over it, or the process has no file descriptor left: it cannot be loaded.
    external: ['./where_main_is.ts'],
    logLevel: 'silent',
  });
  const main = join(folder, 'main.mjs');
  writeFileSync(main, HANGS);
  const daemon = spawn(process.execPath, [main, pathToFileURL(script).href, folder], { stdio: 'ignore' });
  const late = setTimeout(() => daemon.kill('SIGTERM'), 10_000);
  const [, signal] = await once(daemon, 'exit');
  clearTimeout(late);
  expect(signal).toBe('SIGKILL');
  expect(readDeaths(folder)).toMatchObject([{ why: 'stuck', where: [] }]);
});

test('what cannot be put aside of the deaths before is no trouble to a life that goes well', () => {
  expect(readDeaths(folder)).toEqual([]);
  expect(() => deathsAreOver(folder)).not.toThrow();
});
