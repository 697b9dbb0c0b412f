import { Phrases } from './phrases.ts';

/** The small words around and between commands. */
export interface Connectives {
  /** Between two commands. */
  readonly between: Phrases;
  /** Said out of politeness or habit, before or after a command. */
  readonly polite: readonly (readonly string[])[];
  /** Said before or after a command, but not left out within one. */
  readonly edges: readonly (readonly string[])[];
  /** In front of a noun. */
  readonly articles: ReadonlySet<string>;
  /** Lead to where something goes: `eggs to my list` is no command of its own. */
  readonly towards: ReadonlySet<string>;
  /** Stand for the noun of the clause before: `the hall ones`. */
  readonly nouns: ReadonlySet<string>;
  /** Stand for what the clause before was about: `dim it`. */
  readonly pronouns: ReadonlySet<string>;
  /** Open a question. */
  readonly questions: ReadonlySet<string>;
  /** Turn what is said around. */
  readonly negations: ReadonlySet<string>;
  /** Each word with the one that asks for the contrary. */
  readonly opposites: readonly (readonly [string, string])[];
}

const phrases = (...texts: string[]): string[][] => texts.map((text) => text.split(' '));

const ENGLISH: Connectives = {
  between: new Phrases(
    phrases('and', 'then', 'and then', 'also', 'and also', 'plus', 'after that', 'as well as', 'afterwards'),
  ),
  polite: phrases(
    'please',
    'kindly',
    'could you',
    'can you',
    'would you',
    'will you',
    'could you please',
    'can you please',
    'would you please',
    'i want you to',
    'id like you to',
    'i need you to',
    'i would like you to',
    'would you mind',
    'go ahead and',
    'for me',
    'thanks',
    'thank you',
    'right now',
    'ok',
    'okay',
    'hey',
    'um',
    'uh',
  ),
  edges: phrases('and', 'then', 'also', 'so', 'well', 'too', 'as well', 'now', 'just'),
  articles: new Set(['the', 'a', 'an', 'my', 'our', 'all', 'of', 'both']),
  towards: new Set(['to', 'onto', 'into', 'from']),
  nouns: new Set(['one', 'ones']),
  pronouns: new Set(['it', 'them', 'those', 'that', 'these', 'this']),
  questions: new Set([
    'is',
    'are',
    'was',
    'were',
    'do',
    'does',
    'did',
    'has',
    'have',
    'what',
    'whats',
    'which',
    'who',
    'whos',
    'when',
    'where',
    'wheres',
    'why',
    'how',
    'hows',
    'am',
  ]),
  negations: new Set([
    'not',
    'dont',
    'never',
    'no',
    'but',
    'except',
    'without',
    'besides',
    'excluding',
    'unless',
    'stop',
    'instead',
  ]),
  opposites: [
    ['on', 'off'],
    ['open', 'close'],
    ['open', 'shut'],
    ['up', 'down'],
    ['lock', 'unlock'],
    ['raise', 'lower'],
    ['increase', 'decrease'],
    ['increase', 'reduce'],
    ['start', 'stop'],
    ['pause', 'resume'],
    ['mute', 'unmute'],
    ['add', 'remove'],
    ['louder', 'quieter'],
    ['brighter', 'darker'],
    ['brighter', 'dimmer'],
    ['warmer', 'cooler'],
    ['warmer', 'colder'],
    ['more', 'less'],
  ],
};

const NONE: Connectives = {
  between: new Phrases([]),
  polite: [],
  edges: [],
  articles: new Set(),
  towards: new Set(),
  nouns: new Set(),
  pronouns: new Set(),
  questions: new Set(),
  negations: new Set(),
  opposites: [],
};

/** Of a language (BCP 47); one without words here still has its commands, one at a time or parted by commas. */
export function connectivesOf(language: string): Connectives {
  return language.toLowerCase().startsWith('en') ? ENGLISH : NONE;
}
