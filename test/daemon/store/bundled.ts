import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const FOLDER = join(import.meta.dirname, '../../../node_modules/.cache/agentos_test');

let checking: Promise<URL> | undefined;

/** The store's thread for what takes long as the build makes it: a worker cannot run TypeScript. Built once per test process, from this source. */
export function builtChecker(): Promise<URL> {
  checking ??= bundle(new URL('../../../src/daemon/store/thread.ts', import.meta.url));
  return checking;
}

/** Bundles one entry for Node, and tells where it lies. It is named by what is in it, so parallel runs share it whole. */
export async function bundle(entry: URL): Promise<URL> {
  const result = await build({
    entryPoints: [fileURLToPath(entry)],
    write: false,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    conditions: ['source'],
    logLevel: 'silent',
  });
  const text = result.outputFiles.map((file) => file.text).join('\n');
  const path = join(FOLDER, `${createHash('sha256').update(text).digest('hex').slice(0, 16)}.mjs`);
  mkdirSync(FOLDER, { recursive: true });
  const fresh = `${path}.${process.pid}`;
  writeFileSync(fresh, text);
  renameSync(fresh, path);
  return pathToFileURL(path);
}
