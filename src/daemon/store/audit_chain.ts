import { createHash } from 'node:crypto';

/** A row of the record as it rests: `body` is the entry as canonical JSON. */
export type AuditColumns = [seq: number, at: number, body: string, hash: string];

/** The number of a row, and its hash: of the last one, or of one that a thread names. */
export interface AuditHead {
  readonly seq: number;
  readonly hash: string;
}

/** What the first row's hash goes on from. */
export const BEFORE_THE_FIRST = '0'.repeat(64);

/** The hash of a row: SHA-256 of the one before, its number and its body, each on a line. */
export function chained(before: string, seq: number, body: string): string {
  return createHash('sha256').update(`${before}\n${seq}\n${body}`).digest('hex');
}

export interface AuditVerified {
  readonly entries: number;
  /** Of the last row: kept elsewhere, it shows later that nothing before it was changed. */
  readonly head: string;
  /** The first row that is not as it was written, and what is wrong with it. */
  readonly broken?: { readonly seq: number; readonly what: string };
}

/**
 * Follows the chain from its first row. The rows come in order of their numbers, a page after the other.
 * @param headNow the head as it was when the last page was read
 * @param named rows that threads say they have caused, in order, as they were before the first page was read
 */
export async function followChain(
  pages: AsyncIterable<readonly AuditColumns[]> | Iterable<readonly AuditColumns[]>,
  headNow: () => AuditHead | undefined,
  named: readonly AuditHead[],
): Promise<AuditVerified> {
  let before = BEFORE_THE_FIRST;
  let last = 0;
  let heard = 0;
  const broken = (seq: number, what: string): AuditVerified => ({ entries: last, head: before, broken: { seq, what } });
  for await (const page of pages) {
    for (const [seq, at, body, hash] of page) {
      if (seq !== last + 1) return broken(last + 1, 'it is missing');
      if (chained(before, seq, body) !== hash) return broken(seq, 'its text or one before it was changed');
      if (timeIn(body) !== at) return broken(seq, 'its time was changed');
      for (let one = named[heard]; one?.seq === seq; one = named[++heard])
        if (one.hash !== hash) return broken(seq, 'it is not the one that its thread was told of');
      before = hash;
      last = seq;
    }
  }
  const head = headNow();
  if (heard < named.length || last < (head?.seq ?? 0)) return broken(last + 1, 'it is missing, and all after it');
  if (last > (head?.seq ?? 0)) return broken((head?.seq ?? 0) + 1, 'it was added by something else than AgentOS');
  if (head !== undefined && head.hash !== before) return broken(last, 'it is not the row that was written there');
  return { entries: last, head: before };
}

function timeIn(body: string): unknown {
  try {
    const entry: unknown = JSON.parse(body);
    return typeof entry === 'object' && entry !== null && 'at' in entry ? entry.at : undefined;
  } catch {
    return undefined;
  }
}
