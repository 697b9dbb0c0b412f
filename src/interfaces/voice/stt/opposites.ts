/**
 * Words that turn a command into its contrary and sound much alike, above all in "turn off all": of recorded commands with
 * "off" every third was heard with "on".
 */
const pairs: readonly (readonly [string, string])[] = [
  ['on', 'off'],
  ['open', 'close'],
  ['lock', 'unlock'],
  ['up', 'down'],
  ['pause', 'resume'],
  ['mute', 'unmute'],
];

/**
 * A contrary that fits worse by less is not told apart, in pocketsphinx's score over the whole utterance. Of 19 recorded
 * commands with such a word the one that was misheard differed by 33 to 141, as it was cut; of the others one by 132 to 153,
 * all the rest by 219 and more.
 */
export const alikeWithin = 200;

/** Every sentence that differs in one such word, which must be among `known`. A question is answered alike either way: it has none. */
export function contraries(words: readonly string[], known: ReadonlySet<string>): readonly (readonly string[])[] {
  if (words[0] === 'is') return [];
  return words.flatMap((word, index) => {
    const pair = pairs.find((each) => each.includes(word));
    const other = pair?.find((each) => each !== word);
    return other === undefined || !known.has(other) ? [] : [words.with(index, other)];
  });
}

/** Whether a word turns a command into its contrary. */
export const hasContrary = (word: string): boolean => pairs.some((pair) => pair.includes(word));
