import { type Connectives, connectivesOf } from './connectives.ts';
import { ELSEWHERE } from './elsewhere.ts';
import type { Grammar, MatchContext, Recognition } from './grammar.ts';
import type { Match } from './match.ts';
import { Phrases } from './phrases.ts';
import type { Prepared } from './prepared.ts';
import type { Token } from './text.ts';

/** What one clause was read as: matches best first, or those that only lack the speaker's area. */
export interface Clause {
  readonly tokens: readonly Token[];
  readonly matches: readonly Match[];
  readonly needArea: boolean;
  readonly best: Match;
}

/** Bounds the time for an utterance with many ways to take it apart; what people say needs under 100. */
const MAX_READS = 400;

interface WordsAround {
  /** May be left out anywhere. */
  readonly polite: Phrases;
  /** May be left out at the ends. */
  readonly edges: Phrases;
}

const around = new WeakMap<Prepared, WordsAround>();

function wordsAround(prepared: Prepared): WordsAround {
  const known = around.get(prepared);
  if (known !== undefined) return known;
  const { polite, edges } = connectivesOf(prepared.language);
  const anywhere = [...prepared.skipPhrases, ...polite];
  const made = { polite: new Phrases(anywhere), edges: new Phrases([...anywhere, ...edges]) };
  around.set(prepared, made);
  return made;
}

/** Words of politeness and habit, which may be left out at the ends of a sentence. */
export function politeOf(prepared: Prepared): Phrases {
  return wordsAround(prepared).polite;
}

/** Reads token sequences of one utterance as clauses; each sequence is read once. */
export class ClauseReader {
  readonly connectives: Connectives;
  readonly #recognize: (tokens: readonly Token[]) => Recognition;
  readonly #around: WordsAround;
  readonly #read = new Map<string, Clause | undefined>();
  readonly #accept: (clause: Clause) => boolean;

  /** `accept` may refuse a reading, as of a delayed command that is none. */
  constructor(grammar: Grammar, context: MatchContext, text: string, accept: (clause: Clause) => boolean) {
    this.connectives = connectivesOf(grammar.prepared.language);
    this.#recognize = grammar.recognizer(text, context);
    this.#around = wordsAround(grammar.prepared);
    this.#accept = accept;
  }

  /** Polite words at the ends are left out; where that fits nothing, none is; where that fits nothing, those within are left out too. */
  read(tokens: readonly Token[]): Clause | undefined {
    // Where its tokens start tells a sequence from all others of the utterance.
    const key = String.fromCharCode(...tokens.map((token) => token.start));
    if (this.#read.has(key)) return this.#read.get(key);
    if (this.#read.size >= MAX_READS) return undefined;
    const bare = this.#around.edges.stripEnds(tokens);
    let found = this.#match(bare);
    if (found === undefined) found = this.#matchLonger(tokens, bare);
    else if (bare !== tokens && found.best.loose > 0) found = this.#elsewhere(tokens) ?? found;
    if (found === undefined && bare !== tokens) found = this.#match(tokens);
    if (found === undefined) {
      const without = this.#around.polite.stripAll(bare);
      if (without !== bare) found = this.#match(without);
    }
    this.#read.set(key, found);
    return found;
  }

  /** Polite words can be what tells that it is nothing for the house: `let us play catch`. */
  #elsewhere(tokens: readonly Token[]): Clause | undefined {
    const whole = this.#match(tokens);
    return whole?.best.intent === ELSEWHERE ? whole : undefined;
  }

  /** The word that was left out last may belong to it: `in two hours from now please`. */
  #matchLonger(tokens: readonly Token[], bare: readonly Token[]): Clause | undefined {
    const [first] = bare;
    const from = first === undefined ? -1 : tokens.indexOf(first);
    const end = from + bare.length + 1;
    return from < 0 || end >= tokens.length ? undefined : this.#match(tokens.slice(from, end));
  }

  #match(tokens: readonly Token[]): Clause | undefined {
    const { matches, needArea } = this.#recognize(tokens);
    return this.#accepted(tokens, matches, false) ?? this.#accepted(tokens, needArea, true);
  }

  #accepted(tokens: readonly Token[], found: readonly Match[], needArea: boolean): Clause | undefined {
    if (found.length === 0) return undefined;
    const matches = found.filter((match) => this.#accept({ tokens, matches: [match], needArea, best: match }));
    const [best] = matches;
    return best === undefined ? undefined : { tokens, matches, needArea, best };
  }

  /** A noun alone (`the kettle`): it has no word that says what to do. */
  isBare(clause: Clause): boolean {
    const { best, tokens } = clause;
    return tokens.every(
      (token, index) =>
        this.connectives.articles.has(token.word) ||
        this.connectives.towards.has(token.word) ||
        best.spans.some((span) => span.from <= index && index < span.to),
    );
  }

  /** `The gate open`: what it is about comes first, so it tells or asks as well as it orders. */
  startsWithNoun({ best, tokens }: Clause): boolean {
    const at = tokens.findIndex(({ word }) => !this.connectives.articles.has(word));
    return best.spans.some((span) => span.from <= at && at < span.to);
  }
}
