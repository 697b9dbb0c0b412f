import { reply, request, use } from 'agentos/contract';
import { z } from 'zod';

export const researchRouter = use('research_router', {
  summary:
    'Researches a matter in the web, in scientific papers and in the news at once; tells or mails what it found.',
  input: request.extend({
    slots: z
      .object({
        /** What is to be found out. */
        topic: z.string().min(1).max(400).optional(),
        /** Who is mailed a summary: names of people or groups, or addresses. */
        to: z.string().min(1).max(254).optional(),
        /** In the background: the result is told when it is there. */
        later: z.boolean().optional(),
      })
      .optional(),
  }),
  output: reply,
  intents: { AgentosResearch: true },
});
