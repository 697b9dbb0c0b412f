/** Words that say nothing about which event is meant. */
const FILLERS = new Set(
  'a an the my our your to of for about on in at and with i is me this that meeting appointment event date next'.split(
    ' ',
  ),
);

function wordsOf(text: string): string[] {
  const words: string[] =
    text
      .toLowerCase()
      .normalize('NFKC')
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.slice(0, 200);
}

/**
 * How well a text fits what was said, 0 to 1: how many of the words that tell something begin one of its words. Half of them is the
 * least that counts; 0 otherwise. Words such as `meeting` count only where nothing else was said.
 */
export function fitOf(said: string, text: string): number {
  const all = wordsOf(said);
  const telling = all.filter((word) => !FILLERS.has(word));
  const wanted = telling.length > 0 ? telling : all;
  if (wanted.length === 0) return 0;
  const there = wordsOf(text);
  const hits = wanted.filter((word) =>
    there.some((other) => other.startsWith(word) || singular(other) === singular(word)),
  );
  return hits.length * 2 < wanted.length ? 0 : hits.length / wanted.length;
}

function singular(word: string): string {
  return word.replace(/(?:['’]s|s)$/u, '');
}
