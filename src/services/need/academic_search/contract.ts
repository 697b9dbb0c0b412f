import { need } from 'agentos/contract';
import { searchInput, searchOutput } from '../web_search/contract.ts';

export const academicSearch = need('academic_search', {
  summary: 'Search scientific papers.',
  input: searchInput,
  output: searchOutput,
  effect: 'read',
  risk: 'open',
  outside: true,
  // Whoever searches reads what is searched for.
  outbound: true,
  answers: 'first',
  question: ({ query, limit }) => `Search scientific papers for "${query}", and take the first ${limit} results?`,
});
