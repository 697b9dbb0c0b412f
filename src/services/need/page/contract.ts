import { need } from 'agentos/contract';
import { z } from 'zod';

export const pageRead = need('page.read', {
  summary: 'Read a page on the web.',
  input: z.object({
    url: z.url({ protocol: /^https?$/ }).max(2_000),
    /** Longest text, in characters. */
    max_chars: z.number().int().min(200).max(50_000).default(12_000),
  }),
  output: z.object({
    /** Where it was found in the end. */
    url: z.string(),
    title: z.string(),
    text: z.string(),
    /** True where the text goes on. */
    cut: z.boolean(),
    author: z.string().optional(),
    published: z.string().optional(),
  }),
  effect: 'read',
  risk: 'open',
  outside: true,
  // Whoever serves the page reads its address.
  outbound: true,
  question: ({ url }) => `Read the page ${url}? What stands in that address is told to its server.`,
});
