import type { Clause } from './clause.ts';
import type { Grammar } from './grammar.ts';
import type { Json } from './home.ts';
import { type Match, type Precedence, precedenceOf } from './match.ts';
import { MAX_TEXT_LENGTH, textBetween, type Utterance } from './text.ts';
import { planOf, type UnderstandContext } from './understand.ts';

/** What words became. */
export interface ReadWords {
  readonly said: string;
  readonly slot: string;
  readonly value: Json;
}

/** A reading that lost against the one that was taken. */
export interface RunnerUp {
  readonly template: string;
  readonly intent: string;
  readonly slots: Readonly<Record<string, Json>>;
  /** What the one that was taken has before it; `order` where only the order of the files decided. */
  readonly lost: Precedence | 'order';
}

export interface ExplainedClause {
  readonly text: string;
  readonly intent: string;
  /** The sentence template that it is an instance of. */
  readonly template: string;
  readonly words: readonly ReadWords[];
  /** Slots that were not said, but come from where the speaker is. */
  readonly fromPlace: readonly string[];
  /** Slots that the template itself sets. */
  readonly fixed: readonly string[];
  readonly runnersUp: readonly RunnerUp[];
}

const MOST_RUNNERS_UP = 4;

/** How the grammar read a text, clause by clause; empty where it did not. Pure. */
export function explain(grammar: Grammar, text: string, context: UnderstandContext = {}): ExplainedClause[] {
  if (text.length > MAX_TEXT_LENGTH) return [];
  const read = planOf(grammar, text, context);
  if (read === undefined || 'unread' in read.plan) return [];
  return read.plan.clauses.map((clause) => explained(clause, read.utterance));
}

function explained({ tokens, matches, best }: Clause, { text }: Utterance): ExplainedClause {
  const utterance = { text, tokens };
  const said = new Set(best.spans.map(({ slot }) => slot));
  return {
    text: textBetween(utterance, 0, tokens.length),
    intent: best.intent,
    template: best.sentence.text,
    words: best.spans.map(({ slot, from, to }) => ({
      said: textBetween(utterance, from, to),
      slot,
      value: best.slots[slot] ?? best.captures[slot] ?? null,
    })),
    fromPlace: best.fromContext,
    fixed: Object.keys(best.slots).filter((slot) => !said.has(slot) && !best.fromContext.includes(slot)),
    runnersUp: matches
      .filter((match) => match !== best)
      .slice(0, MOST_RUNNERS_UP)
      .map((match) => runnerUp(best, match)),
  };
}

function runnerUp(best: Match, match: Match): RunnerUp {
  const { intent, slots, sentence } = match;
  return { template: sentence.text, intent, slots, lost: precedenceOf(best, match) ?? 'order' };
}
