import { EventEmitter } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { Catalog } from '../../../src/daemon/catalog/catalog.ts';
import { watchServices } from '../../../src/daemon/catalog/watcher.ts';
import { systemClock } from '../../../src/daemon/doors/clock.ts';

/** A watcher of a system that has no watches left: it never gets ready. */
class Refused extends EventEmitter {
  closed = false;

  async close(): Promise<void> {
    this.closed = true;
    this.removeAllListeners();
  }
}

const watcher = new Refused();
vi.mock('chokidar', () => ({ watch: () => watcher }));

const refuse = (): never => {
  throw new Error('nothing is loaded here');
};

test('a system that refuses to watch is logged once, ends nothing, and the release does not wait for it', async () => {
  const problems: string[] = [];
  const log = {
    info: () => undefined,
    problem: (message: string, fields?: object) => void problems.push(`${message} ${JSON.stringify(fields)}`),
    of: () => () => undefined,
  };
  const catalog = new Catalog({
    ...{ clock: systemClock('UTC'), settings: refuse, context: refuse, serve: refuse },
    problem: refuse,
  });
  const watching = watchServices(join(tmpdir(), 'services'), catalog, log);
  await vi.waitFor(() => expect(watcher.listenerCount('error')).toBe(1));
  const full = Object.assign(new Error('ENOSPC: no space left on device, watch'), { code: 'ENOSPC' });
  watcher.emit('error', full);
  watcher.emit('error', full);
  const release = await watching;
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(/a change may need a restart .*ENOSPC.*max_user_watches/);
  await release();
  expect(watcher.closed).toBe(true);
  // One that comes late has nobody to end.
  expect(() => watcher.emit('error', new Error('late'))).not.toThrow();
});
