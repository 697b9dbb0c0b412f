import { reply, use } from 'agentos/contract';
import { z } from 'zod';

export const agentRouter = use('agent_router', {
  summary: 'Takes what a person said to whoever can do it.',
  input: z.object({
    /** Longer than is read is answered, and not refused. */
    text: z.string(),
    area: z.string().optional(),
    /** Other things that the recogniser may have heard, best first. */
    alternatives: z.array(z.string()).optional(),
    /** 0 to 1, from a recogniser. */
    confidence: z.number().min(0).max(1).optional(),
    /** BCP 47 */
    language: z.string().optional(),
  }),
  output: reply,
});
