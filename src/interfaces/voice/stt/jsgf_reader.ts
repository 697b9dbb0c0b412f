/** A grammar in JSGF that cannot be read; the message says where. */
export class GrammarError extends Error {
  override readonly name = 'GrammarError';
}

/** An automaton over words: `steps[state]` are its arrows; an arrow without a word is taken for nothing. */
export interface WordGraph {
  readonly steps: readonly (readonly Step[])[];
  readonly start: number;
  readonly end: number;
}

export interface Step {
  readonly word?: string;
  readonly to: number;
}

/** How many states a grammar may unfold to: beyond, a rule is used far too often to be kept in memory. */
const mostStates = 500_000;

/**
 * Reads a grammar and unfolds its public rule: sequences, `|`, `( )`, `[ ]`, `*`, `+`, `<rule>`, `<NULL>`, `<VOID>`.
 * Weights, tags and comments are passed over. A rule may not contain itself. Throws a GrammarError.
 */
export function readJsgf(text: string): WordGraph {
  const { rules, publicRule } = splitRules(text);
  const steps: Step[][] = [[], []];
  const [start, end] = [0, 1];
  const state = (): number => {
    if (steps.length >= mostStates) throw new GrammarError('The grammar is too large to be unfolded.');
    return steps.push([]) - 1;
  };
  const step = (from: number, to: number, word?: string) =>
    steps[from]?.push(word === undefined ? { to } : { word, to });

  function rule(name: string, from: number, to: number, within: readonly string[]): void {
    if (name === 'VOID') return;
    if (name === 'NULL') return void step(from, to);
    const tokens = rules.get(name);
    if (tokens === undefined) throw new GrammarError(`The rule <${name}> is used but not there.`);
    if (within.includes(name)) throw new GrammarError(`The rule <${name}> contains itself.`);
    const rest = alternatives(tokens, 0, from, to, [...within, name]);
    if (rest < tokens.length) throw new GrammarError(`In <${name}>, "${tokens[rest]}" closes nothing.`);
  }

  /** Reads `a | b c | …` from a token on; answers with the first token after it. */
  function alternatives(
    tokens: readonly string[],
    at: number,
    from: number,
    to: number,
    within: readonly string[],
  ): number {
    let next = at;
    while (true) {
      next = sequence(tokens, next, from, to, within);
      if (tokens[next] !== '|') return next;
      next += 1;
    }
  }

  function sequence(
    tokens: readonly string[],
    at: number,
    from: number,
    to: number,
    within: readonly string[],
  ): number {
    let [here, next] = [from, at];
    for (let token = tokens[next]; token !== undefined && !')]|'.includes(token); token = tokens[next]) {
      const [before, after] = [state(), state()];
      step(here, before);
      next = item(tokens, next, before, after, within);
      const repeat = tokens[next];
      if (repeat === '*' || repeat === '+') {
        step(after, before);
        if (repeat === '*') step(before, after);
        next += 1;
      }
      here = after;
    }
    step(here, to);
    return next;
  }

  function item(tokens: readonly string[], at: number, from: number, to: number, within: readonly string[]): number {
    const token = tokens[at] ?? '';
    const close = token === '(' ? ')' : token === '[' ? ']' : undefined;
    if (close !== undefined) {
      const next = alternatives(tokens, at + 1, from, to, within);
      if (tokens[next] !== close) throw new GrammarError(`In <${within.at(-1)}>, a "${token}" is not closed.`);
      if (close === ']') step(from, to);
      return next + 1;
    }
    if (token.startsWith('<')) rule(token.slice(1, -1), from, to, within);
    else step(from, to, token);
    return at + 1;
  }

  rule(publicRule, start, end, []);
  return { steps, start, end };
}

function splitRules(text: string): { rules: Map<string, readonly string[]>; publicRule: string } {
  const body = text.replace(/\/\*[\s\S]*?\*\//g, ' ').replace(/\/\/.*$/gm, ' ');
  if (!/^\s*#JSGF\b/.test(body)) throw new GrammarError('This is no JSGF: it does not begin with #JSGF.');
  const rules = new Map<string, readonly string[]>();
  let publicRule: string | undefined;
  for (const statement of body.split(';').slice(1)) {
    if (/^\s*(grammar\b.*)?$/s.test(statement)) continue;
    const found = /^\s*(public\s+)?<([^<>]+)>\s*=(.*)$/s.exec(statement);
    if (found === null) throw new GrammarError(`This is no rule: ${statement.trim().slice(0, 60)}`);
    const [, open, name = '', expression = ''] = found;
    rules.set(
      name,
      expression.replace(/\{[^}]*\}|\/[\d.eE+-]+\//g, ' ').match(/<[^<>]+>|[()[\]|*+]|[^\s()[\]|*+<>]+/g) ?? [],
    );
    if (open !== undefined) publicRule ??= name;
  }
  if (publicRule === undefined) throw new GrammarError('The grammar has no public rule.');
  return { rules, publicRule };
}
