import type { Command } from '../../../language/command.ts';

/**
 * What a question about states wants: one thing's state told, a yes or no about one, about all, about any, about none; the ones of which it is
 * true, the rooms that those stand in, or their number.
 */
export type Question = 'tell' | 'one' | 'all' | 'any' | 'which' | 'rooms' | 'none' | 'count';

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
  if (slots.state === undefined || slots.about !== undefined || slots.other !== undefined) return 'tell';
  // `Is it on or off` is no question to say yes to.
  if (typeof slots.name === 'string' && /\bor (off|on|closed|open|shut|locked|unlocked)\b/.test(said)) return 'tell';
  if (/\b(which|what) (rooms?|parts? of the house)\b|^where (is|are|was|did)\b/.test(said)) return 'rooms';
  if (/\b(which|what|who|list|name)\b/.test(said) && !/\bwhat is the (state|status)\b/.test(said)) return 'which';
  if (/\b(nobody|no one|none)\b/.test(said)) return 'none';
  if (
    /\b(any|some|anyone|anybody|anything|something|someone|somebody)\b|\bare there\b|\bis there\b|^(is|are) an? /.test(
      said,
    )
  )
    return 'any';
  if (typeof slots.name === 'string' && slots.name !== 'all') return 'one';
  return 'all';
}
