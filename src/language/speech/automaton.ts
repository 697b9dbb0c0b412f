import type { NodePool } from '../templates/node_pool.ts';

/** A deterministic automaton without cycles, as small as it can be: each step of a state is a word, or a list by its key in braces. */
export interface State {
  readonly end: boolean;
  /** Symbol → state. */
  readonly steps: ReadonlyMap<string, number>;
}

export interface Automaton {
  /** A state leads only to states before it. */
  readonly states: readonly State[];
  readonly start: number;
}

/** Determinises and minimises what can be said from `starts`; undefined where that takes more than `limit` states. */
export function automatonOf(pool: NodePool, starts: readonly number[], limit: number): Automaton | undefined {
  const spelled = [...pool.vocabulary.keys()];
  const states: State[] = [];
  const byContent = new Map<string, number>();
  const bySet = new Map<string, number>();
  let overflow = false;

  function visit(nodes: readonly number[]): number {
    const sorted = [...new Set(nodes)].sort((left, right) => left - right);
    const key = sorted.join(' ');
    const known = bySet.get(key);
    if (known !== undefined) return known;
    if (bySet.size > limit) overflow = true;
    if (overflow) return 0;
    bySet.set(key, -1);
    let end = false;
    const targets = new Map<string, number[]>();
    const step = (symbol: string, to: number): void => {
      const before = targets.get(symbol);
      if (before === undefined) targets.set(symbol, [to]);
      else before.push(to);
    };
    for (const index of sorted) {
      const node = pool.nodes[index];
      if (node === undefined) continue;
      end ||= node.end;
      for (let at = 0; at < node.words.length; at += 2)
        step(spelled[node.words[at] ?? 0] ?? '', node.words[at + 1] ?? 0);
      for (const { list, to } of node.lists) step(`{${list}}`, to);
    }
    const steps = new Map([...targets].map(([symbol, to]): [string, number] => [symbol, visit(to)]));
    const content = `${end}|${[...steps]
      .map(([symbol, to]) => `${symbol}>${to}`)
      .sort()
      .join(' ')}`;
    let state = byContent.get(content);
    if (state === undefined) {
      state = states.length;
      states.push({ end, steps });
      byContent.set(content, state);
    }
    bySet.set(key, state);
    return state;
  }

  const start = visit(starts);
  return overflow ? undefined : { states, start };
}
