import type { Clause, ClauseReader } from './clause.ts';
import { coordinate, withReference } from './coordination.ts';
import { type Segment, segmentsOf } from './phrases.ts';
import type { Token } from './text.ts';

/** The clauses of an utterance, in order; or the part that could not be read. */
export type Plan = { readonly clauses: readonly Clause[] } | { readonly unread: readonly Token[] };

/** More commands than this in one breath are not taken apart. */
const MAX_SEGMENTS = 8;
/** Most segments that may share words. */
const MAX_GROUP = 5;
/** Slot of a command that is to be carried out later; it covers all that its text says. */
export const COMMAND_SLOT = 'conversation_command';

interface Draft {
  readonly clauses: readonly Clause[];
  readonly cost: number;
}

/** Takes an utterance apart into clauses so that as few words as possible are left to wildcards. */
export function planClauses(reader: ClauseReader, tokens: readonly Token[]): Plan {
  const whole = reader.read(tokens);
  const segments = segmentsOf(tokens, reader.connectives.between);
  const settled = whole !== undefined && (whole.best.loose === 0 || whole.best.slots[COMMAND_SLOT] !== undefined);
  if (whole !== undefined && (settled || segments.length < 2)) return { clauses: [whole] };
  if (segments.length > MAX_SEGMENTS) return whole === undefined ? { unread: tokens } : { clauses: [whole] };
  if (segments.length === 0) return { unread: tokens };
  const draft = draftOf(reader, tokens, segments);
  if (draft !== undefined && (whole === undefined || draft.cost < costOf(reader, whole, 0)))
    return { clauses: draft.clauses };
  if (whole !== undefined) return { clauses: [whole] };
  return { unread: firstUnread(reader, tokens, segments) };
}

function draftOf(reader: ClauseReader, tokens: readonly Token[], segments: readonly Segment[]): Draft | undefined {
  const best: (Draft | undefined)[] = [];
  // From the front, so that a clause can refer to the one before it.
  best[0] = { clauses: [], cost: 0 };
  for (let end = 1; end <= segments.length; end++) {
    for (let start = Math.max(0, end - MAX_GROUP); start < end; start++) {
      const before = best[start];
      if (before === undefined) continue;
      for (const clauses of readGroup(reader, tokens, segments.slice(start, end), before.clauses.at(-1))) {
        const cost =
          clauses.reduce((sum, clause) => sum + costOf(reader, clause, before.clauses.length), before.cost) +
          (clauses.length > 1 ? 1 : 0);
        const known = best[end];
        if (known === undefined || cost < known.cost) best[end] = { clauses: [...before.clauses, ...clauses], cost };
      }
    }
  }
  return best[segments.length];
}

/** The ways to read neighbouring segments: as one clause, or as clauses that share words. */
function readGroup(
  reader: ClauseReader,
  tokens: readonly Token[],
  group: readonly Segment[],
  before: Clause | undefined,
): Clause[][] {
  const [first] = group;
  const last = group.at(-1);
  if (first === undefined || last === undefined) return [];
  const words = tokens.slice(first.from, last.to);
  const one = readAfter(reader, before, words);
  const found: Clause[][] = one === undefined ? [] : [[one]];
  const shared =
    group.length > 1
      ? coordinate(
          reader,
          group.map(({ from, to }) => tokens.slice(from, to)),
        )
      : undefined;
  if (shared !== undefined) found.push(shared);
  return found;
}

/** One segment, which may refer to the clause before it, or go on asking: `is the gate shut | and the window open` orders nothing. */
function readAfter(reader: ClauseReader, before: Clause | undefined, words: readonly Token[]): Clause | undefined {
  const alone = reader.read(words);
  if (before === undefined) return alone;
  if (alone === undefined) return withReference(reader, before, words);
  const [asked] = before.tokens;
  if (asked === undefined || !reader.connectives.questions.has(asked.word) || !reader.startsWithNoun(alone))
    return alone;
  return reader.read([asked, ...words]);
}

/** Words in wildcards weigh most; a noun alone after another command is most likely a part of that one. */
function costOf(reader: ClauseReader, clause: Clause, before: number): number {
  return clause.best.loose * 10 + (before > 0 && reader.isBare(clause) ? 5 : 0);
}

/** The first segment that fits nothing by itself, to be named in the answer. */
function firstUnread(reader: ClauseReader, tokens: readonly Token[], segments: readonly Segment[]): readonly Token[] {
  const read = segments.map(({ from, to }) => reader.read(tokens.slice(from, to)) !== undefined);
  const at = read.indexOf(false);
  const found = segments[at];
  return !read.includes(true) || found === undefined ? tokens : tokens.slice(found.from, found.to);
}
