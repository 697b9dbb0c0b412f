import { need } from 'agentos/contract';
import { z } from 'zod';
import { searchInput, searchOutput } from '../web_search/contract.ts';

export const newsSearch = need('news_search', {
  summary: 'Search the news; the newest where nothing is asked for.',
  input: searchInput.extend({ query: z.string().trim().max(400).default('') }),
  output: searchOutput,
  effect: 'read',
  risk: 'open',
  outside: true,
  // Whoever searches reads what is searched for.
  outbound: true,
  answers: 'first',
  question: ({ query, limit }) => `Search the news for "${query}", and take the first ${limit} results?`,
});
