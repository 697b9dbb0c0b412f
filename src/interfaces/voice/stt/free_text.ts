import { GrammarError } from './jsgf_reader.ts';
import { cmuPhones } from './phones.ts';

/** How sentences begin that go on with words of one's own: such words are in no grammar, and are not to be guessed. */
const beginnings: readonly string[] = [
  'remember that',
  'remember to',
  'remember i',
  'remember my',
  'note that',
  '( make | take ) a note',
  'write down',
  'remind me ( to | that | about )',
  'what did i ( say | tell you ) about',
];

/** A phone by itself, as a word of the recogniser's dictionary. */
const phoneWord = (phone: string): string => `_${phone.toLowerCase()}`;

/** The words that stand for words of one's own, as lines of a dictionary. */
export const anyWords: readonly string[] = cmuPhones.map((phone) => `${phoneWord(phone)} ${phone}`);

export const isAnyWord = (word: string): boolean => word.startsWith('_');

/**
 * How likely a sound of one's own words is beside a word of the grammar. At 1 half of all recorded commands were taken for
 * free text, at 0.002 none of 52, and free text is still known.
 */
export const likelihood = (word: string): number => (isAnyWord(word) ? 0.002 : 1);

/** Words that the beginnings need beside the grammar's own. */
export const beginningWords: readonly string[] = beginnings.join(' ').match(/[a-z]+/g) ?? [];

/** The grammar, which also takes any sounds after those beginnings: so they are known for what they are. */
export function withFreeText(jsgf: string): string {
  const found = /\bpublic\s*<([^<>]+)>/.exec(jsgf);
  if (found === null) throw new GrammarError('The grammar has no public rule.');
  const closed = `${jsgf.slice(0, found.index)}${jsgf.slice(found.index).replace(/\bpublic\s*</g, '<')}`;
  const any = cmuPhones.map(phoneWord).join(' | ');
  return `${closed}\n<free_text> = ( ${beginnings.join(' | ')} ) ( ${any} )+;\npublic <heard> = <${found[1]}> | <free_text>;\n`;
}
