// Loaded into a process and all its threads by NODE_OPTIONS=--import. Writes down every step that changes what is on disk, before it
// is taken, and kills the process with -9 as the n-th one begins. AGENTOS_TEST_STEPS is JSON:
// { log, at, of, armed?, soon? }: the file that steps are written to, n, what counts (a regular expression), a file that has to be
// there before anything counts, and whether what the daemon does after a minute is done at once.
import fs from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';

const { log, at, of, armed, soon } = JSON.parse(process.env.AGENTOS_TEST_STEPS ?? '{}');
const counts = new RegExp(of);

function step(name) {
  if (!counts.test(name) || (armed !== undefined && !fs.existsSync(armed))) return;
  fs.appendFileSync(log, `${name}\n`);
  // Threads count together.
  if (fs.readFileSync(log, 'utf8').split('\n').length - 1 !== at) return;
  process.kill(process.pid, 'SIGKILL');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

function before(holder, method, nameOf) {
  const run = holder[method];
  holder[method] = function (...args) {
    step(nameOf(...args));
    return run.apply(this, args);
  };
}

before(fs, 'renameSync', (_from, to) => `rename to ${to}`);
before(fs, 'mkdirSync', (path) => `make ${path}`);
before(fs, 'rmSync', (path) => `remove ${path}`);
before(fs, 'unlinkSync', (path) => `remove ${path}`);
before(fs, 'fsyncSync', () => 'sync');
syncBuiltinESMExports();

const Sqlite = createRequire(import.meta.url)('better-sqlite3');
const words = (sql) => sql.trim().replace(/\s+/g, ' ').slice(0, 60);
before(Sqlite.prototype, 'exec', (sql) => `exec ${words(sql)}`);
before(Sqlite.prototype, 'pragma', (sql) => `pragma ${words(sql)}`);
const { prepare } = Sqlite.prototype;
Sqlite.prototype.prepare = function (sql) {
  const statement = prepare.call(this, sql);
  if (/^\s*(DELETE|UPDATE|INSERT|VACUUM)/i.test(sql)) before(statement, 'run', () => `run ${words(sql)}`);
  return statement;
};

if (soon) {
  const later = globalThis.setTimeout;
  globalThis.setTimeout = (run, ms, ...rest) => later(run, ms === 60_000 ? 100 : ms, ...rest);
}
