import { Fault } from '../model/fault.ts';
import type { RetentionPolicy, Trimmed } from './care_task.ts';
import type { Candidate, CareStatements } from './statements/care.ts';

/**
 * Forgetting a thread, told as a story.
 *
 * In one transaction its row becomes a mark: no id, no title, in no list, and nothing can be appended to it any more. From then
 * on it is forgotten for everybody. What is left of it goes in slices, each a small transaction of its own: what mail said (the
 * offsets of a mailbox stay without gaps, so the mail stays, empty), then its events, then the mark. A crash in between leaves
 * the mark, and with it the work that is to be taken up. At last the oldest mail of each mailbox goes as far as it was heard
 * and its threads are gone; up to where is kept, so that who comes back with an older offset is told.
 */
export interface Slices {
  /** Runs a piece of work between commits, as soon as it may. */
  slice<T>(work: (statements: CareStatements) => T): Promise<T>;
}

/** Events, mail and records looked at or deleted in one slice: one or two milliseconds. */
const SLICE = 200;
/** Threads forgotten in one go. */
const BATCH = 20;
/** A thread that was at work lately is not forgotten to make room: somebody may go on with it. */
const LEAST_AGE_MS = 3_600_000;

/**
 * A clock that is this far ahead of all that was written more than a week ago was set wrong, more likely than the house was empty for so
 * long: by such a clock nothing is too old. Where the house lives by it for a week, it is believed.
 */
const LEAP_MS = 100 * 86_400_000;
const BELIEVED_AFTER_MS = 7 * 86_400_000;

/**
 * Marks threads as forgotten, all or none. To be called in no transaction. @returns their ids, branches included
 * @throws Fault NOT_FOUND, FAILED_PRECONDITION
 */
export function doom(statements: CareStatements, ids: readonly string[], branches: boolean): readonly string[] {
  return statements.together(() => {
    const wanted = new Set(ids);
    const keys: number[] = [];
    for (const id of wanted) {
      const found = statements.state(id);
      if (found === undefined) throw new Fault('NOT_FOUND', `There is no thread ${id}; "agentos threads" lists them.`);
      if (found.status === 'active' || found.status === 'waiting') {
        const doing = found.status === 'active' ? 'A turn of it runs' : 'It waits for an answer';
        throw new Fault(
          'FAILED_PRECONDITION',
          `Thread ${id} is open. ${doing}; let that end first. Nothing was deleted.`,
        );
      }
      keys.push(found.key);
      const others = statements.branches(id).filter((branch) => !wanted.has(branch));
      if (others.length > 0 && !branches && !ids.some((one) => others.includes(one))) {
        throw new Fault(
          'FAILED_PRECONDITION',
          `Thread ${id} has branches: ${others.join(', ')}. Name them as well, or say that branches are to go too. Nothing was deleted.`,
        );
      }
      for (const other of others) wanted.add(other);
    }
    for (const key of keys) statements.doom(key);
    return [...wanted];
  });
}

/** Takes away what is left of threads that are marked. @param overwrite what is deleted is written over on the disk */
export async function finishForgetting(slices: Slices, overwrite: boolean): Promise<void> {
  const run = <T>(work: (statements: CareStatements) => T): Promise<T> =>
    slices.slice((statements) => {
      const together = () => statements.together(() => work(statements));
      return overwrite ? statements.overwriting(together) : together();
    });
  let any = false;
  for (;;) {
    const doomed = await slices.slice((statements) => statements.doomed());
    if (doomed.length === 0) break;
    any = true;
    await blankMail(slices, run, new Set(doomed.map(([, id]) => id)));
    for (const [key] of doomed) {
      while ((await run((statements) => statements.deleteEvents(key, SLICE))) === SLICE);
      await run((statements) => statements.deleteThread(key));
    }
  }
  if (any) await trimMail(slices, run);
}

type Run = <T>(work: (statements: CareStatements) => T) => Promise<T>;

async function blankMail(slices: Slices, run: Run, threads: ReadonlySet<string>): Promise<void> {
  for (const [mailbox, last] of await slices.slice((statements) => statements.mailboxes())) {
    for (let offset = 0; ; ) {
      const page = await slices.slice((statements) => statements.mailAfter(mailbox, offset, last, SLICE));
      const theirs = page.filter(([, thread]) => threads.has(thread));
      if (theirs.length > 0)
        await run((statements) => theirs.forEach(([at]) => void statements.blankMail(mailbox, at)));
      offset = page.at(-1)?.[0] ?? offset;
      if (page.length < SLICE) break;
    }
  }
}

async function trimMail(slices: Slices, run: Run): Promise<void> {
  for (const [mailbox, , heard] of await slices.slice((statements) => statements.mailboxes())) {
    for (let more = true; more; ) {
      more = await run((statements) => {
        const page = statements.mailAfter(mailbox, 0, heard, SLICE);
        const kept = page.findIndex(([, thread]) => statements.exists(thread));
        const gone = kept < 0 ? page : page.slice(0, kept);
        for (const [offset] of gone) statements.deleteMail(mailbox, offset);
        const upTo = gone.at(-1)?.[0];
        if (upTo !== undefined) statements.trimmed(mailbox, upTo);
        return kept < 0 && page.length === SLICE;
      });
    }
  }
}

/** Forgets what a policy says is past its time, oldest first. @param forgotten hears of each thread at once */
export async function trim(
  slices: Slices,
  policy: RetentionPolicy,
  now: number,
  forgotten: (id: string) => void,
): Promise<Trimmed> {
  // What a crash has left.
  await finishForgetting(slices, false);
  const wanted = [policy.keepMs, ...Object.values(policy.byInterface ?? {})].filter((ms) => ms !== undefined);
  const threads: string[] = [];
  let held = 0;
  if (wanted.length === 0 && policy.maxBytes === undefined) return { threads, held };
  const leaptFrom = wanted.length === 0 ? undefined : await leapFrom(slices, now);
  const limits = leaptFrom === undefined ? wanted : [];

  const spoken = await spokenFor(slices);
  const tooMuch = () =>
    slices.slice((statements) => policy.maxBytes !== undefined && statements.size().usedBytes > policy.maxBytes);
  const isOld = ([, , from, updatedAt]: Candidate) => {
    if (leaptFrom !== undefined) return false;
    const keepMs = policy.byInterface?.[from] ?? policy.keepMs;
    return keepMs !== undefined && updatedAt < now - keepMs;
  };
  let full = await tooMuch();
  for (let after: Candidate = [0, '', '', -1]; ; ) {
    const before = full ? now - LEAST_AGE_MS : now - Math.min(...limits);
    const batch = await slices.slice((statements) => statements.candidates(after, before, BATCH));
    const last = batch.at(-1);
    if (last === undefined) return { threads, held, ...(leaptFrom === undefined ? {} : { leaptFrom }) };
    after = last;
    const due = batch.filter((candidate) => full || isOld(candidate));
    const gone = await slices.slice((statements) =>
      statements.together(() =>
        due
          .filter(([, id]) => !spoken.has(id) && statements.branches(id).length === 0)
          // Looked at again: a turn may have begun since.
          .filter(([key, id]) => statements.state(id)?.key === key && isAtRest(statements, id))
          .map(([key, id]) => {
            statements.doom(key);
            return id;
          }),
      ),
    );
    held += due.length - gone.length;
    for (const id of gone) forgotten(id);
    threads.push(...gone);
    await finishForgetting(slices, false);
    full = await tooMuch();
  }
}

/** Where the clock was set far ahead of what was written, the newest of that. */
function leapFrom(slices: Slices, now: number): Promise<number | undefined> {
  return slices.slice((statements) => {
    const newest = statements.newestBefore(now - BELIEVED_AFTER_MS);
    return newest !== undefined && newest < now - LEAP_MS ? newest : undefined;
  });
}

function isAtRest(statements: CareStatements, id: string): boolean {
  const status = statements.state(id)?.status;
  return status === 'complete' || status === 'failed';
}

/**
 * Ids of the threads that are not to be forgotten by themselves: what a record of any service names (a timer, an alarm, what
 * was remembered: their keys and values carry the thread), and what mail nobody has heard is from. Gathered before anything is
 * forgotten; what names a thread later belongs to a turn of it, and that makes it young.
 */
async function spokenFor(slices: Slices): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (let key = 0; ; ) {
    const page = await slices.slice((statements) => statements.recordsAfter(key, SLICE));
    for (const [, name, value] of page) {
      for (const [id] of `${name} ${value}`.matchAll(UUID)) found.add(id);
    }
    key = page.at(-1)?.[0] ?? key;
    if (page.length < SLICE) break;
  }
  for (const [mailbox, last, heard] of await slices.slice((statements) => statements.mailboxes())) {
    for (let offset = heard; ; ) {
      const page = await slices.slice((statements) => statements.mailAfter(mailbox, offset, last, SLICE));
      for (const [, thread] of page) found.add(thread);
      offset = page.at(-1)?.[0] ?? offset;
      if (page.length < SLICE) break;
    }
  }
  return found;
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
