import { need } from 'agentos/contract';
import { Fault } from 'agentos/service';
import { z } from 'zod';

/** Longer than this nobody reads before saying yes. */
const MAX_SHOWN = 2_000;

const url = z.url({ protocol: /^https?$/ }).max(2_000);
const answer = z.object({
  /** Where it was found in the end. */
  url: z.string(),
  /** Media type, as in `application/json`. */
  type: z.string(),
  text: z.string(),
  /** True where the text goes on. */
  cut: z.boolean(),
});
/** Whoever serves the address reads it, and may have written the answer. */
const FREE = { outside: true, outbound: true, output: answer, deadlineMs: 30_000 } as const;

/** Longest text that is given, in characters. */
const max_chars = z.int().min(200).max(200_000).default(50_000);

export const httpGet = need('http.get', {
  ...FREE,
  summary: 'Fetch what a web address answers, as text.',
  input: z.object({ url, max_chars }),
  effect: 'read',
  risk: 'open',
  question: ({ url: to }) => `Fetch ${to}? What stands in that address is told to its server.`,
});

export const httpPost = need('http.post', {
  ...FREE,
  summary: 'Send a text to a web address, and give what it answers.',
  input: z.object({
    url,
    text: z.string().max(100_000),
    type: z
      .string()
      .max(100)
      .regex(/^[\w.+-]+\/[\w.+-]+$/, 'is a media type, as in "application/json"')
      .default('application/json'),
    max_chars,
  }),
  // Nobody knows what the other side does with it.
  effect: 'once',
  risk: 'private',
  question({ url: to, text }) {
    const said = `Send this to ${to}: ${text}`;
    if (said.length > MAX_SHOWN)
      throw new Fault('INVALID_ARGUMENT', 'need.http.post: this is too long to be shown, so it is not sent.');
    return said;
  },
});
