/** Cosine of the angle between two vectors of one length, -1 to 1; 0 where one has no direction. */
export function cosine(a: readonly number[], b: readonly number[]): number {
  let dot = 0;
  let aa = 0;
  let bb = 0;
  for (const [place, value] of a.entries()) {
    const other = b[place] ?? 0;
    dot += value * other;
    aa += value * value;
    bb += other * other;
  }
  return aa === 0 || bb === 0 ? 0 : dot / Math.sqrt(aa * bb);
}

/** Places of the vectors in the order of their nearness to one, the nearest first. */
export function byNearness(to: readonly number[], vectors: readonly (readonly number[])[]): number[] {
  const near = vectors.map((vector) => cosine(to, vector));
  return near.map((_, place) => place).sort((a, b) => (near[b] ?? 0) - (near[a] ?? 0) || a - b);
}
