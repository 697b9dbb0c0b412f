type Parsed = ReturnType<typeof import('linkedom').parseHTML>['document'];

/** What a page says, for people and models to read. */
export interface PageText {
  readonly title: string;
  readonly text: string;
  readonly author?: string;
  /** As the page writes it. */
  readonly published?: string;
}

/** More of a page than this is not taken apart, in characters. */
const LONGEST = 2_000_000;
/** Readability takes the time of the cube of a page's depth; no page for people is as deep, or has so many elements. */
const DEEPEST = 64;
const MOST_ELEMENTS = 6_000;
/** Nobody sees these; what they say is not said. */
const UNSEEN = 'script, style, noscript, template, [hidden], [aria-hidden="true"]';
const HIDDEN =
  /(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])|opacity\s*:\s*0(?![.\d]*[1-9]))/i;

/** The article of a page without what stands around it (Mozilla's Readability); all of its text where it has no article. */
export async function pageText(html: string): Promise<PageText> {
  const [{ parseHTML }, { Readability }] = await Promise.all([import('linkedom'), import('@mozilla/readability')]);
  const { document } = parseHTML(whole(html));
  for (const unseen of document.querySelectorAll(UNSEEN)) unseen.remove();
  for (const styled of document.querySelectorAll('[style]'))
    if (HIDDEN.test(styled.getAttribute('style') ?? '')) styled.remove();
  const title = tidy(document.title ?? '');
  const all = document.body?.textContent ?? '';
  const article = isForPeople(document) ? new Readability(document).parse() : null;
  const text = tidy(article?.textContent ?? '');
  return {
    title: tidy(article?.title ?? '') || title,
    text: text === '' ? tidy(all) : text,
    ...(article?.byline ? { author: tidy(article.byline).slice(0, 200) } : {}),
    ...(article?.publishedTime ? { published: article.publishedTime.slice(0, 100) } : {}),
  };
}

function isForPeople(document: Parsed): boolean {
  const elements = document.querySelectorAll('*');
  if (elements.length > MOST_ELEMENTS) return false;
  const depths = new Map<unknown, number>();
  for (const element of elements) {
    const depth = 1 + ((element.parentElement && depths.get(element.parentElement)) ?? 0);
    if (depth > DEEPEST) return false;
    depths.set(element, depth);
  }
  return true;
}

/** A few words of HTML, as those of a feed, without their markup. */
export async function snippetText(html: string): Promise<string> {
  if (!/[<&]/.test(html)) return tidy(html);
  const { parseHTML } = await import('linkedom');
  return tidy(parseHTML(whole(html)).document.body?.textContent ?? '');
}

/** linkedom takes a fragment's first element for the whole page. */
function whole(html: string): string {
  const cut = html.slice(0, LONGEST);
  return /<html[\s>]/i.test(cut) ? cut : `<!doctype html><html><head></head><body>${cut}</body></html>`;
}

/** One space between words, one empty line between paragraphs. */
function tidy(text: string): string {
  return text
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ ?\n ?/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}
