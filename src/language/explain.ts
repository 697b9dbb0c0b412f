import type { Clause } from './clause.ts';
import { givenText } from './given_text.ts';
import type { Grammar } from './grammar.ts';
import type { Json } from './home.ts';
import { type Match, type Precedence, precedenceOf } from './match.ts';
import { teachingMeant } from './teaching.ts';
import { MAX_TEXT_LENGTH, textBetween, type Utterance } from './text.ts';
import { planOf, type UnderstandContext, understand } from './understand.ts';

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

export interface Explanation {
  /** What was done with the sentence before it was read, in words. */
  readonly notes: readonly string[];
  readonly clauses: readonly ExplainedClause[];
}

/**
 * How a text was read: by the grammar as it is; where that has no reading, part by part; and where that has none either, as what it was taught to
 * mean. Pure.
 *
 * @param taught what a sentence was taught to mean
 */
export function explainWhole(
  grammar: Grammar,
  text: string,
  context: UnderstandContext = {},
  taught: (text: string) => string | undefined = () => undefined,
): Explanation {
  if (teachingMeant(text) !== undefined)
    return { notes: ['It teaches, lists or forgets a sentence of yours, and is read by its form.'], clauses: [] };
  if (givenText(text) !== undefined)
    return {
      notes: ['What comes after the colon is a text to work on; nothing in it is read as a command.'],
      clauses: [],
    };
  const clauses = explain(grammar, text, context);
  const parts = new Set<string>();
  const read = understand(grammar, text, { ...context, onPart: (part) => parts.add(part) });
  const isWhole = read.commands.map(({ intent }) => intent).join() === clauses.map(({ intent }) => intent).join();
  if (clauses.length > 0 && (isWhole || parts.size === 0)) return { notes: [], clauses };
  if (read.tier === 'grammar') {
    // What was tried and is part of a longer one that was read says nothing more.
    const longest = [...parts].filter((part) => ![...parts].some((other) => other !== part && other.includes(part)));
    const quoted = longest.map((part) => `"${part}"`).join(', ');
    const apart = longest.flatMap((part) => explain(grammar, part, context));
    return {
      notes: [
        `No template has all of it. It was read in parts: ${quoted}; the rest says when, how long, if or what not.`,
      ],
      clauses: apart,
    };
  }
  const means = taught(text);
  if (means === undefined) return { notes: ['No template has all of it.'], clauses: [] };
  const meant = explainWhole(grammar, means, context);
  return { notes: [`You taught that it means "${means}".`, ...meant.notes], clauses: meant.clauses };
}

/** How the grammar read a text, clause by clause; empty where no clauses have all of it. Pure. */
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
