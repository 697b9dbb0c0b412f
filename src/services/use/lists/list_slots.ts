import type { Command } from '../../../language/command.ts';

/** Two things by their words, one on a list. */
const ONE_THING =
  /^(mac|macaroni) and cheese$|^salt and pepper$|^fish and chips$|^half and half$|^peanut butter and jelly$|^ham and cheese$|^sweet and sour sauce$|^cookies and cream$/i;

/** The list that a command is about: `shopping`, `to-do`, or a name of the household's own. */
export function listOf({ intent, slots }: Command): string {
  const said = slots.name ?? slots.list;
  if (intent.includes('ShoppingList') || typeof said !== 'string') return 'shopping';
  const name = said
    .trim()
    .replace(/^(the|my|our|a)\s+/i, '')
    .replace(/[\s-]*lists?$/i, '')
    .trim();
  if (name === '' || /^(shopping|grocery|groceries)$/i.test(name)) return 'shopping';
  return /^(to[\s-]?dos?|task|tasks)$/i.test(name) ? 'to-do' : name;
}

/** As it is said in a sentence: `your shopping list`, `your Trader Joe's list`. */
export function nameList(list: string): string {
  return `your ${list} list`;
}

/** What is put on or taken off. What stands on a shopping list is taken apart at `and`; a thing to do is not. */
export function itemsOf({ slots }: Command, list: string): string[] {
  const said = slots.item;
  if (Array.isArray(said)) return said.flatMap((item) => (typeof item === 'string' ? tidy([item]) : []));
  if (typeof said !== 'string') return [];
  if (list !== 'shopping' || ONE_THING.test(said.trim())) return tidy([said]);
  const parts = said.split(/\s*,\s*(?:and\s+)?|\s*;\s*/i);
  return tidy(parts.flatMap((part) => (ONE_THING.test(part.trim()) ? [part] : part.split(/\s+and\s+/i))));
}

function tidy(items: readonly string[]): string[] {
  const plain = items.map((item) =>
    item
      .trim()
      .replace(/^(some|a|an|the)\s+(?=\S)/i, '')
      .slice(0, 500),
  );
  return [...new Set(plain.filter((item) => item !== ''))];
}
