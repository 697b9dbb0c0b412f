// Puts beside the daemon's script what V8 makes of it: node scripts/run.mjs scripts/prepare_code.ts -- PACKAGE_FOLDER
// It starts the daemon on a throw-away state, lets it answer, and keeps the functions that this took.
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { codeCacheOf, loadScript } from '../src/daemon/code_cache.ts';
import { connect } from '../src/interfaces/client/client.ts';

const SENTENCES = ['what time is it', 'turn on the kitchen light'];
const GIVEN_UP_MS = 60_000;

const root = resolve(process.argv[2] ?? '.');
const built = join(root, 'dist', 'daemon');
const script = join(built, 'run.cjs');
const state = mkdtempSync(join(tmpdir(), 'agentos-build-'));
process.once('exit', () => rmSync(state, { recursive: true, force: true }));
setTimeout(() => {
  throw new Error('The daemon that was built does not answer.');
}, GIVEN_UP_MS).unref();

const socket = join(state, 's');
const settingsFile = join(state, 'agentos.toml');
writeFileSync(settingsFile, '[daemon]\nlog_level = "warn"\n');
const { exports, compiled } = loadScript<typeof import('../src/daemon/run.ts')>(script);
await exports.run({
  stateFolder: state,
  socket,
  settingsFile,
  homeFile: join(root, 'data', 'homes', 'demo.yaml'),
  packageRoot: root,
  environment: { sockets: [] },
});

const client = await connect({ socket, name: 'build', kind: 'cli' });
for (const text of SENTENCES)
  for await (const update of client.utter({ text }).updates) if (update.type === 'end') break;
await client.close();
const loaded = Object.keys(createRequire(script).cache).filter((file) => dirname(file) === join(built, 'later'));
if (loaded.length > 0)
  throw new Error(`The start loads ${loaded.map((file) => basename(file)).join(', ')}: import it where it is used.`);
const cache = codeCacheOf(script);
writeFileSync(`${cache}.new`, compiled());
renameSync(`${cache}.new`, cache);
process.kill(process.pid, 'SIGTERM');
