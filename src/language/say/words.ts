/** `a`, `a and b`, `a, b and c`. Nothing for an empty list. */
export function sayList(items: readonly string[], last = 'and'): string {
  if (items.length <= 1) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`;
}

const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ['person', 'people'],
  ['child', 'children'],
  ['shelf', 'shelves'],
  ['is', 'are'],
  ['was', 'were'],
  ['has', 'have'],
  ['it', 'them'],
]);

/** The plural of an English noun: `light` → `lights`, `switch` → `switches`, `battery` → `batteries`. */
export function plural(noun: string): string {
  const irregular = IRREGULAR.get(noun);
  if (irregular !== undefined) return irregular;
  if (/(?:s|x|z|ch|sh)$/.test(noun)) return `${noun}es`;
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return `${noun}s`;
}

/** `1 light`, `3 lights`, `no lights`. */
export function sayCount(count: number, noun: string): string {
  return `${count === 0 ? 'no' : String(count)} ${count === 1 ? noun : plural(noun)}`;
}

const PLAIN = /^(?:the|my|our|your|all|every)\s/i;

/**
 * A device or a room with its article: `the kitchen light`. A name that is no plain noun keeps its own form: `Ada's lamp`, `Netflix on TV`
 * without an article would be wrong, so only names of people and possessives go without.
 */
export function withArticle(name: string): string {
  if (PLAIN.test(name) || /^\p{L}+['’]s\s/u.test(name)) return name;
  return `the ${softened(name)}`;
}

/** `Kitchen Light` as it is written within a sentence: `kitchen light`; abbreviations, digits and names like `iPad` stay. */
export function softened(name: string): string {
  return name
    .split(' ')
    .map((word) => (/^\p{Lu}[\p{Ll}'’-]+$/u.test(word) ? word.toLowerCase() : word))
    .join(' ');
}

/** The first letter large, for the start of a sentence. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
