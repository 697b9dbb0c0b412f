/** A goal in PERFORMANCE's sense: a bound that is gated, and what to reach for. */
export interface Goal {
  readonly bound: 'at least' | 'at most';
  readonly goal: number;
  readonly reach: number;
  /** `x` for ratios. */
  readonly unit: 'x' | 'ms' | '%' | 'MiB';
}

export interface Row extends Goal {
  readonly id: string;
  readonly what: string;
  readonly measured: number;
  /** Absolute figures and how they came about: told, never gated. */
  readonly told: string;
}

export interface Bench {
  readonly rounds: number;
}

export interface Benchmark {
  /** Rows it measures, by their number in docs. */
  readonly ids: readonly string[];
  readonly run: (bench: Bench) => Promise<readonly Row[]>;
}

export function isMet({ bound, goal, measured }: Row): boolean {
  return bound === 'at least' ? measured >= goal : measured <= goal;
}

export function atLeast(goal: number, reach: number, unit: Goal['unit'] = 'x'): Goal {
  return { bound: 'at least', goal, reach, unit };
}

export function atMost(goal: number, reach: number, unit: Goal['unit'] = 'x'): Goal {
  return { bound: 'at most', goal, reach, unit };
}
