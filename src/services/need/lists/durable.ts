import { type ToolContext, tool } from 'agentos/service';
import { listAdd, listChange, listClear, listNames, listRead, listRestore } from './contract.ts';
import { findItem, itemKey, itemsOf, keyOf, recordsOf } from './list_records.ts';

/** Lists as records in the daemon's own storage. */
export default [
  tool({
    contract: listNames,
    async run(_input, { storage }) {
      const lists = new Map<string, { name: string; open: number }>();
      for (const { value } of await itemsOf(storage)) {
        const known = lists.get(value.listKey) ?? { name: value.list, open: 0 };
        lists.set(value.listKey, { ...known, open: known.open + (value.done ? 0 : 1) });
      }
      return { lists: [...lists.values()].sort((a, b) => a.name.localeCompare(b.name)) };
    },
  }),

  tool({
    contract: listRead,
    async run({ list, items: wanted }, { storage }) {
      const items = await itemsOf(storage, list);
      const found = wanted.flatMap((said) => findItem(items, said) ?? []);
      const plain = ({ value: { text, done } }: (typeof items)[number]) => ({ text, done });
      return { items: items.map(plain), found: found.map(plain) };
    },
  }),

  tool({
    contract: listAdd,
    async run({ list, items }, { storage }) {
      const added: string[] = [];
      const already: string[] = [];
      for (const text of items) {
        const there = findItem(await itemsOf(storage, list), text);
        if (there !== undefined && !there.value.done) already.push(there.value.text);
        else {
          if (there !== undefined) await recordsOf(storage).delete(there.key);
          await put(storage, list, text, false);
          added.push(text);
        }
      }
      return { added, already };
    },
  }),

  tool({
    contract: listChange,
    async run({ list, items, change }, { storage }) {
      const changed: { text: string; done: boolean }[] = [];
      const missing: string[] = [];
      for (const said of items) {
        const found = findItem(await itemsOf(storage, list), said);
        if (found === undefined) {
          missing.push(said);
          continue;
        }
        const { key, value } = found;
        if (change === 'remove') await recordsOf(storage).delete(key);
        else await recordsOf(storage).put(key, { ...value, done: change === 'complete' });
        changed.push({ text: value.text, done: value.done });
      }
      return { changed, missing };
    },
  }),

  tool({
    contract: listClear,
    async run({ list, only }, { storage }) {
      const gone = (await itemsOf(storage, list)).filter(({ value }) => only === 'all' || value.done);
      for (const { key } of gone) await recordsOf(storage).delete(key);
      return { items: gone.map(({ value: { text, done } }) => ({ text, done })) };
    },
  }),

  tool({
    contract: listRestore,
    async run({ list, items }, { storage }) {
      for (const { text, done } of items) await put(storage, list, text, done);
      return {};
    },
  }),
];

/** At the end of the list, or in its place where it is on it. */
async function put(storage: ToolContext['storage'], list: string, text: string, done: boolean): Promise<void> {
  const items = await itemsOf(storage, list);
  const key = itemKey(list, text);
  const position = items.find((item) => item.key === key)?.value.position ?? (items.at(-1)?.value.position ?? 0) + 1;
  await recordsOf(storage).put(key, { list: items[0]?.value.list ?? list, listKey: keyOf(list), text, done, position });
}
