import { ELSEWHERE } from '../../src/language/elsewhere.ts';
import type { Grammar } from '../../src/language/grammar.ts';
import type { Match } from '../../src/language/match.ts';
import { type Frame, headOf } from '../../src/language/paraphrase/frames.ts';
import { isMention, type Unit, unitsOf } from '../../src/language/paraphrase/mentions.ts';
import { NONE } from '../../src/language/paraphrase/paraphrase.ts';
import type { PreparedBlock, Spoken } from '../../src/language/prepared.ts';
import { sampleSentence } from '../../src/language/sample.ts';
import type { Expression } from '../../src/language/templates/expression.ts';
import type { Choose } from '../../src/language/templates/random.ts';
import { wordsOf } from '../../src/language/text.ts';

/** What a classifier learns from: the units of a sentence, which of them are free words, and what it means. */
export interface Example {
  readonly kinds: readonly string[];
  readonly free: readonly boolean[];
  readonly intent: string;
  readonly head: string;
}

const MAX_DEPTH = 60;
/** Stands for free words while a sentence is sampled. */
const FREE = ['zqa', 'zqb'];

interface Shown {
  readonly examples: Example[];
  readonly frames: Frame[];
  /** By class, the words that stand in its sentences, said in an example or not. */
  readonly words: Map<string, Set<string>>;
}

/** Sentences of the grammar, and the frames that they show. */
export function examplesOf(grammar: Grammar, each: number, choose: Choose): Shown {
  const examples: Example[] = [];
  const words = new Map<string, Set<string>>();
  const frames = new Map<string, Frame>();
  const wildcards = Object.fromEntries(
    [...grammar.readers].flatMap(([key, reader]) => (reader.kind === 'wildcard' ? [[key, FREE]] : [])),
  );
  for (const sentence of grammar.prepared.sentences) {
    const { block } = sentence;
    const known = words.get(headOf(block)) ?? new Set();
    words.set(headOf(block), known);
    for (const word of wordsIn(block, grammar.prepared.expression(sentence))) known.add(word);
    for (let tries = 0; tries < each; tries += 1) {
      const text = sampleSentence(grammar, sentence, { choose, wildcards });
      if (text === undefined) break;
      const match = grammar.match(text, { area: grammar.home.areas[0]?.id }).find((one) => one.sentence === sentence);
      if (match === undefined) continue;
      if (match.intent === ELSEWHERE) {
        examples.push(nothing(grammar, match));
        continue;
      }
      const seen = seenIn(grammar, match);
      if (seen === undefined) continue;
      examples.push(seen.example);
      const plain = JSON.stringify(withoutKinds(seen.frame));
      frames.set(plain, mergeKinds(frames.get(plain), seen.frame));
    }
  }
  return { examples, frames: [...frames.values()], words };
}

/** The words that stand in a sentence itself, in all ways to say it. */
function wordsIn(block: PreparedBlock, expression: Expression, depth = 0): string[] {
  if (depth > MAX_DEPTH) return [];
  if (expression.kind === 'text') return wordsOf(expression.text);
  if (expression.kind === 'list') return [];
  if (expression.kind !== 'rule') return expression.items.flatMap((item) => wordsIn(block, item, depth + 1));
  const body = block.rule(expression.rule);
  return body === undefined ? [] : wordsIn(block, body, depth + 1);
}

/** A sentence that is known to be nothing for the house. */
function nothing(grammar: Grammar, match: Match): Example {
  const units = unitsOf(
    grammar,
    match.utterance.tokens.map(({ word }) => word),
  );
  return { kinds: units.map(({ kind }) => kind), free: freeOf(units, match), intent: NONE, head: NONE };
}

/** Which units wildcards took. */
function freeOf(units: readonly Unit[], { spans }: Match): boolean[] {
  return units.map((unit) => spans.some((span) => span.wildcard && span.from < unit.to && span.to > unit.from));
}

function withoutKinds(frame: Frame): Frame {
  return { ...frame, opens: frame.opens.map((open) => ({ ...open, kinds: [] })) };
}

function mergeKinds(known: Frame | undefined, seen: Frame): Frame {
  if (known === undefined) return seen;
  const opens = seen.opens.map((open, at) => ({
    ...open,
    kinds: [...new Set([...(known.opens[at]?.kinds ?? []), ...open.kinds])].sort(),
  }));
  return { ...seen, opens };
}

/** Undefined where a thing or value is cut in two: what was said for a slot has to be whole units. */
export function seenIn(grammar: Grammar, match: Match): { example: Example; frame: Frame } | undefined {
  const words = match.utterance.tokens.map(({ word }) => word);
  const units = unitsOf(grammar, words);
  const { block } = match.sentence;
  const lists = listsOf(block, grammar.prepared.expression(match.sentence));
  const opens: Frame['opens'] = [];
  for (const { slot, from, to, wildcard } of match.spans) {
    const list = lists.get(slot);
    if (list === undefined || list.includes(':') || opens.some((open) => open.slot === slot)) return undefined;
    const within = units.filter((unit) => unit.from < to && unit.to > from);
    if (within.some((unit) => unit.from < from || unit.to > to)) return undefined;
    const [only, ...more] = within;
    const kinds = !wildcard && only !== undefined && more.length === 0 && isMention(only) ? [only.kind] : [];
    opens.push({ slot, list, kinds, free: wildcard });
  }
  opens.sort((left, right) => (left.slot < right.slot ? -1 : 1));
  const { intent, slots, requires, excludes } = block;
  const frame = { intent, slots, requires, excludes, opens };
  const free = freeOf(units, match);
  return {
    example: { kinds: units.map(({ kind }) => kind), free, intent, head: headOf(frame) },
    frame,
  };
}

/** The list that each slot of a sentence is read by. */
function listsOf(block: PreparedBlock, expression: Expression, depth = 0): Map<string, string> {
  const found = new Map<string, string>();
  if (depth > MAX_DEPTH) return found;
  const inner = (at: Expression): void => {
    for (const [slot, list] of listsOf(block, at, depth + 1)) found.set(slot, list);
  };
  if (expression.kind === 'list') {
    const key = block.listKey(expression.list);
    if (key !== undefined && !expression.capture) found.set(expression.slot, key);
  } else if (expression.kind === 'rule') {
    const body = block.rule(expression.rule);
    if (body !== undefined) inner(body);
  } else if (expression.kind !== 'text') expression.items.forEach(inner);
  return found;
}

/** What is said elsewhere, with `{word}` still in it as a free word. */
export function elsewhere(grammar: Grammar, each: number, choose: Choose): Example[] {
  const said = (sentence: Spoken): Example[] => {
    const texts = new Set<string>();
    for (let tries = 0; tries < each; tries += 1)
      texts.add(sampleSentence(grammar, sentence, { choose, wildcards: { word: FREE } }) ?? '');
    return [...texts].map((text) => {
      const kinds = wordsOf(text);
      return { kinds, free: kinds.map((word) => FREE.includes(word)), intent: NONE, head: NONE };
    });
  };
  return grammar.prepared.sentences.flatMap(said);
}
