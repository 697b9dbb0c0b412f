import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/**
 * A process of its own that opens a state folder, or puts a backup back, and is killed with -9 at its n-th step: as a file gets its name,
 * as a folder is made, as one is removed, and as each part of a migration begins. Prints every step before it is taken.
 */
const [task = '', folder = '', file = '', at = '0'] = process.argv.slice(2);
let steps = 0;

function step(name: string): void {
  steps += 1;
  fs.writeSync(1, `${name}\n`);
  if (steps === Number(at)) process.kill(process.pid, 'SIGKILL');
}

function before<A extends readonly unknown[], R>(name: string, run: (...args: A) => R): (...args: A) => R {
  return (...args) => {
    step(name);
    return run(...args);
  };
}

fs.renameSync = before('rename', fs.renameSync);
fs.mkdirSync = Object.assign(before('make folder', fs.mkdirSync), {}) as typeof fs.mkdirSync;
fs.rmSync = before('remove', fs.rmSync);
fs.fsyncSync = before('sync', fs.fsyncSync);
syncBuiltinESMExports();

if (task === 'restore') {
  const { restore } = await import('../../../src/daemon/store/restore.ts');
  await restore(folder, file, 1_000_000);
} else {
  const { openDatabase } = await import('../../../src/daemon/store/database.ts');
  openDatabase(folder, 'FULL', step).release();
}
