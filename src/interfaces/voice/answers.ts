import { createHash } from 'node:crypto';
import { spokenWords } from '../../language/speech/spoken_words.ts';
import { wordsOf } from '../../language/text.ts';
import type { Ask } from '../client/api.ts';
import type { SpeechGrammar } from './stt.ts';

const yes = ['yes', 'yes please', 'yeah', 'sure', 'okay', 'do it', 'go ahead'];
const no = ['no', 'no thanks', 'no thank you', 'stop', 'cancel', 'never mind', 'leave it', 'not now'];
const places = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];

/** What may be said to a question, and the choice that each means, where it means one. */
export interface Answers {
  readonly grammar: SpeechGrammar;
  readonly choices: ReadonlyMap<string, string>;
}

/**
 * Few sentences are heard far better than a house's worth. Undefined where anything may be said, as to a question without
 * choices, or to one with more choices than have a place and words that no dictionary has.
 */
export function answersTo({ kind, choices = [] }: Pick<Ask, 'kind' | 'choices'>): Answers | undefined {
  if (kind === 'confirm') return { grammar: grammarOf([...yes, ...no]), choices: new Map() };
  if (kind === 'pin') return { grammar: digitsGrammar(), choices: new Map() };
  const meant = new Map<string, string>();
  const shared = new Set<string>();
  for (const [index, choice] of choices.entries()) {
    for (const way of beginnings(choice, index)) {
      if (meant.has(way)) shared.add(way);
      meant.set(way, choice);
    }
  }
  for (const way of [...shared, ...no]) meant.delete(way);
  // In full it always means itself, even where it is how another begins.
  for (const choice of choices) for (const way of withArticle(inWords(choice))) meant.set(way, choice);
  if (choices.length === 0 || new Set(meant.values()).size < new Set(choices).size) return undefined;
  return { grammar: grammarOf([...meant.keys(), ...no]), choices: meant };
}

/** "The five minute one", "the second one". */
function beginnings(choice: string, index: number): readonly string[] {
  const words = inWords(choice).split(' ');
  const starts = words.flatMap((word, length) => (word === '' ? [] : [words.slice(0, length + 1).join(' ')]));
  const place = places[index];
  if (place !== undefined) starts.push(place);
  return [...new Set(starts.flatMap((start) => [start, `${start} one`]).flatMap(withArticle))];
}

const withArticle = (way: string): readonly string[] => (way === '' ? [] : [way, `the ${way}`]);

/** Without its article; empty where a word has no sound in English. */
function inWords(text: string): string {
  const words = spokenWords(wordsOf(text)) ?? [];
  return (words[0] === 'the' ? words.slice(1) : words).join(' ');
}

const ones = 'zero oh one two three four five six seven eight nine';
const teens = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen';
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety';

/** A PIN, digit by digit or in pairs, or a no. */
function digitsGrammar(): SpeechGrammar {
  const any = (words: string): string => words.split(' ').join(' | ');
  const words = [...new Set(`${ones} ${teens} ${tens} double ${no.join(' ')}`.split(' '))].sort();
  const jsgf = [
    '#JSGF V1.0;',
    'grammar pin;',
    `<one> = ${any(ones)};`,
    `<part> = [double] <one> | ${any(teens)} | ( ${any(tens)} ) [<one>];`,
    `public <answer> = <part> <part>+ | ${no.join(' | ')};`,
    '',
  ].join('\n');
  return { language: 'en', jsgf, words, hash: createHash('sha256').update(jsgf).digest('hex') };
}

function grammarOf(sentences: readonly string[]): SpeechGrammar {
  const each = [...new Set(sentences)];
  const words = [...new Set(each.join(' ').split(' '))].sort();
  const jsgf = `#JSGF V1.0;\ngrammar answers;\npublic <answer> = ${each.join(' | ')};\n`;
  return { language: 'en', jsgf, words, hash: createHash('sha256').update(jsgf).digest('hex') };
}
