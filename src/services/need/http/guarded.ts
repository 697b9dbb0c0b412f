import { type ToolContext, tool } from 'agentos/service';
import { httpGet, httpPost } from './contract.ts';

const MAX_BYTES = 4 * 1024 * 1024;
const TEXT = /^text\/|[/+](json|xml|javascript|yaml|x-www-form-urlencoded)$/;

type Answered = Awaited<ReturnType<ToolContext['http']['getText']>>;

function shown({ url, type, text }: Answered, maxChars: number) {
  // What is no text is told of and not given: nobody can read it here.
  const readable = type === '' || TEXT.test(type) ? text : '';
  return { url, type, text: readable.slice(0, maxChars), cut: readable.length > maxChars };
}

/** Any public address, through the daemon's own door: never one inside the house that the settings do not allow. */
export default [
  tool({
    contract: httpGet,
    async run({ url, max_chars }, { http, signal }) {
      return shown(await http.getText(url, { signal, maxBytes: MAX_BYTES }), max_chars);
    },
  }),
  tool({
    contract: httpPost,
    async run({ url, text, type, max_chars }, { http, signal }) {
      return shown(await http.postText(url, { text, type }, { signal, maxBytes: MAX_BYTES }), max_chars);
    },
  }),
];
