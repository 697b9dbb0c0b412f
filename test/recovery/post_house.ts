import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownFolder, put } from '../daemon/front/own_folder.ts';

/**
 * A house whose post office keeps a book outside of the daemon. A letter is one line in it. All but `quick` and `hasty` ones hang
 * once they have been carried out, so that a kill always comes between the deed and its answer:
 *
 * `quick`: is written into the book and answered · `white`: is written into the book · `lost`: never gets there · `dark`: is written, and nobody can look it up ·
 * `blind`: the same, of a tool that has no way to look up anything · `careless`: declared `keyed`, so that it is made again · `hasty`: careless and quick.
 */
export interface PostHouse {
  readonly folder: string;
  readonly settings: string;
  /** Keys of the calls that were carried out, in order. */
  readonly book: () => readonly string[];
  /** How many calls have begun. */
  readonly begun: () => number;
}

const CONTRACT = `
import { need } from 'agentos/contract';
import { z } from 'zod';
const letter = { summary: 'Send a letter.', input: z.object({ how: z.string() }), output: z.object({ place: z.number() }), risk: 'home' };
export const postSend = need('post.send', { ...letter, effect: 'once' });
export const postBlind = need('post.blind', { ...letter, effect: 'once' });
export const postCareless = need('post.careless', { ...letter, effect: 'keyed' });
`;

const TOOL = (book: string, begun: string): string => `
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { tool } from 'agentos/service';
import { postBlind, postCareless, postSend } from './contract.mjs';
const book = ${JSON.stringify(book)};
const lines = () => (existsSync(book) ? readFileSync(book, 'utf8').split('\\n').filter(Boolean) : []);
async function run({ how }, { key }) {
  const again = lines().includes(key);
  if (how !== 'lost') appendFileSync(book, key + '\\n');
  appendFileSync(${JSON.stringify(begun)}, how + '\\n');
  return again || how === 'quick' || how === 'hasty' ? { place: lines().length } : new Promise(() => {});
}
async function readBack({ how }, { key }) {
  if (how === 'dark') return { outcome: 'unknown', said: 'The post office is shut.' };
  const place = lines().indexOf(key) + 1;
  return place > 0 ? { outcome: 'done', output: { place } } : { outcome: 'not_done' };
}
export default [
  tool({ contract: postSend, run, readBack }),
  tool({ contract: postBlind, run }),
  tool({ contract: postCareless, run }),
];
`;

const AGENT = `
import { reply, use } from 'agentos/contract';
import { agent, Fault, invoke, settle } from 'agentos/service';
import { z } from 'zod';
const clerk = use('clerk', { summary: 'Sends letters.', input: z.object({ slots: z.object({ how: z.string() }).loose() }).loose(),
  output: reply, intents: { LetterSend: true } });
const subjects = { blind: 'need.post.blind', careless: 'need.post.careless', hasty: 'need.post.careless' };
export default agent({ contract: clerk, *run({ input }) {
  const { how } = input.slots;
  const { place } = yield* invoke(subjects[how] ?? 'need.post.send', { how });
  return { text: 'Sent as number ' + place + '.' };
} });
`;

const SENTENCES = `
language: en
lists:
  how:
    values: [quick, hasty, white, lost, dark, blind, careless]
intents:
  LetterSend:
    data:
      - sentences: ["send the {how} letter"]
`;

export function postHouse(): PostHouse {
  const folder = ownFolder({
    'services/need/post/contract.mjs': CONTRACT,
    'services/use/clerk/agent.mjs': AGENT,
    'sentences/post.yaml': SENTENCES,
  });
  const [book, begun] = [join(folder, 'book'), join(folder, 'begun')];
  put(folder, 'services/need/post/tool.mjs', TOOL(book, begun));
  // The same door is asked for hundreds of times.
  appendFileSync(join(folder, 'agentos.toml'), '[gate]\nrates = []\n');
  const linesOf = (path: string): string[] =>
    existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [];
  return {
    folder,
    settings: join(folder, 'agentos.toml'),
    book: () => linesOf(book),
    begun: () => linesOf(begun).length,
  };
}
