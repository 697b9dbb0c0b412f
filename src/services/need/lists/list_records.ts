import type { CollectionDefinition, Stored, ToolContext } from 'agentos/service';
import { z } from 'zod';

const listRecord = z.object({
  /** The list's name as it was first said, and as lists are told apart. */
  list: z.string(),
  listKey: z.string(),
  text: z.string(),
  done: z.boolean(),
  /** Rises with every item put on the list. */
  position: z.number().int(),
});
type ListRecord = z.infer<typeof listRecord>;

const listItems = {
  name: 'list_items',
  schema: listRecord,
  indexes: ['listKey', 'position'],
} satisfies CollectionDefinition<typeof listRecord>;

const MOST = 100_000;

export function recordsOf(storage: ToolContext['storage']) {
  return storage.collection(listItems);
}

/** One list, in order; of every list where none is named. */
export function itemsOf(storage: ToolContext['storage'], list?: string): Promise<readonly Stored<ListRecord>[]> {
  const where = list === undefined ? {} : { where: { listKey: keyOf(list) } };
  return recordsOf(storage).query({ ...where, orderBy: 'position', limit: MOST });
}

export function keyOf(text: string): string {
  return text.normalize('NFC').trim().toLowerCase().replace(/\s+/g, ' ');
}

/** Under which an item rests: the same words on the same list are the same item. */
export function itemKey(list: string, text: string): string {
  return `${keyOf(list)}/${keyOf(text)}`;
}

/** The item that was meant: by its words, else by those without their plural ending, where only one fits. */
export function findItem(items: readonly Stored<ListRecord>[], said: string): Stored<ListRecord> | undefined {
  const exact = items.find(({ value }) => keyOf(value.text) === keyOf(said));
  if (exact !== undefined) return exact;
  const close = items.filter(({ value }) => singular(value.text) === singular(said));
  return close.length === 1 ? close[0] : undefined;
}

function singular(text: string): string {
  return keyOf(text)
    .split(' ')
    .map((word) =>
      word
        .replace(/ies$/, 'y')
        .replace(/(?<=[sxz]|ch|sh|o)es$/, '')
        .replace(/(?<=[^s])s$/, ''),
    )
    .join(' ');
}
