/** What a text in HTML says, and how it is put together. */
export interface HtmlText {
  /** Its words, as lines. */
  readonly text: string;
  readonly title: string;
  /** What a parser that builds all of it would have to build. */
  readonly elements: number;
  readonly depth: number;
  readonly pieces: number;
  /** The HTML itself, but for what is hidden. */
  readonly shown: string;
}

/** More is not read, in characters. */
const LONGEST = 2_000_000;
/** Elements within elements: what is deeper is not read, nor what comes after it. The parser's time grows with the depth. */
const DEEPEST = 1_000;
const AT_ONCE = 16_384;
/** Shown by nobody, or no words. */
const SKIPPED = new Set('script style title template svg math noscript object iframe select textarea'.split(' '));
const LINES = new Set(
  'address article aside blockquote br center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td th thead tr ul'.split(
    ' ',
  ),
);
/** A cell goes on in its line. */
const CELLS = new Set(['td', 'th']);
const PARAGRAPHS = new Set(['p', 'h1', 'h2', 'h3', 'blockquote', 'table', 'ul', 'ol']);
const HIDDEN =
  /(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?![.\d]*[1-9])|opacity\s*:\s*0(?![.\d]*[1-9]))/i;

/**
 * The words of a page or a mail. What is hidden from the reader is left out, links lose their address. Read from left to right
 * without building anything, so that no text takes longer than its length.
 */
export async function readHtml(html: string): Promise<HtmlText> {
  const { Parser } = await import('htmlparser2');
  const out: string[] = [];
  let title = '';
  let elements = 0;
  let depth = 0;
  let deepest = 0;
  let pieces = 0;
  const shown: string[] = [];
  let shownTo = 0;
  /** The element whose words are left out: its depth, where it begins, and whether `shown` is without it. */
  let left:
    | { readonly depth: number; readonly from: number; readonly isTitle: boolean; readonly stays: boolean }
    | undefined;
  const parser = new Parser({
    // Also told of a `</p>` that nothing was open for, which `onopentag` is not.
    onopentagname() {
      elements += 1;
      depth += 1;
      deepest = Math.max(deepest, depth);
    },
    onopentag(name, attributes) {
      if (left !== undefined) return;
      if (!isUnseen(name, attributes)) return void out.push(begins(name));
      const isTitle = name === 'title';
      // Says of an article who wrote it, and when.
      const stays = isTitle || attributes['type'] === 'application/ld+json';
      left = { depth, from: parser.startIndex, isTitle: isTitle && title === '', stays };
    },
    onclosetag(name) {
      if (left === undefined) out.push(ends(name));
      else if (left.depth === depth) {
        if (!left.stays) {
          shown.push(html.slice(shownTo, left.from));
          shownTo = parser.endIndex + 1;
        }
        left = undefined;
      }
      depth -= 1;
    },
    ontext(text) {
      pieces += 1;
      if (left === undefined) out.push(text.replaceAll(/\s+/g, ' '));
      else if (left.isTitle) title += text;
    },
  });
  const length = Math.min(html.length, LONGEST);
  for (let at = 0; at < length && depth < DEEPEST; at += AT_ONCE)
    parser.write(html.slice(at, Math.min(at + AT_ONCE, length)));
  parser.end();
  shown.push(html.slice(shownTo, length));
  return { text: inLines(out.join('')), title: tidy(title), elements, depth: deepest, pieces, shown: shown.join('') };
}

/** Whether a reader does not see what is in such an element. */
function isUnseen(name: string, attributes: { readonly [name: string]: string | undefined }): boolean {
  if (SKIPPED.has(name) || attributes['hidden'] !== undefined || attributes['aria-hidden'] === 'true') return true;
  return HIDDEN.test(attributes['style']?.slice(0, 2_000) ?? '');
}

function begins(name: string): string {
  if (CELLS.has(name)) return ' ';
  if (name === 'li') return '\n- ';
  return LINES.has(name) ? (PARAGRAPHS.has(name) ? '\n\n' : '\n') : '';
}

function ends(name: string): string {
  return PARAGRAPHS.has(name) ? '\n\n' : name === 'div' ? '\n' : '';
}

function inLines(text: string): string {
  const lines = text.split('\n').map((line) => line.replaceAll(/[^\S\n]+/g, ' ').trim());
  return lines
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

/** One space between words, one empty line between paragraphs. */
export function tidy(text: string): string {
  return text
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ ?\n ?/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

/** A few words of HTML, as those of a feed, on one line without their markup. */
export async function snippetText(html: string): Promise<string> {
  const text = /[<&]/.test(html) ? (await readHtml(html)).text : html;
  return text.replaceAll(/\s+/g, ' ').trim();
}
