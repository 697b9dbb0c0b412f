import { Fault, type HttpText, provider, tool } from 'agentos/service';
import { z } from 'zod';
import { tellingWords } from '../../../language/filler_words.ts';
import { findings } from '../../../web/finding.ts';
import { found } from '../web_search/contract.ts';
import { newsSearch } from './contract.ts';

const text = z
  .union([z.string(), z.object({ value: z.string().optional() }).transform(({ value }) => value)])
  .optional();
const link = z.object({ href: z.string().optional(), rel: z.string().optional() });

/** What RSS, Atom, RDF and JSON feeds have in common, as feedsmith reads them. */
const item = z.object({
  title: text,
  link: z.string().optional(),
  url: z.string().optional(),
  id: z.string().optional(),
  links: z.array(link).optional(),
  description: text,
  summary: text,
  content_text: z.string().optional(),
  pubDate: z.string().optional(),
  published: z.string().optional(),
  updated: z.string().optional(),
  date_published: z.string().optional(),
});
const feed = z.object({ title: text, items: z.array(item).optional(), entries: z.array(item).optional() });

/** News from the feeds that one has chosen oneself. */
export default provider({
  contracts: [newsSearch],
  settings: z.object({
    urls: z
      .array(z.url({ protocol: /^https?$/ }))
      .max(50)
      .default([])
      .describe('Addresses of feeds: RSS, Atom or JSON Feed.'),
  }),
  async open({ settings: { urls }, http, log }) {
    const search = tool({
      contract: newsSearch,
      accepts: () => urls.length > 0,
      async run({ query, limit }, { signal }) {
        const read = await Promise.allSettled(urls.map(async (url) => itemsOf(await http.getText(url, { signal }))));
        const failed = read.filter((one) => one.status === 'rejected');
        for (const { reason } of failed) log('a feed could not be read', { error: String(reason) });
        if (failed.length === urls.length)
          throw new Fault('UNAVAILABLE', `None of the ${urls.length} news feeds could be read.`, {
            cause: failed[0]?.reason,
          });
        const all = read.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
        return found(query, await findings(best(all, query), limit));
      },
    });
    return { tools: [search], release: async () => {} };
  },
});

interface Item {
  readonly title: string | undefined;
  readonly url: string | undefined;
  readonly text: string | undefined;
  readonly published: string | undefined;
  readonly source: string | undefined;
}

async function itemsOf({ text: body, url }: HttpText): Promise<Item[]> {
  const { parseFeed } = await import('feedsmith');
  const parsed = z.object({ feed }).safeParse(parseFeed(body));
  if (!parsed.success) throw new Fault('DATA_LOSS', `${url} is no feed that can be read.`);
  const { title: source, items = [], entries = [] } = parsed.data.feed;
  return [...items, ...entries].map((one) => ({
    title: one.title,
    url:
      one.link ??
      one.url ??
      (one.links?.find(({ rel }) => rel === undefined || rel === 'alternate') ?? one.links?.[0])?.href ??
      one.id,
    text: one.description ?? one.summary ?? one.content_text,
    published: one.pubDate ?? one.published ?? one.date_published ?? one.updated,
    source: source ?? new URL(url).host,
  }));
}

/** What holds most of the words first, of these the newest; all where none is asked for. */
function best(items: readonly Item[], query: string): Item[] {
  const wanted = query === '' ? [] : tellingWords(query);
  const scored = items.map((one) => {
    const words = new Set(tellingWords(`${one.title ?? ''} ${one.text ?? ''}`));
    const at = Date.parse(one.published ?? '');
    return { one, hits: wanted.filter((word) => words.has(word)).length, at: Number.isNaN(at) ? 0 : at };
  });
  return scored
    .filter(({ hits }) => wanted.length === 0 || hits > 0)
    .sort((a, b) => b.hits - a.hits || b.at - a.at)
    .map(({ one }) => one);
}
