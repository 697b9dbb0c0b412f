import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const ROOT = join(import.meta.dirname, '../../..');
const FOLDER = join(ROOT, 'node_modules/.cache/agentos_test');

let built: Promise<URL> | undefined;

/** The store's worker as the build makes it: a worker cannot run TypeScript. Built once per test process, from this source. */
export function builtWorker(): Promise<URL> {
  built ??= bundle('src/daemon/store/worker.ts', 'store_worker');
  return built;
}

/** Bundles one entry for Node, and tells where it lies. Files of one name replace each other whole. */
export async function bundle(entry: string, name: string): Promise<URL> {
  mkdirSync(FOLDER, { recursive: true });
  const outfile = join(FOLDER, `${name}.${process.pid}.mjs`);
  const fresh = `${outfile}.${randomUUID()}`;
  await build({
    entryPoints: [join(ROOT, entry)],
    outfile: fresh,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    conditions: ['source'],
    logLevel: 'silent',
  });
  renameSync(fresh, outfile);
  return pathToFileURL(outfile);
}
