import { provider, tool } from 'agentos/service';
import { z } from 'zod';
import { searxngAddress, searxngFindings } from '../../../web/searxng.ts';
import { found } from '../web_search/contract.ts';
import { newsSearch } from './contract.ts';

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
        const address = searxngAddress(url ?? '', query, { language, categories: 'news' });
        return found(query, await searxngFindings(await http.getJson(address, { signal }), limit));
      },
    });
    return { tools: [search], release: async () => {} };
  },
});
