/** Shown by nobody, or no words. */
const SKIPPED = new Set([
  'script',
  'style',
  'head',
  'title',
  'template',
  'svg',
  'math',
  'noscript',
  'object',
  'iframe',
  'select',
  'textarea',
]);
const LINES = new Set(
  'address article aside blockquote br center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td th thead tr ul'.split(
    ' ',
  ),
);
/** A cell goes on in its line. */
const CELLS = new Set(['td', 'th']);
const PARAGRAPHS = new Set(['p', 'h1', 'h2', 'h3', 'blockquote', 'table', 'ul', 'ol']);
/** These hold nothing, so they hide nothing that follows. */
const EMPTY = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
const HIDDEN =
  /(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?![.\d]*[1-9])|opacity\s*:\s*0(?![.\d]*[1-9]))/i;

const NAMED: { readonly [name: string]: string } = {
  ...{
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: ' ',
    copy: '©',
    reg: '®',
    trade: '™',
    euro: '€',
    pound: '£',
  },
  ...{
    hellip: '…',
    ndash: '–',
    mdash: '—',
    lsquo: '‘',
    rsquo: '’',
    ldquo: '“',
    rdquo: '”',
    laquo: '«',
    raquo: '»',
    bull: '•',
  },
  ...{
    middot: '·',
    deg: '°',
    times: '×',
    shy: '',
    zwnj: '',
    zwj: '',
    thinsp: ' ',
    ensp: ' ',
    emsp: ' ',
    sect: '§',
    para: '¶',
  },
  ...{
    auml: 'ä',
    ouml: 'ö',
    uuml: 'ü',
    Auml: 'Ä',
    Ouml: 'Ö',
    Uuml: 'Ü',
    szlig: 'ß',
    eacute: 'é',
    egrave: 'è',
    agrave: 'à',
  },
  ...{
    ccedil: 'ç',
    ntilde: 'ñ',
    aring: 'å',
    oslash: 'ø',
    aelig: 'æ',
    ecirc: 'ê',
    acirc: 'â',
    ocirc: 'ô',
    iacute: 'í',
    oacute: 'ó',
  },
};

/**
 * The words of a mail in HTML, as lines of plain text. One pass from left to right that never looks back, so that no mail takes
 * longer than its length; what is hidden from the reader is left out, links lose their address.
 */
export function textOfHtml(html: string): string {
  const out: string[] = [];
  /** Name of the element that is left out, and how many of its name are open in it. */
  let skipping: { readonly name: string; depth: number } | undefined;
  for (let at = 0; at < html.length; ) {
    const open = html.indexOf('<', at);
    if (skipping === undefined) out.push(words(html.slice(at, open < 0 ? html.length : open)));
    if (open < 0) break;
    const tag = tagAt(html, open);
    at = tag.next;
    if (tag.name === '') {
      if (tag.text !== '' && skipping === undefined) out.push(tag.text);
      continue;
    }
    if (skipping !== undefined) {
      if (tag.name !== skipping.name || tag.single) continue;
      skipping.depth += tag.closes ? -1 : 1;
      if (skipping.depth === 0) skipping = undefined;
      continue;
    }
    if (!tag.closes && !tag.single && (SKIPPED.has(tag.name) || HIDDEN.test(tag.attributes))) {
      skipping = { name: tag.name, depth: 1 };
      continue;
    }
    if (CELLS.has(tag.name)) out.push(tag.closes ? '' : ' ');
    else if (tag.name === 'li' && !tag.closes) out.push('\n- ');
    else if (LINES.has(tag.name))
      out.push(PARAGRAPHS.has(tag.name) ? '\n\n' : tag.closes && tag.name !== 'div' ? '' : '\n');
  }
  return out
    .join('')
    .split('\n')
    .map((line) => line.replaceAll(/[ \t]+/g, ' ').trim())
    .join('\n');
}

interface Tag {
  /** Lower case; empty for a comment, and for a `<` that opens nothing: that is `text`. */
  readonly name: string;
  readonly text: string;
  readonly closes: boolean;
  readonly single: boolean;
  readonly attributes: string;
  readonly next: number;
}

function tagAt(html: string, open: number): Tag {
  const nothing = { name: '', text: '', closes: false, single: false, attributes: '' };
  if (html.startsWith('<!--', open)) {
    const end = html.indexOf('-->', open + 4);
    return { ...nothing, next: end < 0 ? html.length : end + 3 };
  }
  const head = /^<(\/?)([a-z][a-z0-9:-]{0,30})/i.exec(html.slice(open, open + 40));
  if (head === null) {
    if (!/^<[!?]/.test(html.slice(open, open + 2))) return { ...nothing, text: '<', next: open + 1 };
    const end = html.indexOf('>', open);
    return { ...nothing, next: end < 0 ? html.length : end + 1 };
  }
  const end = endOfTag(html, open + head[0].length);
  const attributes = html.slice(open + head[0].length, end);
  const name = (head[2] ?? '').toLowerCase();
  const single = EMPTY.has(name) || attributes.endsWith('/');
  return { name, text: '', closes: head[1] === '/', single, attributes: attributes.slice(0, 2_000), next: end + 1 };
}

/** Where the tag's `>` stands, outside of quotes; the end of the text where it has none. */
function endOfTag(html: string, from: number): number {
  let quote = '';
  for (let at = from; at < html.length; at += 1) {
    const sign = html[at] ?? '';
    if (quote !== '') {
      if (sign === quote) quote = '';
    } else if (sign === '>') return at;
    else if ((sign === '"' || sign === "'") && html[at - 1] === '=') quote = sign;
  }
  return html.length;
}

function words(text: string): string {
  return text
    .replaceAll(/[\s\u00A0]+/g, ' ')
    .replaceAll(/&(#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8}\d?);?/gi, (whole, name: string) => {
      if (!name.startsWith('#')) return NAMED[name] ?? NAMED[name.toLowerCase()] ?? whole;
      const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
      return code > 0 && code <= 0x10ffff ? (code === 0xa0 ? ' ' : String.fromCodePoint(code)) : '';
    });
}
