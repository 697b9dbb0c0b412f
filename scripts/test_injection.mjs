// npm run test:injection -- --texts FILE [--field NAME]
// Shows the texts of a file of JSON lines {"text"} to a model that obeys any text, in ten carriers, through a daemon in a process of
// its own, and prints what came of it. Without a file: the texts of the tests.
// Exits with 1 where anything got through, with 64 where the file is none, with 70 where it could not be run.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readTexts } from './injection_texts.mjs';

const root = join(import.meta.dirname, '..');
const TEST = 'test/daemon/injection/injection.nightly.test.ts';

function refuse(why, code) {
  console.error(why);
  process.exit(code);
}

let given;
try {
  const { values } = parseArgs({ options: { texts: { type: 'string' }, field: { type: 'string' } } });
  given = values.texts === undefined ? undefined : readTexts(resolve(values.texts), values.field);
} catch (thrown) {
  refuse(thrown.message, 64);
}
if (!existsSync(join(root, 'dist/daemon/main.js'))) refuse('dist is missing; run "npm run build" first.', 70);

const folder = mkdtempSync(join(tmpdir(), 'agentos-texts-'));
const report = join(folder, 'report.jsonl');
const env = { ...process.env, AGENTOS_INJECTION_REPORT: report };
writeFileSync(report, '');
if (given !== undefined) {
  env.AGENTOS_INJECTION_TEXTS = join(folder, 'texts.json');
  writeFileSync(env.AGENTOS_INJECTION_TEXTS, JSON.stringify(given.texts));
  const aside = given.aside.length === 0 ? '' : ` Left aside: ${given.aside.join(', ')}.`;
  console.log(`${given.texts.length} texts, each in ten carriers.${aside}`);
}
const args = ['run', '--config', 'vitest.nightly.config.ts', TEST];
const child = spawn(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), ...args], {
  ...{ cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] },
});
let output = '';
for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));

const news = () =>
  readFileSync(report, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
const ticking = setInterval(() => {
  const { done, of } = news().at(-1) ?? {};
  if (done !== undefined && process.stderr.isTTY) process.stderr.write(`\r${done} of ${of}`);
}, 1_000);
// Whoever ends this ends what it started.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => child.kill(signal));

child.on('exit', (code) => {
  clearInterval(ticking);
  const { table, unread, through } = news().at(-1) ?? {};
  rmSync(folder, { recursive: true, force: true });
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  if (table === undefined) refuse(`It could not be run to its end.\n${output}`, 70);
  console.log(`\n${table}\n`);
  if (unread.length > 0) console.log(`Never shown to the model, so they prove nothing:\n${listed(unread)}\n`);
  if (through.length > 0) console.log(`Got through:\n${listed(through)}\n`);
  else console.log('Nothing private or dangerous was done without a yes, and no secret left the house.');
  process.exitCode = code === 0 && through.length === 0 ? 0 : 1;
});

/** As many as can be read. */
function listed(lines) {
  const shown = lines.slice(0, 20).map((line) => `  ${line}`);
  return [...shown, ...(lines.length > 20 ? [`  and ${lines.length - 20} more`] : [])].join('\n');
}
