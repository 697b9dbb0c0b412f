import type { Clause, ClauseReader } from './clause.ts';
import type { Token } from './text.ts';

/** Longest clause that is tried as one of several that share words; more would cost time without being said by anyone. */
const MAX_SHARED = 24;

/**
 * Reads segments that share words: `turn off the | kitchen | and the hall | lights`. The first segment's start and the last one's end are
 * tried as shared by all; every one must then be a clause of the same intent without wildcards. Of the ways to share, one in which all
 * clauses are built alike wins, then the one that shares the least at the end and the most at the start.
 */
export function coordinate(reader: ClauseReader, segments: readonly (readonly Token[])[]): Clause[] | undefined {
  const first = segments[0] ?? [];
  const last = segments.at(-1) ?? [];
  const middle = segments.slice(1, -1);
  if (segments.length < 2 || segments.some((segment) => segment.length > MAX_SHARED)) return undefined;
  let other: Clause[] | undefined;
  for (let cut = last.length; cut >= 1; cut--) {
    const end = last.slice(cut);
    const head = reader.read([...first, ...end]);
    if (head === undefined || head.best.loose > 0 || reader.isBare(head)) continue;
    const found = shareStart(reader, head, first, middle, last, end);
    if (found === undefined) continue;
    if (found.every((clause) => builtAlike(head, clause))) return found;
    other ??= found;
  }
  return other;
}

function shareStart(
  reader: ClauseReader,
  head: Clause,
  first: readonly Token[],
  middle: readonly (readonly Token[])[],
  last: readonly Token[],
  end: readonly Token[],
): Clause[] | undefined {
  for (let cut = first.length - 1; cut >= 1; cut--) {
    const start = first.slice(0, cut);
    const found = [head];
    for (const segment of [...middle.map((one) => [...one, ...end]), last]) {
      const clause = readItem(reader, head, start, segment);
      if (clause === undefined) break;
      found.push(clause);
    }
    if (found.length === middle.length + 2) return found;
  }
  return undefined;
}

/** One item with the shared start; `ones` stands for each noun of the first clause in turn. */
function readItem(
  reader: ClauseReader,
  head: Clause,
  start: readonly Token[],
  segment: readonly Token[],
): Clause | undefined {
  const { nouns, articles } = reader.connectives;
  if (articles.has(start.at(-1)?.word ?? '') && articles.has(segment[0]?.word ?? '')) return undefined;
  const at = segment.findIndex((token) => nouns.has(token.word));
  const same = (clause: Clause | undefined): Clause | undefined =>
    clause !== undefined && clause.best.intent === head.best.intent && clause.best.loose === 0 ? clause : undefined;
  const plain = same(reader.read([...start, ...segment]));
  if (plain !== undefined || at < 0) return plain;
  const said = head.tokens.filter((_, index) => !head.best.spans.some((span) => span.from <= index && index < span.to));
  for (const noun of said.slice(1).reverse()) {
    const found = same(reader.read([...start, ...segment.slice(0, at), noun, ...segment.slice(at + 1)]));
    if (found !== undefined) return found;
  }
  return undefined;
}

function builtAlike(one: Clause, other: Clause): boolean {
  const slots = (clause: Clause): string =>
    clause.best.spans
      .map((span) => span.slot)
      .sort()
      .join(' ');
  return one.best.sentence.block === other.best.sentence.block && slots(one) === slots(other);
}

/** `dim it`: the pronoun replaced by what the clause before was about, the longest noun phrase that fits first. */
export function withReference(reader: ClauseReader, before: Clause, tokens: readonly Token[]): Clause | undefined {
  const at = tokens.findIndex((token) => reader.connectives.pronouns.has(token.word));
  const spans = before.best.spans.filter(
    (span) => ['name', 'area', 'floor', 'device_class'].includes(span.slot) && !span.wildcard,
  );
  if (at < 0 || spans.length === 0) return undefined;
  const from = Math.min(...spans.map((span) => span.from));
  const least = Math.max(...spans.map((span) => span.to));
  for (let to = before.tokens.length; to >= least; to--) {
    const found = reader.read([...tokens.slice(0, at), ...before.tokens.slice(from, to), ...tokens.slice(at + 1)]);
    if (found !== undefined && found.best.loose === 0) return found;
  }
  return undefined;
}
