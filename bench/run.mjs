// Measures AgentOS beside what it is compared with: node bench/run.mjs [--only B3,B5] [--rounds N] [--json] [--gate] [--against DIR]
// Installs what is compared on first use, bundles the sources, and starts main.ts.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { build } from 'esbuild';

const bench = import.meta.dirname;
const root = join(bench, '..');

/** Nothing compiles here: without a copy of its own the comparison finds the better-sqlite3 of the folder above. */
function install() {
  const done = join(bench, 'node_modules/.installed');
  const lock = join(bench, 'package-lock.json');
  if (existsSync(done) && statSync(done).mtimeMs >= statSync(lock).mtimeMs) return;
  console.error(
    'Installing what AgentOS is compared with (LangGraph.js, Moleculer, the OpenAI Agents SDK) into bench/node_modules …',
  );
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: bench,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) {
    console.error('npm could not install them; see above. The network is needed for it once.');
    process.exit(69);
  }
  rmSync(join(bench, 'node_modules/better-sqlite3'), { recursive: true, force: true });
  writeFileSync(done, '');
}

function entries(folder) {
  return readdirSync(join(bench, folder)).map((file) => ({
    in: join(bench, folder, file),
    out: join(folder, basename(file, extname(file))),
  }));
}

/** Each bundle lies where the packages that it imports are found. */
async function bundle(entryPoints, node_modules) {
  const outdir = join(node_modules, '.cache/agentos_bench');
  await build({
    entryPoints,
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    alias: {
      'agentos/contract': join(root, 'src/daemon/model/contract.ts'),
      'agentos/service': join(root, 'src/daemon/model/service.ts'),
    },
    conditions: ['source'],
    sourcemap: 'inline',
    logLevel: 'error',
  });
  return outdir;
}

/** A copy of what is built, which stays as it is although somebody builds again meanwhile. */
function copyProduct(outdir) {
  if (!existsSync(join(root, 'dist/services/manifest.json'))) {
    const { status } = spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], { cwd: root, stdio: 'inherit' });
    if (status !== 0) process.exit(70);
  }
  const product = join(outdir, 'product');
  rmSync(product, { recursive: true, force: true });
  for (const part of ['dist', 'data', 'package.json'])
    cpSync(join(root, part), join(product, part), { recursive: true });
}

install();
const main = { in: join(bench, 'main.ts'), out: 'main' };
const outdir = await bundle([main, ...entries('sides')], join(root, 'node_modules'));
await bundle(entries('controls'), join(bench, 'node_modules'));
copyProduct(outdir);
const child = spawn(process.execPath, [join(outdir, 'main.mjs'), ...process.argv.slice(2)], { stdio: 'inherit' });
child.on('exit', (code, signal) => {
  process.exitCode = signal === null ? (code ?? 1) : 1;
});
