import type { Automaton } from './automaton.ts';

export interface Written {
  readonly body: string;
  /** Words that a recogniser unfolds the body to: lists are put in wherever they are named. */
  readonly size: number;
}

const END = -1;

/**
 * Writes an automaton as nested alternatives. From each state the text goes to the first state that every way passes (its post-dominator),
 * so what several ways share behind them is written once. `sizeOf` is the number of words of a symbol.
 */
export function writeBody(
  automaton: Automaton,
  sizeOf: (symbol: string) => number,
  write: (symbol: string) => string,
): Written {
  const { states, start } = automaton;
  const gates = postDominators(automaton);
  const parts = new Map<number, { text: string; size: number }>();

  /** From a state up to its gate. */
  function part(at: number): { text: string; size: number } {
    const known = parts.get(at);
    if (known !== undefined) return known;
    const state = states[at];
    const gate = gates[at] ?? END;
    const byTarget = new Map<number, string[]>();
    for (const [symbol, to] of state?.steps ?? []) byTarget.set(to, [...(byTarget.get(to) ?? []), symbol]);
    const ways: string[] = [];
    let size = 0;
    for (const [to, symbols] of byTarget) {
      const rest = chain(to, gate);
      size += symbols.reduce((sum, symbol) => sum + sizeOf(symbol), rest.size);
      const first = symbols.sort().map(write);
      ways.push(
        [first.length > 1 ? `(${first.join(' | ')})` : (first[0] ?? ''), rest.text]
          .filter((text) => text !== '')
          .join(' '),
      );
    }
    const joined = ways.join(' | ');
    const text = state?.end === true && ways.length > 0 ? `[${joined}]` : ways.length > 1 ? `(${joined})` : joined;
    const made = { text, size };
    parts.set(at, made);
    return made;
  }

  function chain(from: number, gate: number): { text: string; size: number } {
    const texts: string[] = [];
    let size = 0;
    for (let at = from; at !== gate && at !== END; at = gates[at] ?? END) {
      const next = part(at);
      if (next.text !== '') texts.push(next.text);
      size += next.size;
    }
    return { text: texts.join(' '), size };
  }

  const body = chain(start, END);
  return { body: body.text, size: body.size };
}

/** For each state the nearest that all its ways to the end pass; END where that is only the end itself. */
function postDominators({ states }: Automaton): number[] {
  const gates: number[] = [];
  const depth: number[] = [];
  const meet = (one: number, other: number): number => {
    let left = one;
    let right = other;
    while (left !== right) {
      if (left === END || right === END) return END;
      if ((depth[left] ?? 0) >= (depth[right] ?? 0)) left = gates[left] ?? END;
      else right = gates[right] ?? END;
    }
    return left;
  };
  states.forEach((state, index) => {
    let gate: number | undefined = state.end ? END : undefined;
    for (const to of new Set(state.steps.values())) gate = gate === undefined ? to : meet(gate, to);
    gates[index] = gate ?? END;
    depth[index] = gate === undefined || gate === END ? 1 : (depth[gate] ?? 0) + 1;
  });
  return gates;
}
