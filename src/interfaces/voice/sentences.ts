/** Longer than this without an end, a sentence is cut at a space: synthesisers read it whole before the first sound. */
const longest = 240;
/** An end of a sentence: its mark, perhaps a closing quote, then a space or a line's end. "21.5" and "e.g." within a word are none. */
const end = /[.!?…]+["'”’)]?(?=\s)|\n+/g;

/**
 * Cuts text that comes in pieces of any size into sentences, as early as each is complete. What the ear has no use for
 * (control characters, runs of spaces) is taken out; a piece without a letter or digit is not spoken.
 */
export async function* sentences(pieces: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  for await (const written of cutAtSentences(pieces)) {
    const sentence = tidy(written);
    if (speakable(sentence)) yield sentence;
  }
}

/** The same cuts with all that is written: put together again they are the text. */
export async function* cutAtSentences(pieces: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of pieces) {
    rest += piece;
    const cut = complete(rest);
    rest = cut.rest;
    yield* cut.sentences;
  }
  if (rest !== '') yield rest;
}

function complete(text: string): { sentences: string[]; rest: string } {
  const found: string[] = [];
  let from = 0;
  for (const match of text.matchAll(end)) {
    const to = match.index + match[0].length;
    if (abbreviated(text.slice(from, to))) continue;
    found.push(text.slice(from, to));
    from = to;
  }
  while (text.length - from > longest) {
    const space = text.lastIndexOf(' ', from + longest);
    const to = space > from ? space : from + longest;
    found.push(text.slice(from, to));
    from = to;
  }
  return { sentences: found, rest: text.slice(from) };
}

/** "Dr.", "e.g.", "p.m.", "J.": the sentence goes on. */
function abbreviated(text: string): boolean {
  return /(^|\s)(dr|mr|mrs|ms|st|no|vs|etc|e\.g|i\.e|[ap]\.m|\p{L})\.$/iu.test(text);
}

function tidy(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
}

/** Whether there is anything in it to say. */
export function speakable(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
