import { type Reading, standAt } from './tokens.ts';

/** Another light than now: `a bit darker`. `percent` is how much of the whole range, below 0 for darker, colder, paler. */
export interface ColourChange {
  readonly kind: 'change';
  readonly of: 'brightness' | 'warmth' | 'saturation';
  readonly percent: number;
}

const words: ReadonlyMap<string, readonly [ColourChange['of'], 1 | -1]> = new Map([
  ['darker', ['brightness', -1]],
  ['dimmer', ['brightness', -1]],
  ['brighter', ['brightness', 1]],
  ['lighter', ['brightness', 1]],
  ['warmer', ['warmth', 1]],
  ['cosier', ['warmth', 1]],
  ['cozier', ['warmth', 1]],
  ['cooler', ['warmth', -1]],
  ['colder', ['warmth', -1]],
  ['paler', ['saturation', -1]],
  ['softer', ['saturation', -1]],
  ['stronger', ['saturation', 1]],
]);

const amounts: readonly (readonly [string, number])[] = [
  ['just a little bit', 10],
  ['a little bit', 10],
  ['a tiny bit', 5],
  ['just a bit', 10],
  ['a bit', 10],
  ['a little', 10],
  ['a touch', 5],
  ['a tad', 5],
  ['a shade', 10],
  ['slightly', 10],
  ['somewhat', 15],
  ['much', 50],
  ['a lot', 50],
  ['far', 50],
  ['way', 50],
  ['quite a bit', 30],
];
const PLAIN = 20;

/** `a bit darker`, `much warmer`, `brighter`. */
export function readColourChange(tokens: readonly string[], at: number): Reading<ColourChange> | undefined {
  const amount = amounts.find(([said]) => standAt(tokens, at, said.split(' ')));
  const start = amount === undefined ? at : at + amount[0].split(' ').length;
  const found = words.get(tokens[start] ?? '');
  if (found === undefined) return undefined;
  const [of, sign] = found;
  return { value: { kind: 'change', of, percent: sign * (amount?.[1] ?? PLAIN) }, next: start + 1 };
}
