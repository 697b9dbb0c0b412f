import { z } from 'zod';
import { type Found, findings } from './finding.ts';

/** https://docs.searxng.org/dev/search_api.html; its settings have to allow the format `json`. */
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

/** Address of a SearXNG's answer to a query, as JSON. @param url with or without a slash at its end */
export function searxngAddress(url: string, query: string, more: { readonly [name: string]: string }): string {
  const asked = new URLSearchParams({ q: query, format: 'json', ...more });
  return new URL(`search?${asked}`, url.endsWith('/') ? url : `${url}/`).href;
}

/** What it answered. @throws ZodError where that is of another form */
export function searxngFindings(answered: unknown, limit: number): Promise<Found[]> {
  const raw = answer.parse(answered).results.map(({ title, url, content, publishedDate, source }) => ({
    title: title ?? undefined,
    url: url ?? undefined,
    text: content ?? undefined,
    published: publishedDate ?? undefined,
    source: source ?? undefined,
  }));
  return findings(raw, limit);
}
