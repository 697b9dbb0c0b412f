/**
 * What became of one row of a set. `refused`: nothing was done, or it was asked what is meant. `accepted`: understood although
 * nothing should have been.
 */
export type Verdict = 'right' | 'wrong' | 'refused' | 'accepted';

export interface Outcome {
  readonly text: string;
  readonly verdict: Verdict;
  /** Of understanding, milliseconds. */
  readonly ms: number;
  /** Said where it is not right. */
  readonly wanted: string;
  readonly got: string;
}

export interface FailingRow extends Omit<Outcome, 'ms'> {
  readonly set: string;
  readonly half: Half;
}

/** Sentences and sounds are worked on by looking at the rows of half a only; half b tells what that is worth elsewhere. */
export type Half = 'a' | 'b';

export interface SetRow {
  readonly set: string;
  readonly count: number;
  readonly right: number;
  readonly wrong: number;
  readonly refused: number;
  readonly falseAccepts: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

export interface SetResult {
  /** A half that has no rows is not a number. */
  readonly row: SetRow & { readonly goal?: string; readonly halves: Readonly<Record<Half, number>> };
  readonly failing: readonly FailingRow[];
}

/** Which half a text is in: the same for the same seed, whatever set or order it comes in. FNV-1a. */
export function halfOf(text: string, seed: number): Half {
  let hash = 2_166_136_261 ^ seed;
  for (const sign of text) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 16_777_619);
  return ((hash >>> 7) & 1) === 0 ? 'a' : 'b';
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** `goal` is what the share of right rows should reach. */
export function resultOf(set: string, outcomes: readonly Outcome[], seed: number, goal?: string): SetResult {
  const count = (wanted: Verdict): number => outcomes.filter(({ verdict }) => verdict === wanted).length;
  const share = (half: Half): number => {
    const own = outcomes.filter(({ text }) => halfOf(text, seed) === half);
    return own.filter(({ verdict }) => verdict === 'right').length / own.length;
  };
  const times = outcomes.map(({ ms }) => ms);
  return {
    row: {
      set,
      count: outcomes.length,
      right: count('right'),
      wrong: count('wrong'),
      refused: count('refused'),
      falseAccepts: count('accepted'),
      p50: percentile(times, 0.5),
      p95: percentile(times, 0.95),
      p99: percentile(times, 0.99),
      halves: { a: share('a'), b: share('b') },
      ...(goal === undefined ? {} : { goal }),
    },
    failing: outcomes
      .filter(({ verdict }) => verdict !== 'right')
      .map(({ ms: _ms, ...rest }) => ({ set, half: halfOf(rest.text, seed), ...rest })),
  };
}
