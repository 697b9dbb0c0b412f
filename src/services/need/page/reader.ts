import { Fault, tool } from 'agentos/service';
import { pageText } from '../../../web/page_text.ts';
import { pageRead } from './contract.ts';

const MAX_BYTES = 3 * 1024 * 1024;
const PAGES = new Set(['text/html', 'application/xhtml+xml', '']);

/** Pages as their readers see them: the article, without what stands around it. */
export default tool({
  contract: pageRead,
  async run({ url, max_chars }, { http, signal }) {
    const found = await http.getText(url, { signal, maxBytes: MAX_BYTES });
    const isPage = PAGES.has(found.type);
    if (!isPage && !/^text\/|json$|xml$/.test(found.type))
      throw new Fault(
        'FAILED_PRECONDITION',
        `${new URL(found.url).host} sent ${found.type}, which is no page to read.`,
      );
    const { title, text, ...more } = isPage ? await pageText(found.text) : { title: '', text: found.text };
    return {
      url: found.url,
      title: title.slice(0, 500),
      text: text.slice(0, max_chars),
      cut: text.length > max_chars,
      ...more,
    };
  },
});
