import { reply, use } from 'agentos/contract';
import { z } from 'zod';

export const emailRouter = use('email_router', {
  summary:
    'Takes anything about mail, as a person says it: "summarise my unread mail", "write to Anna that I am late", "did Ben answer?".',
  input: z.object({
    text: z.string().max(10_000),
    /** Where it was said. */
    area: z.string().optional(),
  }),
  output: reply,
});
