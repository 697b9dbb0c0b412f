import { cutAtSentences, speakable } from './sentences.ts';
import type { TextStream } from './text_stream.ts';

/** About a minute and a half of speech. */
const MOST_CHARACTERS = 1_500;
const MORE = 'There is more. I keep it in writing.';

/**
 * What of a text is for the ear, sentence by sentence, each on a line of its own: models write Markdown whatever they are told. Marks,
 * links, pictures and code are left out, a row of a table is its cells, and what is longer than anybody listens to ends with a word of it.
 */
export async function* calm(pieces: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  let said = 0;
  let code = false;
  let begins = true;
  let enough = false;
  for await (const written of cutAtSentences(pieces)) {
    const fence = begins && /^\s*(?:`{3}|~{3})/.test(written);
    if (fence) code = !code;
    const sentence = fence || code ? '' : plain(written, begins);
    begins = /\n\s*$/.test(written) || (begins && written.trim() === '');
    // What is left out is waited for all the same: a question may come after it.
    if (enough || !speakable(sentence)) continue;
    if (said > 0 && said + sentence.length > MOST_CHARACTERS) {
      enough = true;
      yield MORE;
      continue;
    }
    said += sentence.length;
    yield `${sentence}\n`;
  }
}

/** An answer for the ear, and the question after it word for word: whoever says yes to it has heard all of it. */
export async function* forTheEar(text: TextStream): AsyncGenerator<string> {
  yield* calm(text);
  if (text.question !== undefined) yield text.question;
}

function plain(written: string, begins: boolean): string {
  const line = written.trim();
  if (begins && /^\|?[\s:|-]+$/.test(line)) return '';
  const text = begins ? line.replace(/^(?:>\s*)*(?:#{1,6}\s+|[-*+•]\s+(?:\[[ x]\]\s+)?)?/i, '') : line;
  return text
    .replaceAll(/!?\[([^\]]*)\]\((?:[^()]|\([^()]*\))*\)/g, '$1')
    .replaceAll(/<?https?:\/\/(?:www\.)?([^\s/>)]+)[^\s>)]*>?/g, '$1')
    .replaceAll(/<\/?[a-z][^<>]*>/gi, ' ')
    .replaceAll(/\*\*|__|~~|`+/g, '')
    .replaceAll(/(^|[\s("'])[*_](\S[^*_]*)[*_](?=[\s.,;:!?)"']|$)/g, '$1$2')
    .replaceAll(/\p{Extended_Pictographic}|\p{Regional_Indicator}|\u200d|\ufe0f/gu, '')
    .replaceAll(/^\s*\|\s*|\s*\|\s*$/g, '')
    .replaceAll(/\s*\|\s*/g, ', ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ (?=[.,;:!?])/g, '')
    .trim();
}
