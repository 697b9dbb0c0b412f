// npm run test:injection -- --texts FILE
// Shows the texts of a file of JSON lines {"text"} to a model that obeys any text, in ten carriers, and prints what came of it.
// Exits with 1 where anything got through. Without a file: the texts of the tests.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { texts: { type: 'string' } } });
const texts = values.texts === undefined ? undefined : resolve(values.texts);
if (texts !== undefined && !existsSync(texts)) {
  console.error(`${texts} is not there; name a file of JSON lines {"text": "…"}.`);
  process.exit(64);
}
const root = join(import.meta.dirname, '..');
const test = 'test/daemon/injection/injection.nightly.test.ts';
const args = ['run', '--config', 'vitest.nightly.config.ts', '--reporter=verbose', test];
const env = texts === undefined ? process.env : { ...process.env, AGENTOS_INJECTION_TEXTS: texts };
const child = spawn(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), ...args], {
  ...{ cwd: root, env, stdio: 'inherit' },
});
child.on('exit', (code, signal) => {
  process.exitCode = signal === null && code === 0 ? 0 : 1;
});
