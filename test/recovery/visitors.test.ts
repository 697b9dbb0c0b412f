import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { bundle } from '../daemon/store/bundled.ts';
import { temporaryFolder } from '../daemon/store/samples.ts';
import { visitAgainAndAgain } from './visitors.ts';

test(
  'P1 T8 X7 a second daemon, a restore, another program, a probe and a backup beside a daemon at work: nothing lost, no file deleted under it',
  {
    timeout: 300_000,
  },
  () => visitAgainAndAgain(12),
);

/** Rows of a careful or careless process that are there after another program came by and it was killed. */
async function keptOf(manner: 'careful' | 'careless'): Promise<{ acknowledged: number; kept: number }> {
  const { folder, remove } = temporaryFolder();
  const program = fileURLToPath(await bundle(new URL('./careless.ts', import.meta.url)));
  const child = spawn(process.execPath, [program, folder, manner], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    await says(child, 'ready');
    comeBy(folder);
    child.stdin.write('go on\n');
    await says(child, 'done 100');
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    const database = new Sqlite(join(folder, 'agentos.db'));
    const kept = Number(database.prepare('SELECT count(*) FROM events').pluck().get());
    database.close();
    return { acknowledged: 100, kept };
  } finally {
    child.kill('SIGKILL');
    remove();
  }
}

/** As a person would look at a database: opened, read, closed. */
function comeBy(folder: string): void {
  try {
    const other = new Sqlite(join(folder, 'agentos.db'), { timeout: 0 });
    try {
      other.prepare('SELECT count(*) FROM events').get();
    } finally {
      other.close();
    }
  } catch {
    // It was locked, as it has to be.
  }
}

function says(child: ChildProcess, wanted: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes(wanted)) resolve();
    });
    child.once('exit', () => reject(new Error(`it ended after saying ${said}`)));
  });
}

test('T8 the twin: a process that reads its own database’s file loses what it acknowledged when another program comes by', async () => {
  expect(await keptOf('careful')).toEqual({ acknowledged: 100, kept: 100 });
  const { acknowledged, kept } = await keptOf('careless');
  expect(kept).toBeLessThan(acknowledged);
});
