import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Catalog } from '../../../src/daemon/catalog/catalog.ts';
import { lookAt } from '../../../src/daemon/catalog/folder_look.ts';
import { type WatchOptions, watchServices } from '../../../src/daemon/catalog/watcher.ts';
import { systemClock } from '../../../src/daemon/doors/clock.ts';
import { eventually, put } from '../front/own_folder.ts';

/** What the system says to a watch, where it refuses. */
let refusal: Error | undefined;
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const watch = new Proxy(fs.watch, {
    apply(target, self, given) {
      if (refusal) throw refusal;
      return Reflect.apply(target, self, given);
    },
  });
  return { ...fs, watch };
});

const refuse = (): never => {
  throw new Error('nothing is loaded here');
};

let above: string;
let root: string;
let problems: string[];
/** Folders as they are taken up, with the names of their files. */
let taken: string[];
const undo: (() => Promise<void>)[] = [];
beforeEach(() => {
  above = mkdtempSync(join(tmpdir(), 'agentos-watch-'));
  root = join(above, 'services');
  problems = [];
  taken = [];
  refusal = undefined;
});
afterEach(async () => {
  for (const one of undo.splice(0)) await one();
  rmSync(above, { recursive: true, force: true });
});

function follow(options: Partial<WatchOptions> = {}): void {
  const catalog = new Catalog({
    ...{ clock: systemClock('UTC'), settings: refuse, context: refuse, serve: refuse },
    problem: refuse,
  });
  vi.spyOn(catalog, 'takeUp').mockImplementation(async (folder, files) => {
    taken.push(`${folder.slice(root.length + 1)}: ${files.map(({ name }) => name)}`);
  });
  const log = {
    info: () => undefined,
    problem: (message: string, fields?: object) => void problems.push(`${message} ${JSON.stringify(fields)}`),
    of: () => () => undefined,
  };
  undo.push(watchServices({ root, catalog, log, ...options }));
}

const eventuallyTaken = (line: string): Promise<void> => eventually(() => taken.includes(line), line);

test('a system that refuses to watch is logged once, and ends nothing', async () => {
  put(root, 'need/a/a.js', '1');
  put(root, 'need/b/b.js', '1');
  refusal = Object.assign(new Error('ENOSPC: no space left on device, watch'), { code: 'ENOSPC' });
  follow();
  await vi.waitFor(() => expect(problems).toHaveLength(1));
  expect(problems[0]).toMatch(/a change may need a restart .*ENOSPC.*max_user_watches/);
  await undo.pop()?.();
  expect(problems).toHaveLength(1);
});

test('what changed between loading and watching is found, and nothing else is taken up', async () => {
  for (const name of ['a', 'b', 'c']) put(root, `need/${name}/first.js`, '1');
  const loaded = await lookAt(root);
  put(root, 'need/a/first.js', '22');
  put(root, 'need/b/second.js', '1');
  put(root, 'use/d/agent.js', '1');
  rmSync(join(root, 'need/c'), { recursive: true });
  follow({ loaded });
  await eventually(() => taken.length >= 4, 'four folders are taken up');
  expect(taken).toEqual(['need/a: first', 'need/b: first,second', 'need/c: ', 'use/d: agent']);
});

test('folders that are not what the build made of them are taken up, once', async () => {
  put(root, 'need/a/first.js', '1');
  put(root, 'need/b/first.js', '1');
  follow({ drifted: async ({ files }) => [join(root, 'need/b'), ...files.filter((file) => file.endsWith('x.js'))] });
  await eventuallyTaken('need/b: first');
  put(root, 'need/a/first.js', '22');
  await eventuallyTaken('need/a: first');
  expect(taken).toHaveLength(2);
});

test('a folder that is replaced as a whole is followed on, and so is one that goes and comes back', async () => {
  put(root, 'need/a/first.js', '1');
  follow({ loaded: await lookAt(root) });
  put(join(above, 'new'), 'need/a/first.js', '22');
  put(join(above, 'new'), 'need/b/first.js', '1');
  renameSync(root, join(above, 'old'));
  renameSync(join(above, 'new'), root);
  await eventuallyTaken('need/b: first');
  expect(taken).toEqual(['need/a: first', 'need/b: first']);
  put(root, 'need/b/other.js', '1');
  await eventuallyTaken('need/b: first,other');

  rmSync(root, { recursive: true });
  await eventuallyTaken('need/b: ');
  mkdirSync(join(root, 'need'), { recursive: true });
  put(root, 'need/a/again.js', '1');
  await eventuallyTaken('need/a: again');
  expect(problems).toEqual([]);
});
