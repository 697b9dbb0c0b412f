import { tokensOf } from '../../../language/values/tokens.ts';

/** Several words that are one sign; the longest first. */
const SIGNS: readonly (readonly [readonly string[], string])[] = [
  ['multiplied by', '*'],
  ['times by', '*'],
  ['times', '*'],
  ['x', '*'],
  ['×', '*'],
  ['divided by', '/'],
  ['over', '/'],
  ['÷', '/'],
  ['modulo', 'mod'],
  ['modulus', 'mod'],
  ['plus', '+'],
  ['minus', '-'],
  ['take away', '-'],
  ['less', '-'],
  ['negative', '-'],
  ['raised to the power of', '^'],
  ['raised to the power', '^'],
  ['to the power of', '^'],
  ['to the power', '^'],
  ['raised to', '^'],
  ['* *', '^'],
  ['percent off of', '% off'],
  ['percent off', '% off'],
  ['per cent', '%'],
  ['percent', '%'],
  ['open parenthesis', '('],
  ['open paren', '('],
  ['open bracket', '('],
  ['close parenthesis', ')'],
  ['close paren', ')'],
  ['close bracket', ')'],
].map(([words = '', sign = '']) => [words.split(' '), sign]);

/** Words before and behind the sum that are no part of it. */
const BEFORE =
  /^\s*(?:(?:please|can you|could you|tell me|calculate|compute|work out|what(?:'s|’s|s)?|is|are|how much|does|do|will|equals?)\s+)*/i;
const BEHIND = /\s*(?:equals?|make|makes|is|come to|please|=|\?|\.)*\s*$/i;

/** The words of a sum, signs in one form; parentheses may be written or said. */
export function arithmeticTokens(text: string): string[] {
  const bare = text.replace(BEFORE, '').replace(BEHIND, '');
  const kept = bare
    .replaceAll('(', ' open paren ')
    .replaceAll(')', ' close paren ')
    .replaceAll('√', ' square root of ');
  const words = tokensOf(kept).flatMap((token, index, all) => partsOf(token, all[index - 1]));
  const tokens: string[] = [];
  for (let at = 0; at < words.length; ) {
    const sign = SIGNS.find(([parts]) => parts.every((part, offset) => words[at + offset] === part));
    tokens.push(...(sign?.[1] ?? words[at] ?? '').split(' '));
    at += sign?.[0].length ?? 1;
  }
  return tokens;
}

/** `-3` and `3/4` are sums of their own here, but `2 3/4` is a number. */
function partsOf(token: string, before: string | undefined): string[] {
  if (/^-[\d.]/.test(token)) return ['-', token.slice(1)];
  const fraction = /^(\d+)\/(\d+)$/.exec(token);
  if (fraction === null || /^\d+$/.test(before ?? '')) return [token];
  return [fraction[1] ?? '', '/', fraction[2] ?? ''];
}
