import type { Token } from './text.ts';

type Phrase = readonly string[];

/** Phrases of folded words, found by their first and last word; of those that stand at a place, the first of the longest counts. */
export class Phrases {
  readonly #byFirst = new Map<string, Phrase[]>();
  readonly #byLast = new Map<string, Phrase[]>();

  constructor(phrases: readonly Phrase[]) {
    for (const phrase of [...phrases].sort((left, right) => right.length - left.length)) {
      push(this.#byFirst, phrase[0], phrase);
      push(this.#byLast, phrase.at(-1), phrase);
    }
  }

  /** Length of the phrase that stands at `at`, or 0. */
  lengthAt(tokens: readonly Token[], at: number): number {
    for (const phrase of this.#byFirst.get(tokens[at]?.word ?? '') ?? [])
      if (stands(phrase, tokens, at)) return phrase.length;
    return 0;
  }

  /** Length of the phrase that stands before `end` and not at the start of all, or 0. */
  #lengthBefore(tokens: readonly Token[], end: number): number {
    for (const phrase of this.#byLast.get(tokens[end - 1]?.word ?? '') ?? [])
      if (phrase.length < end && stands(phrase, tokens, end - phrase.length)) return phrase.length;
    return 0;
  }

  /** Tokens without the phrases at both ends. Something is always left: phrases alone stay. */
  stripEnds(tokens: readonly Token[]): readonly Token[] {
    const rest = this.stripStart(tokens);
    let end = rest.length;
    for (let length = this.#lengthBefore(rest, end); length > 0; length = this.#lengthBefore(rest, end)) end -= length;
    return end === rest.length ? rest : rest.slice(0, end);
  }

  stripStart(tokens: readonly Token[]): readonly Token[] {
    let start = 0;
    for (;;) {
      const length = this.lengthAt(tokens, start);
      if (length === 0 || start + length >= tokens.length) break;
      start += length;
    }
    return start === 0 ? tokens : tokens.slice(start);
  }

  /** Tokens without the phrases anywhere. */
  stripAll(tokens: readonly Token[]): readonly Token[] {
    let kept: Token[] | undefined;
    for (let at = 0; at < tokens.length; ) {
      const length = this.lengthAt(tokens, at);
      const token = tokens[at];
      if (length > 0) kept ??= tokens.slice(0, at);
      else if (token !== undefined) kept?.push(token);
      at += Math.max(1, length);
    }
    return kept === undefined || kept.length === 0 ? tokens : kept;
  }
}

function stands(phrase: Phrase, tokens: readonly Token[], at: number): boolean {
  for (let index = 0; index < phrase.length; index++) if (tokens[at + index]?.word !== phrase[index]) return false;
  return true;
}

function push(phrases: Map<string, Phrase[]>, word: string | undefined, phrase: Phrase): void {
  if (word === undefined) return;
  const known = phrases.get(word);
  if (known === undefined) phrases.set(word, [phrase]);
  else known.push(phrase);
}

export interface Segment {
  readonly from: number;
  /** Up to, not with, this token. */
  readonly to: number;
}

/** Cuts at the words and punctuation that part commands. */
export function segmentsOf(tokens: readonly Token[], between: Phrases): Segment[] {
  const segments: Segment[] = [];
  let from = 0;
  for (let at = 0; at < tokens.length; ) {
    const length = between.lengthAt(tokens, at);
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
