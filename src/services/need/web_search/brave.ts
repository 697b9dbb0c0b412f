import { provider, tool } from 'agentos/service';
import { z } from 'zod';
import { findings } from '../../../web/finding.ts';
import { found, webSearch } from './contract.ts';

/** https://api-dashboard.search.brave.com/app/documentation/web-search/responses */
const answer = z.object({
  web: z
    .object({
      results: z.array(
        z.object({
          title: z.string(),
          url: z.string(),
          description: z.string().optional(),
          page_age: z.string().optional(),
          profile: z.object({ name: z.string().optional() }).optional(),
        }),
      ),
    })
    .optional(),
});

/** Brave's search, with a key of one's own. */
export default provider({
  contracts: [webSearch],
  settings: z.object({
    key: z.string().optional().describe('Name of the credential that holds the key.'),
    url: z
      .url({ protocol: /^https?$/ })
      .default('https://api.search.brave.com/res/v1/web/search')
      .describe('Address of the service.'),
    country: z.string().length(2).optional().describe('Country whose pages are preferred, as in "DE".'),
  }),
  async open({ settings: { key, url, country }, http, secret }) {
    // What is missing is told when it opens, not when somebody asks.
    if (key !== undefined) await secret(key);
    const search = tool({
      contract: webSearch,
      accepts: () => key !== undefined,
      async run({ query, limit }, { signal }) {
        const asked = new URLSearchParams({
          q: query,
          count: String(limit),
          ...(country === undefined ? {} : { country }),
        });
        const headers = { 'x-subscription-token': await secret(key ?? '') };
        const { web } = answer.parse(await http.getJson(`${url}?${asked}`, { signal, headers }));
        const raw = (web?.results ?? []).map(({ title, url: at, description, page_age, profile }) => ({
          ...{ title, url: at, text: description, published: page_age, source: profile?.name },
        }));
        return found(query, await findings(raw, limit));
      },
    });
    return { tools: [search], release: async () => {} };
  },
});
