import { provider, tool } from 'agentos/service';
import { z } from 'zod';
import { findings } from '../../../language/finding.ts';
import { webSearch } from './contract.ts';

/** https://docs.searxng.org/dev/search_api.html; its settings have to allow the format `json`. */
const answer = z.object({
  results: z.array(
    z.object({
      title: z.string().nullish(),
      url: z.string().nullish(),
      content: z.string().nullish(),
      publishedDate: z.string().nullish(),
    }),
  ),
});

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
        const asked = new URLSearchParams({ q: query, format: 'json', language, safesearch: String(safe) });
        const { results } = answer.parse(
          await http.getJson(new URL(`search?${asked}`, withSlash(url ?? '')).href, { signal }),
        );
        return { results: await findings(results.map(rawOf), limit) };
      },
    });
    return { tools: [search], release: async () => {} };
  },
});

function rawOf({ title, url, content, publishedDate }: z.infer<typeof answer>['results'][number]) {
  return {
    title: title ?? undefined,
    url: url ?? undefined,
    text: content ?? undefined,
    published: publishedDate ?? undefined,
  };
}

function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}
