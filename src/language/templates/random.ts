/** A source of choices: a number from 0 up to, not with, `below`. */
export type Choose = (below: number) => number;

/** Repeatable choices from a seed (mulberry32, Tommy Ettinger, public domain). */
export function seeded(seed: number): Choose {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
  };
}
