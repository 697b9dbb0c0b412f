import { z } from 'zod';
import { Failure } from './failure.ts';
import type { Trial } from './trial.ts';

/** What is read of https://platform.openai.com/docs/api-reference/embeddings. */
const answer = z.object({
  data: z.array(z.object({ index: z.int().optional(), embedding: z.array(z.number()).min(1).max(65_536) })),
});

/** One vector per text, in the order of the texts. @throws Failure */
export async function embed(trial: Trial, texts: readonly string[]): Promise<number[][]> {
  const parsed = answer.safeParse(await trial.embed(texts));
  if (!parsed.success || parsed.data.data.length !== texts.length) throw new Failure('garbled');
  const { data } = parsed.data;
  const vectors: number[][] = [];
  for (const [place, { index = place, embedding }] of data.entries()) {
    if (index < 0 || index >= texts.length || vectors[index]) throw new Failure('garbled');
    vectors[index] = embedding.map(brief);
  }
  const [first] = vectors;
  if (vectors.some(({ length }) => length !== first?.length)) throw new Failure('garbled');
  return vectors;
}

/** To the seventh digit, which is all that a 32-bit number holds: the answer rests in the log. */
function brief(value: number): number {
  return Number(value.toPrecision(7));
}
