import { z } from 'zod';
import type { Grammar } from '../../src/language/grammar.ts';
import { headOf } from '../../src/language/paraphrase/frames.ts';
import { unitsOf } from '../../src/language/paraphrase/mentions.ts';
import { wordsOf } from '../../src/language/text.ts';
import { type Example, seenIn } from './examples.ts';

/** One line of `agentos sentences list --json`: what was said, and what it means in words that are understood. */
const row = z.looseObject({ kind: z.string().optional(), said: z.string().min(1), means: z.string().min(1) });
export type Confirmed = z.output<typeof row>;

/**
 * What a user taught or confirmed, from JSON lines. Names of devices are left out: they belong to one home.
 *
 * @throws Error with the line that is none
 */
export function readConfirmed(text: string, path: string): Confirmed[] {
  return text.split('\n').flatMap((line, at) => {
    if (line.trim() === '') return [];
    const where = `${path}, line ${at + 1}`;
    let json: unknown;
    try {
      json = JSON.parse(line);
    } catch {
      throw new Error(`${where} is no JSON. Each line is an object as "agentos sentences list --json" prints it.`);
    }
    const read = row.safeParse(json);
    if (!read.success) throw new Error(`${where}: ${z.prettifyError(read.error)}`);
    return read.data.kind === 'name' ? [] : [read.data];
  });
}

/** A confirmed sentence counts as much as this many sentences of the grammar. */
const WEIGHT = 12;

/**
 * Lessons of what was confirmed: the words that were said, with the class of what they mean. What cannot be learnt from comes back as
 * `left`: where the meaning is not understood as one command in this home, or free words of it were not said.
 */
export function confirmedExamples(
  grammar: Grammar,
  confirmed: readonly Confirmed[],
): { examples: Example[]; left: Confirmed[] } {
  const examples: Example[] = [];
  const left: Confirmed[] = [];
  for (const one of confirmed) {
    const example = exampleOf(grammar, one);
    if (example === undefined) left.push(one);
    else examples.push(...Array.from({ length: WEIGHT }, () => example));
  }
  return { examples, left };
}

function exampleOf(grammar: Grammar, { said, means }: Confirmed): Example | undefined {
  const [match] = grammar.match(means, { area: grammar.home.areas[0]?.id });
  const meant = match === undefined ? undefined : seenIn(grammar, match);
  if (match === undefined || meant === undefined) return undefined;
  const words = wordsOf(said);
  const units = unitsOf(grammar, words);
  const free = units.map(() => false);
  for (const { from, to, wildcard } of match.spans) {
    if (!wildcard) continue;
    const wanted = match.utterance.tokens.slice(from, to).map(({ word }) => word);
    const at = words.findIndex((_, start) => wanted.every((word, index) => words[start + index] === word));
    if (at < 0) return undefined;
    for (const [index, unit] of units.entries()) if (unit.from < at + wanted.length && unit.to > at) free[index] = true;
  }
  return { kinds: units.map(({ kind }) => kind), free, intent: match.intent, head: headOf(meant.frame) };
}
