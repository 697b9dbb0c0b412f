import { provider, tool } from 'agentos/service';
import { z } from 'zod';
import { findings } from '../../../language/finding.ts';
import { newsSearch } from './contract.ts';

/** https://docs.searxng.org/dev/search_api.html */
const answer = z.object({
  results: z.array(
    z.object({
      title: z.string().nullish(),
      url: z.string().nullish(),
      content: z.string().nullish(),
      publishedDate: z.string().nullish(),
      source: z.string().nullish(),
    }),
  ),
});

/** The news engines of a SearXNG. */
export default provider({
  contracts: [newsSearch],
  settings: z.object({
    url: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe(
        'Address of a SearXNG, as in "http://localhost:8888". In your own network, list its host and port under allow in [http] as well.',
      ),
    language: z.string().default('en').describe('Language of the news.'),
  }),
  async open({ settings: { url, language }, http }) {
    const search = tool({
      contract: newsSearch,
      accepts: ({ query }) => url !== undefined && query !== '',
      async run({ query, limit }, { signal }) {
        const asked = new URLSearchParams({ q: query, format: 'json', categories: 'news', language });
        const { results } = answer.parse(
          await http.getJson(new URL(`search?${asked}`, withSlash(url ?? '')).href, { signal }),
        );
        const raw = results.map(({ title, url: at, content, publishedDate, source }) => ({
          title: title ?? undefined,
          url: at ?? undefined,
          text: content ?? undefined,
          published: publishedDate ?? undefined,
          source: source ?? undefined,
        }));
        return { results: await findings(raw, limit) };
      },
    });
    return { tools: [search], release: async () => {} };
  },
});

function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}
