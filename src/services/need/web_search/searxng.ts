import { provider, tool } from 'agentos/service';
import { z } from 'zod';
import { searxngAddress, searxngFindings } from '../../../web/searxng.ts';
import { found, webSearch } from './contract.ts';

/** A SearXNG of one's own, or one that allows its JSON to be read. */
export default provider({
  contracts: [webSearch],
  settings: z.object({
    url: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe(
        'Address of a SearXNG, as in "http://localhost:8888". In your own network, list its host and port under allow in [http] as well.',
      ),
    language: z.string().default('en').describe('Language of what is searched.'),
    safe: z.int().min(0).max(2).default(1).describe('How strictly it filters: 0 not at all, 2 strictly.'),
  }),
  async open({ settings: { url, language, safe }, http }) {
    const search = tool({
      contract: webSearch,
      accepts: () => url !== undefined,
      async run({ query, limit }, { signal }) {
        const address = searxngAddress(url ?? '', query, { language, safesearch: String(safe) });
        return found(query, await searxngFindings(await http.getJson(address, { signal }), limit));
      },
    });
    return { tools: [search], release: async () => {} };
  },
});
