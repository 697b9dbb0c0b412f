import { type Reader, tokensOf } from './tokens.ts';

/** From, to; both belong to it. */
export interface ValueRange<T> {
  readonly from: T;
  readonly to: T;
}

/** `twenty to thirty percent`, `between 18 and 21 degrees`, `2-3 litres`: the unit that is said of the second is that of both. */
export function parseRange<T>(
  read: Reader<T>,
  text: string,
  inOrder: (from: T, to: T) => boolean,
): ValueRange<T> | undefined {
  const tokens = tokensOf(text);
  const between = tokens[0] === 'between';
  const start = between || tokens[0] === 'from' ? 1 : 0;
  for (let link = start + 1; link < tokens.length - 1; link += 1) {
    if (!(between ? /^and$/u : /^(?:to|-|until|till)$/u).test(tokens[link] ?? '')) continue;
    const second = read(tokens, link + 1);
    if (second === undefined || second.next < tokens.length) continue;
    const said = tokens.slice(start, link);
    // With its own unit, or with as much of the second's end as makes it one.
    for (let unit = tokens.length - 1; unit > link + 1; unit -= 1) {
      const lent = [...said, ...tokens.slice(unit)];
      const first = read(lent, 0);
      if (first?.next === lent.length && inOrder(first.value, second.value))
        return { from: first.value, to: second.value };
    }
    const own = read(said, 0);
    if (own?.next === said.length && inOrder(own.value, second.value)) return { from: own.value, to: second.value };
  }
  return undefined;
}
