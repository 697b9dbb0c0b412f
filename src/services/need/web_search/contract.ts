import { need } from 'agentos/contract';
import { Fault } from 'agentos/service';
import { z } from 'zod';

/** One thing that was found, wherever. */
export const finding = z.object({
  title: z.string().max(1_000),
  url: z.url({ protocol: /^https?$/ }).max(2_000),
  /** What it says, in short. */
  text: z.string().max(4_000),
  /** Who says it: a site, a journal. */
  source: z.string().max(200).optional(),
  /** ISO 8601, a day or an instant, where that is known. */
  published: z.string().max(40).optional(),
});
export type Finding = z.infer<typeof finding>;

export const searchInput = z.object({
  query: z.string().trim().min(1).max(400),
  limit: z.number().int().min(1).max(20).default(8),
});
export const searchOutput = z.object({ results: z.array(finding) });

/**
 * What a provider answers. Nothing found is no answer that others could come too late for: of several that search, the first that
 * found something tells. @throws Fault NOT_FOUND
 */
export function found(query: string, results: Finding[]): { results: Finding[] } {
  if (results.length > 0) return { results };
  throw new Fault('NOT_FOUND', query === '' ? 'Nothing was found.' : `Nothing was found about ${query}.`);
}

export const webSearch = need('web_search', {
  summary: 'Search the web.',
  input: searchInput,
  output: searchOutput,
  effect: 'read',
  risk: 'open',
  outside: true,
  // Whoever searches reads what is searched for.
  outbound: true,
  answers: 'first',
  question: ({ query, limit }) => `Search the web for "${query}", and take the first ${limit} results?`,
});
