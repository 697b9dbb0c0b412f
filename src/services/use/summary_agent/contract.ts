import { use } from 'agentos/contract';
import { z } from 'zod';

export const summaryAgent = use('summary_agent', {
  summary: 'Sums up texts: pages, mails, results of a search, a conversation.',
  input: z.object({
    texts: z
      .array(
        z.object({
          title: z.string().max(500).default(''),
          text: z.string().max(100_000),
          /** Where it stands, for the reader. */
          source: z.string().max(1_000).optional(),
        }),
      )
      .min(1)
      .max(50),
    /** What the reader wants to know. */
    about: z.string().max(1_000).optional(),
    sentences: z.number().int().min(1).max(30).default(5),
  }),
  output: z.object({
    text: z.string(),
    /** Sources that went into it, in the order of the texts. */
    sources: z.array(z.string()),
    /** True where no model wrote it: then it is sentences of the texts themselves. */
    excerpt: z.boolean(),
  }),
});
