import { z } from 'zod';
import { EngineError } from '../engine_error.ts';
import { unstated } from './open_text.ts';

const transcription = z.object({
  text: z.string(),
  segments: z
    .array(z.object({ avg_logprob: z.number().optional(), tokens: z.array(z.unknown()).optional() }))
    .optional(),
});

/** A text as `/audio/transcriptions` and whisper.cpp's `/inference` give it, with how likely its words are where that is told. */
export function transcriptionOf(
  answer: unknown,
  where: string,
): { readonly text: string; readonly confidence: number } {
  const read = transcription.safeParse(answer);
  if (!read.success) throw new EngineError(`${where} answers with something that is no transcription.`);
  const told = (read.data.segments ?? []).flatMap(({ avg_logprob: mean, tokens }) =>
    mean === undefined ? [] : [{ mean, weight: Math.max(1, tokens?.length ?? 1) }],
  );
  const weight = told.reduce((sum, segment) => sum + segment.weight, 0);
  const mean = told.reduce((sum, segment) => sum + segment.mean * segment.weight, 0) / weight;
  return { text: read.data.text, confidence: told.length === 0 ? unstated : Math.exp(Math.min(0, mean)) };
}
