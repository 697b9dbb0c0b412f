import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';

/** Bundles run from `node_modules/.cache/agentos_bench` (those of the controls from the same place below `bench`). */
export const ROOT = process.env['AGENTOS_BENCH_ROOT'] ?? join(import.meta.dirname, '../../..');

const BUNDLES = 'node_modules/.cache/agentos_bench';

/** The daemon as it is built, and the data that ships with it. */
export const PRODUCT = join(ROOT, BUNDLES, 'product');

/** @param root of the checkout whose side it is */
export function sideFile(name: string, root = ROOT): string {
  return join(root, BUNDLES, 'sides', `${name}.mjs`);
}

export function controlFile(name: string): string {
  return join(ROOT, 'bench', BUNDLES, 'controls', `${name}.mjs`);
}

/** A folder on the disk of the checkout, as a user's state would be: `/tmp` is often in memory. */
export function stateFolder(): string {
  const place = join(ROOT, BUNDLES, 'state');
  mkdirSync(place, { recursive: true });
  return mkdtempSync(join(place, 's-'));
}
