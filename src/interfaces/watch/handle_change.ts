import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WatchRule } from '../../settings/schema.ts';
import type { Client } from '../client/api.ts';
import { ClientError } from '../client/error.ts';
import { type Read, readIn, type Seen } from './file_look.ts';
import type { FileEvent, Handled, Intent } from './handled.ts';
import { deliver } from './reply.ts';
import { utteranceFor } from './utterance.ts';
import type { Report } from './watch_event.ts';

/** Before an utterance that the daemon had no room for is said again. */
const RETRY_MS = 1_000;

/** A file that has settled. */
export interface Found {
  readonly rule: WatchRule;
  /** The rule's folder, without links in its path. */
  readonly root: string;
  /** Below it. */
  readonly path: string;
  /** Lets it settle once more. */
  readonly again: () => void;
}

export interface Doors {
  readonly client: Client;
  readonly handled: Handled;
  readonly report: Report;
  readonly signal: AbortSignal;
}

/** Finds out what has become of a file since it was last handled, and says the rule's sentence where that is what it is for. */
export async function actOn({ rule, root, path, again }: Found, doors: Doors): Promise<void> {
  const { handled, report } = doors;
  const absolute = join(root, path);
  const trouble = (text: string): void => report({ type: 'trouble', rule: rule.name, path: absolute, text });
  const known = handled.get(rule.name, path);
  const read = await readIn(root, path, rule.say.includes('{text}')).catch((thrown: NodeJS.ErrnoException) => thrown);
  if (read instanceof Error) {
    trouble(`${absolute} cannot be read: ${read.message}. Let the watch read it.`);
    return;
  }
  if (read?.moving) return again();
  const event = eventOf(known, read?.seen);
  const now = read?.seen ?? null;
  if (event === undefined || !rule.on.includes(event)) {
    if (known || now) await handled.note(rule.name, path, now);
    return;
  }
  if (read?.text && 'refused' in read.text) {
    trouble(`${absolute}: ${read.text.refused}`);
    await handled.note(rule.name, path, now);
    return;
  }
  const text = utteranceFor(rule.say, absolute, textOf(read));
  const intent: Intent = { id: randomUUID(), rule: rule.name, path, event, text, seen: now };
  await handled.intend(intent);
  await finish(intent, rule, root, doors);
}

/**
 * Says an intent and delivers its reply. The order is what makes it once: intended on disk, said under its id, the reply
 * delivered, closed on disk, and only then told to be heard. Leaves it open where the watch is ended meanwhile.
 */
export async function finish(intent: Intent, rule: WatchRule, root: string, doors: Doors): Promise<void> {
  const { client, handled, report, signal } = doors;
  const path = join(root, intent.path);
  report({ type: 'utterance', rule: rule.name, path, event: intent.event, text: intent.text });
  const said = await say(intent, doors);
  if (signal.aborted || said === undefined) return;
  const { mailOffset, ...end } = said;
  await deliver({ rule, path, ...end }, report);
  await handled.closeIntent(intent.id);
  if (mailOffset !== undefined) client.heard(mailOffset);
}

interface Ended {
  readonly text: string;
  readonly status: 'complete' | 'failed';
  readonly acted: boolean;
  readonly thread?: string;
  readonly mailOffset?: number;
}

async function say({ id, text }: Intent, { client, signal }: Doors): Promise<Ended | undefined> {
  while (!signal.aborted) {
    try {
      const turn = client.utter({ requestId: id, text });
      let asked: string | undefined;
      for await (const update of turn.updates) {
        if (update.type === 'ask') {
          asked = update.ask.text;
          await turn.cancel();
        }
        if (update.type !== 'end') continue;
        const { thread, acted, mailOffset, status } = update;
        const answer = asked === undefined ? update.text : `It asked "${asked}", and nobody is there to answer.`;
        return { text: answer, status: status === 'failed' ? 'failed' : 'complete', acted, thread, mailOffset };
      }
    } catch (thrown) {
      if (signal.aborted) return undefined;
      if (!(thrown instanceof ClientError)) throw thrown;
      if (!thrown.retryable) return { text: thrown.message, status: 'failed', acted: false };
      await sleep(thrown.retryDelayMs ?? RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
  return undefined;
}

/** What has become of a file; undefined where nothing has. A file that was not read before is told apart by size and time. */
function eventOf(known: Seen | undefined, now: Seen | undefined): FileEvent | undefined {
  if (!known) return now ? 'added' : undefined;
  if (!now) return 'removed';
  if (known.hash !== null && now.hash !== null) return known.hash === now.hash ? undefined : 'changed';
  return known.size === now.size && known.mtimeMs === now.mtimeMs ? undefined : 'changed';
}

function textOf(read: Read | undefined): string {
  return read?.text && 'is' in read.text ? read.text.is : '';
}
