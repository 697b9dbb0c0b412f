import { type HtmlText, readHtml, tidy } from './html_text.ts';

/** What a page says, for people and models to read. */
export interface PageText {
  readonly title: string;
  readonly text: string;
  readonly author?: string;
  /** As the page writes it. */
  readonly published?: string;
}

/**
 * Building a page, and finding its article, takes the cube of its depth and the square of its pieces and signs. No page for people has
 * more than this; with these, what hostile pages take was measured to stay below 2 s.
 */
const DEEPEST = 64;
const MOST_ELEMENTS = 6_000;
const MOST_PIECES = 40_000;
const MOST_ENTITIES = 20_000;
const LONGEST = 600_000;

/** The article of a page without what stands around it (Mozilla's Readability); all of its text where it has no article. */
export async function pageText(html: string): Promise<PageText> {
  const all = await readHtml(html);
  if (!isForPeople(all)) return { title: all.title, text: all.text };
  const [{ parseHTML }, { Readability }] = await Promise.all([import('linkedom'), import('@mozilla/readability')]);
  const { document } = parseHTML(whole(all.shown));
  const article = articleIn(() => new Readability(document).parse());
  const text = tidy(article?.textContent ?? '');
  return {
    title: tidy(article?.title ?? '') || all.title,
    text: text === '' ? all.text : text,
    ...(article?.byline ? { author: tidy(article.byline).slice(0, 200) } : {}),
    ...(article?.publishedTime ? { published: article.publishedTime.slice(0, 100) } : {}),
  };
}

/** Nothing where it is too entangled for Readability, which recurses. */
function articleIn<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof RangeError) return undefined;
    throw thrown;
  }
}

function isForPeople({ elements, depth, pieces, shown }: HtmlText): boolean {
  if (elements > MOST_ELEMENTS || depth > DEEPEST || pieces > MOST_PIECES || shown.length > LONGEST) return false;
  return shown.split('&').length <= MOST_ENTITIES;
}

/** linkedom takes a fragment's first element for the whole page. */
function whole(html: string): string {
  return /<html[\s>]/i.test(html) ? html : `<!doctype html><html><head></head><body>${html}</body></html>`;
}
