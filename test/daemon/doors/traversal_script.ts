import { openSync, readFileSync, renameSync, symlinkSync, unlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { filesUnder } from '../../../src/daemon/doors/files.ts';
import { foldersOf } from '../../../src/daemon/doors/folders.ts';

interface Wanted {
  readonly root: string;
  readonly closed: readonly string[];
  readonly paths: readonly string[];
  /** How often a folder and a file are swapped for links while they are used. */
  readonly races: number;
  /** Opens every path as it is, beside: what a judge has to see. */
  readonly careless: boolean;
}

const { root, closed, paths, races, careless }: Wanted = JSON.parse(readFileSync(0, 'utf8'));
const folders = foldersOf([], [root], closed);
// That door is for the daemon's own settings too, which may be hidden.
const files = filesUnder([root], [...closed, join(root, '.hidden')]);
const got: string[] = [];
let raced = 0;

/** What the judge looks at begins and ends with these. */
function mark(name: string): void {
  try {
    openSync(`/judge-${name}`, 'r');
  } catch {
    // There is no such file; that it was asked for stands in the trace.
  }
}

async function attempt(run: () => Promise<unknown>): Promise<void> {
  try {
    const answer = await run();
    if (typeof answer === 'string') got.push(answer);
    else if (typeof answer === 'object' && answer !== null && 'text' in answer) got.push(String(answer.text));
  } catch (thrown) {
    if (!(thrown instanceof Error) || thrown.name !== 'Fault') throw thrown;
  }
}

/** Whether a path, as it is spelled, leads to something that this test has made. */
function isOurs(path: string): boolean {
  return resolve(root, path).startsWith(`${dirname(root)}/`);
}

async function all(path: string): Promise<void> {
  await attempt(() => files.readText(path));
  await attempt(() => folders.read(path, 1_000_000));
  await attempt(() => folders.list(path, 10));
  // A test of a guard may run without it: what belongs to the machine is only ever read.
  if (!isOurs(path)) return;
  await attempt(() => folders.write(path, 'written'));
  await attempt(() => folders.move(path, 'taken.txt'));
  await attempt(() => folders.move('mine.txt', path));
  await attempt(() => folders.remove(path, {}));
}

async function race(): Promise<void> {
  const [inner, aside, link] = [join(root, 'inner'), join(root, 'aside'), join(root, 'link')];
  symlinkSync(join(root, '..', 'elsewhere'), link);
  let swapping = true;
  let swaps = 0;
  const swapped = (async () => {
    while (swapping) {
      renameSync(inner, aside);
      renameSync(link, inner);
      await new Promise(setImmediate);
      renameSync(inner, link);
      renameSync(aside, inner);
      swaps += 1;
      await sleep(swaps % 4);
    }
  })();
  for (; raced < races; raced += 1) {
    await Promise.all([
      attempt(() => folders.read('inner/b.txt', 1_000)),
      attempt(() => folders.write('inner/new.txt', 'written')),
      attempt(() => folders.remove('inner/new.txt', {})),
      attempt(() => files.readText('inner/b.txt')),
    ]);
  }
  swapping = false;
  await swapped;
  unlinkSync(link);
}

mark('begin');
for (const path of paths) {
  await all(path);
  if (careless) {
    try {
      openSync(join(root, path), 'r');
    } catch {
      // As it may be.
    }
  }
}
if (races > 0) await race();
mark('end');
process.stdout.write(JSON.stringify({ got: [...new Set(got)], raced }));
