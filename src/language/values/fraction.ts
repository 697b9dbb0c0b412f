import { readCardinal, round } from './cardinal.ts';
import { scaleOrdinals, tenOrdinals, tens, unitOrdinals } from './number_words.ts';
import { type Reading, readWhole } from './tokens.ts';

/** A denominator: `half`, `quarters`, `thirds`, `twenty fifths`, `hundredths`; never `seconds`, which are time. */
function readDenominator(tokens: readonly string[], at: number): (Reading<number> & { plural: boolean }) | undefined {
  const word = tokens[at] ?? '';
  if (word === 'half') return { value: 2, next: at + 1, plural: false };
  if (word === 'halves') return { value: 2, next: at + 1, plural: true };
  const plural = word.endsWith('s');
  const single = plural ? word.slice(0, -1) : word;
  if (single === 'quarter') return { value: 4, next: at + 1, plural };
  const unit = unitOrdinals.get(single);
  const direct =
    (unit !== undefined && unit > 2 ? unit : undefined) ?? tenOrdinals.get(single) ?? scaleOrdinals.get(single);
  if (direct !== undefined) return { value: direct, next: at + 1, plural };
  const ten = tens.get(word);
  if (ten === undefined) return undefined;
  const follower = tokens[at + 1] ?? '';
  const tailPlural = follower.endsWith('s');
  const tail = unitOrdinals.get(tailPlural ? follower.slice(0, -1) : follower);
  return tail !== undefined && tail < 10 ? { value: ten + tail, next: at + 2, plural: tailPlural } : undefined;
}

/** `3/4` in digits, without sign; as one token, or as three where the tokens come from the sentence engine. */
export function readSlashed(tokens: readonly string[], at: number): Reading<number> | undefined {
  const apart = tokens[at + 1] === '/';
  const written = apart ? `${tokens[at]}/${tokens[at + 2]}` : (tokens[at] ?? '');
  const [, above, below] = /^(\d+)\/(\d+)$/u.exec(written) ?? [];
  if (above === undefined || below === undefined || Number(below) === 0) return undefined;
  return { value: round(Number(above) / Number(below)), next: at + (apart ? 3 : 1) };
}

/** A fraction without sign and whole part: `half`, `a third`, `three quarters`, `two thirds`, `3/4`, `one over twenty`. */
export function readFraction(tokens: readonly string[], at: number): Reading<number> | undefined {
  const slashed = readSlashed(tokens, at);
  if (slashed !== undefined) return slashed;
  const word = tokens[at] ?? '';
  if (word === 'half') return { value: 0.5, next: at + 1 };
  if (word === 'quarter') return { value: 0.25, next: at + 1 };
  if (word === 'a' || word === 'an') {
    const below = readDenominator(tokens, at + 1);
    return below === undefined || below.plural ? undefined : { value: round(1 / below.value), next: below.next };
  }
  const above = readCardinal(tokens, at);
  if (above === undefined || !Number.isInteger(above.value) || above.value === 0) return undefined;
  // "six million and two thirds" is no third of 6,000,002.
  if (tokens.slice(at, above.next).includes('and') && above.value > 999) return undefined;
  if (tokens[above.next] === 'over') {
    const under = readCardinal(tokens, above.next + 1);
    // Elsewhere than at the end it is another word: "2000 over three years".
    return under === undefined || under.value === 0 || under.next < tokens.length
      ? undefined
      : { value: round(above.value / under.value), next: under.next };
  }
  const below = readDenominator(tokens, above.next);
  if (below === undefined) return undefined;
  // `thirty fifths` may be 35ths.
  if (tens.has(tokens[above.next - 1] ?? '') && below.value < 10 && below.next === above.next + 1 && below.value > 2)
    return undefined;
  const fits = below.plural || above.value === 1 || (below.value === 4 && above.value < 4);
  return fits ? { value: round(above.value / below.value), next: below.next } : undefined;
}

export function parseFraction(text: string): { readonly value: number } | undefined {
  const value = readWhole(readFraction, text);
  return value === undefined ? undefined : { value };
}
