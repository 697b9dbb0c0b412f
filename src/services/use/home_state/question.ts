import type { Command } from '../../../language/command.ts';

/**
 * What a question about states wants: one thing's state told, a yes or no about one, about all, about any; the ones of which it is
 * true; or their number.
 */
export type Question = 'tell' | 'one' | 'all' | 'any' | 'which' | 'count';

/** Home Assistant's names of a sentence's response, where the sentence gives one. */
const BY_RESPONSE: { readonly [response: string]: Question } = {
  one: 'tell',
  one_yesno: 'one',
  any: 'any',
  all: 'all',
  which: 'which',
  how_many: 'count',
};

export function questionOf({ text, slots }: Pick<Command, 'text' | 'slots'>): Question {
  const given = typeof slots.response === 'string' ? BY_RESPONSE[slots.response] : undefined;
  if (given !== undefined) return given;
  const said = text.toLowerCase();
  if (/\bhow many\b|\bnumber of\b|^count\b/.test(said)) return 'count';
  if (slots.state === undefined) return 'tell';
  if (/\b(which|what|who|list|name)\b/.test(said) && !/\bwhat is the (state|status)\b/.test(said)) return 'which';
  if (/\b(any|some|anyone|anybody|anything|something|someone|somebody)\b|\bare there\b|\bis there\b/.test(said))
    return 'any';
  if (typeof slots.name === 'string' && slots.name !== 'all') return 'one';
  return 'all';
}
