import { need } from 'agentos/contract';
import { z } from 'zod';

export const llmUsage = need('llm.usage', {
  summary: 'What the models have used today, how they are doing, and the bounds that are set.',
  input: z.object({
    /** Also finds out whether each answers now, without asking it for words. */
    probe: z.boolean().default(false),
  }),
  output: z.object({
    /** Of the home's time zone. */
    day: z.string(),
    models: z.array(
      z.object({
        name: z.string(),
        level: z.enum(['cheap', 'strong']).optional(),
        embeds: z.boolean(),
        /** `resting`: it failed too often and is left alone for a while. */
        state: z.enum(['ready', 'resting']),
        /** What is wrong with it now, in words; empty where it answers. Absent where that was not asked for. */
        problem: z.string().optional(),
        calls: z.int(),
        input_tokens: z.int(),
        output_tokens: z.int(),
        cost: z.number(),
      }),
    ),
    bounds: z.object({
      turn_tokens: z.int().optional(),
      day_tokens: z.int().optional(),
      turn_cost: z.number().optional(),
      day_cost: z.number().optional(),
    }),
  }),
  effect: 'read',
  risk: 'open',
});
