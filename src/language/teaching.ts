import type { Home } from './home.ts';
import { nameForms } from './name_words.ts';
import { MAX_TEXT_LENGTH, wordsOf } from './text.ts';

/** What is said about sentences of one's own. */
export type Teaching =
  | { readonly intent: 'AgentosTeach'; readonly said: string; readonly means: string }
  | { readonly intent: 'AgentosUnteach'; readonly said: string }
  | { readonly intent: 'AgentosTaughtList' };

const QUOTED =
  /^(?:please\s+)?(?:when(?:ever)?|if)\s+i\s+say\s+["“](.+?)["”]\s*,?\s*(?:then\s+)?(?:do|mean|i mean)?\s*:?\s*["“](.+?)["”][.!]?$/i;
const PLAIN =
  /^(?:please\s+)?(?:when(?:ever)?|if)\s+i\s+say\s+["“]?(.+?)["”]?\s*(?:,\s*(?:then\s+)?(?:(?:you\s+should\s+)?do\s+|i\s+mean\s+)?|\s+(?:then\s+)?(?:(?:you\s+should\s+)?do|i\s+mean|then)\s+)["“]?(.+?)["”]?[.!]?$/i;
const FORGET =
  /^(?:please\s+)?(?:forget|delete|remove)\s+(?:the|my)\s+(?:sentence|phrase|nickname|alias)\s+["“]?(.+?)["”]?[.!]?$/i;
const LIST =
  /^(?:what|which)\s+(?:sentences|phrases|nicknames|names)?\s*(?:have\s+i\s+taught\s+you|did\s+i\s+teach\s+you)\s*[?.!]?$|^(?:list|tell\s+me|read)\s+(?:my|the)\s+(?:own\s+)?(?:sentences|phrases|nicknames)[?.!]?$/i;

/**
 * A sentence that teaches (`when I say movie time, do dim the lights`), lists or forgets one. Read before the grammar is, as what is taught may
 * itself hold several commands.
 */
export function teachingMeant(text: string): Teaching | undefined {
  if (text.length > MAX_TEXT_LENGTH) return undefined;
  // One blank between words: the patterns take time in the cube of a run of them.
  const said = text.trim().replace(/\s+/gu, ' ');
  if (LIST.test(said)) return { intent: 'AgentosTaughtList' };
  const forget = FORGET.exec(said)?.[1];
  if (forget !== undefined) return { intent: 'AgentosUnteach', said: forget.trim() };
  const found = QUOTED.exec(said) ?? PLAIN.exec(said);
  const [, phrase, means] = found ?? [];
  if (phrase === undefined || means === undefined) return undefined;
  return { intent: 'AgentosTeach', said: phrase.trim(), means: means.trim() };
}

/** What two sentences are compared by: case, accents, punctuation and politeness do not tell them apart. */
export function phraseKey(text: string): string {
  const words = wordsOf(text);
  const from = words[0] === 'please' ? 1 : 0;
  const to = words.at(-1) === 'please' ? words.length - 1 : words.length;
  return words.slice(from, to).join(' ');
}

const ARTICLES = new Set(['the', 'my', 'our', 'a', 'an']);
/** A name with one of these would be more than a name. */
const NO_NAME = new Set([
  'and',
  'or',
  'not',
  'but',
  'except',
  'all',
  'every',
  'on',
  'off',
  'in',
  'no',
  "don't",
  'dont',
]);
const LONGEST_NAME = 5;

/**
 * The new name for a device in a sentence that was said, where it differs from the sentence that was meant in that name alone; undefined where
 * more differs, or the name is no device's.
 */
export function newNameIn(said: string, means: string, home: Home): { alias: string; id: string } | undefined {
  const one = wordsOf(said);
  const other = wordsOf(means);
  for (const { id, name } of home.entities) {
    for (const form of nameForms(name)) {
      const at = other.findIndex((_, from) => form.every((word, index) => other[from + index] === word));
      if (at < 0) continue;
      const before = other.slice(0, at).filter((word) => !ARTICLES.has(word));
      const after = other.slice(at + form.length);
      const head = one.slice(0, one.length - after.length);
      if (after.some((word, index) => one[head.length + index] !== word)) continue;
      let from = 0;
      let matched = 0;
      while (from < head.length && (matched < before.length || ARTICLES.has(head[from] ?? ''))) {
        const word = head[from] ?? '';
        if (word === before[matched]) matched += 1;
        else if (!ARTICLES.has(word)) break;
        from += 1;
      }
      const words = head.slice(from);
      const isName = words.length > 0 && words.length <= LONGEST_NAME && !words.some((word) => NO_NAME.has(word));
      if (matched === before.length && isName && words.join(' ') !== form.join(' '))
        return { alias: words.join(' ').replaceAll(" 's", "'s"), id };
    }
  }
  return undefined;
}
