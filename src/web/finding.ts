import { snippetText } from './html_text.ts';

const TITLE = 300;
const TEXT = 1_500;

interface Raw {
  readonly title?: string | undefined;
  readonly url?: string | undefined;
  /** May be HTML. */
  readonly text?: string | undefined;
  readonly source?: string | undefined;
  readonly published?: string | undefined;
}

export interface Found {
  readonly title: string;
  readonly url: string;
  readonly text: string;
  readonly source?: string;
  readonly published?: string;
}

/** What a search told, as it is shown: without markup, cut to a length, each address once; what has no web address is left out. */
export async function findings(raw: readonly Raw[], limit: number): Promise<Found[]> {
  const found = new Map<string, Raw>();
  for (const one of raw) {
    const url = webAddress(one.url);
    if (url !== undefined && !found.has(url) && found.size < limit) found.set(url, one);
  }
  return Promise.all(
    [...found].map(async ([url, { title = '', text = '', source, published }]) => {
      const instant = published === undefined ? Number.NaN : Date.parse(published);
      return {
        title: (await snippetText(title)).slice(0, TITLE),
        url,
        text: (await snippetText(text)).slice(0, TEXT),
        ...(source === undefined || source === '' ? {} : { source: source.slice(0, 200) }),
        ...(Number.isNaN(instant) ? {} : { published: new Date(instant).toISOString() }),
      };
    }),
  );
}

function webAddress(url: string | undefined): string | undefined {
  if (url === undefined || url.length > 2_000 || !URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  return parsed.protocol === 'http:' || parsed.protocol === 'https:' ? parsed.href : undefined;
}
