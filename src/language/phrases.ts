import type { Token } from './text.ts';

type Phrase = readonly string[];

/** Length of the first phrase that stands at `at`, or 0. */
export function phraseAt(tokens: readonly Token[], at: number, phrases: readonly Phrase[]): number {
  const found = phrases.find((phrase) => phrase.every((word, index) => tokens[at + index]?.word === word));
  return found?.length ?? 0;
}

/** Without the phrases at both ends. Something is always left: phrases alone stay. */
export function stripEnds(tokens: readonly Token[], phrases: readonly Phrase[]): readonly Token[] {
  const rest = stripStart(tokens, phrases);
  let end = rest.length;
  for (;;) {
    const found = phrases.find(
      (phrase) =>
        phrase.length < end && phrase.every((word, index) => rest[end - phrase.length + index]?.word === word),
    );
    if (found === undefined) break;
    end -= found.length;
  }
  return end === rest.length ? rest : rest.slice(0, end);
}

export function stripStart(tokens: readonly Token[], phrases: readonly Phrase[]): readonly Token[] {
  let start = 0;
  for (;;) {
    const length = phraseAt(tokens, start, phrases);
    if (length === 0 || start + length >= tokens.length) break;
    start += length;
  }
  return start === 0 ? tokens : tokens.slice(start);
}

/** Without the phrases anywhere. */
export function stripAll(tokens: readonly Token[], phrases: readonly Phrase[]): readonly Token[] {
  const kept: Token[] = [];
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    const length = phraseAt(tokens, at, phrases);
    if (length === 0 && token !== undefined) kept.push(token);
    at += Math.max(1, length);
  }
  return kept.length === tokens.length || kept.length === 0 ? tokens : kept;
}

export interface Segment {
  readonly from: number;
  /** Up to, not with, this token. */
  readonly to: number;
}

/** Cuts at the words and punctuation that part commands. */
export function segmentsOf(tokens: readonly Token[], between: readonly Phrase[]): Segment[] {
  const segments: Segment[] = [];
  let from = 0;
  for (let at = 0; at < tokens.length; ) {
    const length = phraseAt(tokens, at, between);
    if (length > 0) {
      if (at > from) segments.push({ from, to: at });
      at += length;
      from = at;
      continue;
    }
    if (at > from && tokens[at]?.after !== undefined) {
      segments.push({ from, to: at });
      from = at;
    }
    at += 1;
  }
  if (tokens.length > from) segments.push({ from, to: tokens.length });
  return segments;
}
