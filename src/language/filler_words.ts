/** Words that say nothing about what is meant. */
const FILLERS: ReadonlySet<string> = new Set(
  'a an the my our your his her their i we you it is are was were am be been do does did to of in on at for with and or that this about what where when who which how me us have has had please can could would will tell'.split(
    ' ',
  ),
);

/** The words of a text that tell what it is about, in lower case; all of its words where none does. */
export function tellingWords(text: string): readonly string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const telling = words.filter((word) => !FILLERS.has(word));
  return telling.length > 0 ? telling : words;
}
