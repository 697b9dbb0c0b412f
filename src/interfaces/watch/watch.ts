import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { WatchRule } from '../../settings/schema.ts';
import { connect } from '../client/client.ts';
import { Changes } from './changes.ts';
import { actOn, type Doors, type Found, finish } from './handle_change.ts';
import { Handled } from './handled.ts';
import { alone } from './only_one.ts';
import type { Report } from './watch_event.ts';
import { WatchedFolder } from './watched_folder.ts';

/** Files that wait at once; what is beyond is found by looking at the folder again. */
const MAX_WAITING = 1_000;

export interface WatchOptions {
  readonly rules: readonly WatchRule[];
  /** Relative folders of rules are below the folder of this file. */
  readonly settingsFile: string;
  /** Where it is kept what was handled. */
  readonly stateFolder: string;
  readonly socket?: string;
  /** Of the mailbox; stable, so that a reply that nobody waited for is known. */
  readonly name?: string;
  /** Ends when everything that is there has been handled, in place of going on. */
  readonly once?: boolean;
  readonly maxWaiting?: number;
  readonly report: Report;
  readonly signal: AbortSignal;
}

/**
 * Follows the folders of all rules and says each rule's sentence for each file that comes, changes or goes: one at a time, once.
 * Waits for a daemon that is away. Resolves when the signal aborts, or with `once` when there is nothing left to do.
 * @throws where another watch has the state folder, or it cannot be written
 */
export async function watch(options: WatchOptions): Promise<void> {
  const { rules, settingsFile, stateFolder, report, signal, once = false, maxWaiting = MAX_WAITING } = options;
  const file = join(stateFolder, 'watch.jsonl');
  const releases: (() => void | Promise<void>)[] = [];
  try {
    releases.push(await alone(file));
    const handled = await Handled.open(
      file,
      rules.map(({ name }) => name),
    );
    releases.push(() => handled.release());
    const client = await connect({
      ...{ name: options.name ?? 'watch', kind: 'watch', wait: true, signal },
      ...(options.socket === undefined ? {} : { socket: options.socket }),
      onState: (state, why) => {
        if (state === 'lost') report({ type: 'trouble', text: `${why ?? 'The daemon is away.'} Waiting for it.` });
      },
    });
    releases.push(() => client.close());
    // Ends a turn that is waited for, too; its intent stays open for the next run.
    signal.addEventListener('abort', () => void client.close(), { once: true });
    const doors: Doors = { client, handled, report, signal };

    // Replies of an earlier run: those still wanted come to the utterances that are said again; the rest is old.
    discard(client.notices());
    for (const intent of handled.intents) {
      const rule = rules.find(({ name }) => name === intent.rule);
      if (rule) await finish(intent, rule, folderOf(rule, settingsFile), doors);
    }

    const changes = new Changes<Found>(maxWaiting);
    const folders = rules.map((rule) => {
      const folder: WatchedFolder = new WatchedFolder({
        ...{ rule, handled, report, limit: maxWaiting, folder: folderOf(rule, settingsFile) },
        ready: (root, path) =>
          changes.offer(`${rule.name}\n${path}`, { rule, root, path, again: () => folder.touch(path) }),
        idle: () => changes.wake(),
      });
      releases.push(() => folder.close());
      return folder;
    });
    await Promise.all(folders.map((folder) => folder.start()));
    report({ type: 'ready', rules: rules.map(({ name }) => name) });

    signal.addEventListener('abort', () => changes.wake(), { once: true });
    while (!signal.aborted) {
      const found = changes.take();
      if (found) {
        await actOn(found, doors);
        continue;
      }
      for (const folder of folders) folder.drained();
      if (once && changes.size === 0 && !folders.some(({ busy }) => busy)) break;
      await changes.arrival();
    }
    // The stream keeps the order: once this is answered, what was heard has been taken in.
    if (client.connected) await client.ping().catch(() => undefined);
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
  } finally {
    for (const release of releases.reverse()) await release();
  }
}

/** Reads to the end, which is when the client is closed. */
function discard(notices: AsyncIterable<unknown>): void {
  (async () => {
    for await (const _notice of notices);
  })().catch(() => undefined);
}

/** `~/` is the home folder; anything relative is below the settings file's folder. */
function folderOf({ folder }: WatchRule, settingsFile: string): string {
  if (folder === '~' || folder.startsWith('~/')) return join(homedir(), folder.slice(1));
  return resolve(dirname(settingsFile), folder);
}
