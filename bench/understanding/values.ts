import { readRows } from './data_folder.ts';
import { type Outcome, resultOf, type SetResult } from './outcome.ts';
import { type DucklingSet, ducklingRow, judged } from './values_duckling.ts';
import { type LeftOut, leftOut } from './values_filter.ts';
import { dateTimes, plainValues, recognizersRow } from './values_recognizers.ts';

const GOALS: Readonly<Record<string, string>> = {
  'duckling instants': '90 %',
  'duckling durations': '97 %',
  'duckling numbers': '98 %',
  'recognizers date-time': '85 %',
};

export interface ValueResults {
  /** Of what a household says. */
  readonly sets: readonly SetResult[];
  /** Of all rows that have a value. */
  readonly whole: readonly SetResult[];
  /** How many phrases were left out, and why. */
  readonly leftOut: Readonly<Partial<Record<LeftOut, number>>>;
}

/**
 * How values are read from the phrases of the public sets in a folder; sets that are not there are absent. A phrase counts once,
 * however often it stands in a set.
 */
export function measureValues(folder: string, seed: number): ValueResults {
  const sets = new Map<string, Map<string, Outcome>>();
  const put = (set: string, outcome: Outcome): void => {
    const known = sets.get(set) ?? new Map<string, Outcome>();
    known.set(`${outcome.text}\n${outcome.wanted}`, outcome);
    sets.set(set, known);
  };
  for (const row of readRows(folder, 'duckling', ducklingRow) ?? []) {
    const found = judged(row);
    if (found !== undefined) put(ducklingName(found.set), found.outcome);
  }
  for (const row of readRows(folder, 'recognizers-datetime', recognizersRow) ?? [])
    for (const outcome of dateTimes(row))
      put(outcome.wanted === 'nothing' ? 'recognizers nothing' : 'recognizers date-time', outcome);
  for (const name of ['recognizers-number', 'recognizers-unit'])
    for (const row of readRows(folder, name, recognizersRow) ?? [])
      for (const { set, outcome } of plainValues(row)) put(`recognizers ${set}s`, outcome);
  const left: Partial<Record<LeftOut, number>> = {};
  const results: SetResult[] = [];
  const whole: SetResult[] = [];
  for (const [set, outcomes] of sets) {
    const all = [...outcomes.values()];
    const kept = all.filter(({ text }) => {
      const reason = set.endsWith('nothing') ? undefined : leftOut(text);
      if (reason !== undefined) left[reason] = (left[reason] ?? 0) + 1;
      return reason === undefined;
    });
    results.push(resultOf(set, kept, seed, GOALS[set]));
    whole.push(resultOf(set, all, seed));
  }
  return { sets: results, whole, leftOut: left };
}

function ducklingName(set: DucklingSet): string {
  return `duckling ${set}`;
}
