// Runs a script written in TypeScript: node scripts/run.mjs scripts/NAME.ts -- ARGUMENTS
// It is bundled into node_modules/.cache, from where the packages that it imports are found.
import { spawn } from 'node:child_process';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

const [script, ...rest] = process.argv.slice(2);
if (script === undefined) {
  console.error('Name a script: node scripts/run.mjs scripts/NAME.ts -- ARGUMENTS');
  process.exit(64);
}
const root = join(import.meta.dirname, '..');
const outfile = join(root, 'node_modules/.cache/agentos', `${basename(script, '.ts')}.mjs`);
await build({
  entryPoints: [script],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  // The package by its own name is its sources.
  alias: {
    'agentos/contract': join(root, 'src/daemon/model/contract.ts'),
    'agentos/service': join(root, 'src/daemon/model/service.ts'),
  },
  conditions: ['source'],
  logLevel: 'error',
});
const child = spawn(process.execPath, [outfile, ...(rest[0] === '--' ? rest.slice(1) : rest)], { stdio: 'inherit' });
child.on('exit', (code, signal) => {
  process.exitCode = signal === null ? (code ?? 1) : 1;
});
