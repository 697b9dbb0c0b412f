import type { WordGraph } from './jsgf_reader.ts';

/** A deterministic automaton with as few states as can be: `arrows[state]` maps a word to the next state. */
export interface WordAutomaton {
  readonly arrows: readonly ReadonlyMap<string, number>[];
  readonly start: number;
  readonly final: ReadonlySet<number>;
}

/**
 * The smallest automaton that takes the same sentences. The recogniser follows every state at once, so this is what makes a
 * whole house's grammar quick: sentences that begin, go on or end alike share their states.
 */
export function smallest(graph: WordGraph): WordAutomaton {
  return minimised(determined(graph));
}

/** The subset construction. */
function determined(graph: WordGraph): WordAutomaton {
  const ids = new Map<string, number>();
  const members: (readonly number[])[] = [];
  const arrows: Map<string, number>[] = [];
  const id = (states: Iterable<number>): number => {
    const closed = closure(graph, states);
    const key = closed.join(' ');
    const known = ids.get(key);
    if (known !== undefined) return known;
    ids.set(key, members.length);
    arrows.push(new Map());
    return members.push(closed) - 1;
  };
  const start = id([graph.start]);
  for (let at = 0; at < members.length; at += 1) {
    const byWord = new Map<string, Set<number>>();
    for (const state of members[at] ?? []) {
      for (const { word, to } of graph.steps[state] ?? []) {
        if (word === undefined) continue;
        const targets = byWord.get(word);
        if (targets === undefined) byWord.set(word, new Set([to]));
        else targets.add(to);
      }
    }
    for (const [word, targets] of byWord) arrows[at]?.set(word, id(targets));
  }
  const final = new Set(members.flatMap((states, index) => (states.includes(graph.end) ? [index] : [])));
  return { arrows, start, final };
}

/** The states that matter among those reached for nothing: those with a word, and the end. Sorted. */
function closure(graph: WordGraph, states: Iterable<number>): readonly number[] {
  const seen = new Set(states);
  for (const state of seen) {
    for (const { word, to } of graph.steps[state] ?? []) if (word === undefined) seen.add(to); // a set grows while it is walked
  }
  return [...seen]
    .filter((state) => state === graph.end || (graph.steps[state] ?? []).some(({ word }) => word !== undefined))
    .sort((one, other) => one - other);
}

/** Moore's algorithm: states are split by where their arrows lead until nothing splits any more. */
function minimised({ arrows, start, final }: WordAutomaton): WordAutomaton {
  let groups: readonly number[] = arrows.map((_, state) => (final.has(state) ? 1 : 0));
  let count = new Set(groups).size;
  const sorted = arrows.map((words) => [...words].sort(([one], [other]) => (one < other ? -1 : 1)));
  while (true) {
    const ids = new Map<string, number>();
    const before = groups;
    groups = sorted.map((words, state) => {
      const key = `${before[state]}|${words.map(([word, to]) => `${word} ${before[to]}`).join('|')}`;
      const known = ids.get(key) ?? ids.size;
      ids.set(key, known);
      return known;
    });
    if (ids.size === count) break;
    count = ids.size;
  }
  const merged: Map<string, number>[] = Array.from({ length: count }, () => new Map());
  arrows.forEach((words, state) => {
    for (const [word, to] of words) merged[groups[state] ?? 0]?.set(word, groups[to] ?? 0);
  });
  return { arrows: merged, start: groups[start] ?? 0, final: new Set([...final].map((state) => groups[state] ?? 0)) };
}

/**
 * As pocketsphinx reads it (`-fsg`): one final state, every arrow as likely as `likelihood` says of its word, 1 where absent.
 * With `unfinished`, a sentence may also break off anywhere, as likely as that says: else the recogniser, which must reach
 * the final state, makes up an end for a sentence that has none.
 */
export function toFsg(
  { arrows, start, final }: WordAutomaton,
  likelihood: (word: string) => number = () => 1,
  unfinished = 0,
): string {
  const end = arrows.length;
  const lines = arrows.flatMap((words, from) => {
    const over = final.has(from) ? 1 : unfinished;
    return [
      ...[...words].map(([word, to]) => `TRANSITION ${from} ${to} ${likelihood(word)} ${word}`),
      ...(over > 0 ? [`TRANSITION ${from} ${end} ${over.toFixed(4)}`] : []),
    ];
  });
  const head = ['FSG_BEGIN home', `NUM_STATES ${end + 1}`, `START_STATE ${start}`, `FINAL_STATE ${end}`];
  return `${[...head, ...lines, 'FSG_END'].join('\n')}\n`;
}

/** What can follow these words in a sentence that the automaton takes; undefined where no sentence begins with them. */
export function following(
  { arrows, start, final }: WordAutomaton,
  words: readonly string[],
): 'none' | 'possible' | 'needed' | undefined {
  let state = start;
  for (const word of words) {
    const next = arrows[state]?.get(word);
    if (next === undefined) return undefined;
    state = next;
  }
  if (!final.has(state)) return 'needed';
  return (arrows[state]?.size ?? 0) > 0 ? 'possible' : 'none';
}
