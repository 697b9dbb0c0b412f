import { use } from 'agentos/contract';
import { z } from 'zod';

export const contextBuilder = use('context_builder', {
  summary:
    'Gathers what is known that may help with a request: the time, the house, memories, appointments, earlier talk.',
  input: z.object({
    /** The request. */
    text: z.string().max(10_000),
    /** Longest result, in tokens of a model: about four characters each. */
    tokens: z.number().int().min(50).max(10_000).default(1_000),
  }),
  output: z.object({
    /** In words, for a model to read; the most helpful first. */
    context: z.string(),
    /** What was asked for it, as in `need.memory.search`. */
    sources: z.array(z.string()),
  }),
});
