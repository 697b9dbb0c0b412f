import { Fault, provider, tool } from 'agentos/service';
import { z } from 'zod';
import { findings } from '../../../web/finding.ts';
import { found } from '../web_search/contract.ts';
import { academicSearch } from './contract.ts';

/** Atom, as feedsmith reads it: https://info.arxiv.org/help/api/user-manual.html */
const value = z.object({ value: z.string().optional() }).optional();
const feed = z.object({
  entries: z
    .array(
      z.object({
        id: z.string().optional(),
        title: value,
        summary: value,
        published: z.string().optional(),
        authors: z.array(z.object({ name: z.string().optional() })).optional(),
      }),
    )
    .optional(),
});

/** arXiv: preprints, free and without an account. */
export default provider({
  contracts: [academicSearch],
  settings: z.object({
    url: z
      .url({ protocol: /^https?$/ })
      .default('https://export.arxiv.org/api/query')
      .describe('Address of the service.'),
  }),
  async open({ settings: { url }, http }) {
    const search = tool({
      contract: academicSearch,
      async run({ query, limit }, { signal }) {
        const words = query.match(/[\p{L}\p{N}-]+/gu) ?? [];
        const asked = new URLSearchParams({
          search_query: words.map((word) => `all:${word}`).join(' AND '),
          max_results: String(limit),
          sortBy: 'relevance',
        });
        const { text } = await http.getText(`${url}?${asked}`, { signal });
        return found(query, await findings((await papers(text)).slice(0, limit), limit));
      },
    });
    return { tools: [search], release: async () => {} };
  },
});

async function papers(text: string) {
  const { parseAtomFeed } = await import('feedsmith');
  try {
    const { entries = [] } = feed.parse(parseAtomFeed(text));
    return entries.map(({ id, title, summary, published, authors = [] }) => ({
      title: title?.value,
      url: id,
      text: summary?.value,
      published,
      source: ['arXiv', ...authors.slice(0, 3).flatMap(({ name }) => name ?? [])].join(', '),
    }));
  } catch (thrown) {
    throw new Fault('DATA_LOSS', 'arXiv did not answer with a feed.', { cause: thrown });
  }
}
