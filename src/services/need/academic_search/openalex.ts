import { provider, tool } from 'agentos/service';
import { z } from 'zod';
import { findings } from '../../../web/finding.ts';
import { found } from '../web_search/contract.ts';
import { academicSearch } from './contract.ts';

/** https://docs.openalex.org/api-entities/works/work-object */
const work = z.object({
  id: z.string(),
  doi: z.string().nullish(),
  display_name: z.string().nullish(),
  publication_date: z.string().nullish(),
  primary_location: z
    .object({
      landing_page_url: z.string().nullish(),
      source: z.object({ display_name: z.string().nullish() }).nullish(),
    })
    .nullish(),
  /** Words, each with the places where it stands. */
  abstract_inverted_index: z.record(z.string(), z.array(z.number().int().min(0).max(20_000))).nullish(),
});

/** OpenAlex: an open index of all of science, free and without an account. */
export default provider({
  contracts: [academicSearch],
  settings: z.object({
    url: z
      .url({ protocol: /^https?$/ })
      .default('https://api.openalex.org/works')
      .describe('Address of the service.'),
    mail: z.email().optional().describe('Your address, told to OpenAlex, which then answers sooner.'),
  }),
  async open({ settings: { url, mail }, http }) {
    const search = tool({
      contract: academicSearch,
      async run({ query, limit }, { signal }) {
        const asked = new URLSearchParams({
          search: query,
          'per-page': String(limit),
          ...(mail ? { mailto: mail } : {}),
        });
        const answer = z.object({ results: z.array(work) }).parse(await http.getJson(`${url}?${asked}`, { signal }));
        const raw = answer.results.map(({ id, doi, display_name, publication_date, primary_location, ...rest }) => ({
          title: display_name ?? undefined,
          url: primary_location?.landing_page_url ?? doi ?? id,
          text: abstractOf(rest.abstract_inverted_index ?? {}),
          published: publication_date ?? undefined,
          source: primary_location?.source?.display_name ?? undefined,
        }));
        return found(query, await findings(raw, limit));
      },
    });
    return { tools: [search], release: async () => {} };
  },
});

/** The abstract in its order. */
function abstractOf(index: { readonly [word: string]: readonly number[] }): string {
  const words: string[] = [];
  for (const [word, places] of Object.entries(index)) for (const place of places) words[place] = word;
  return words.filter((word) => word !== undefined).join(' ');
}
