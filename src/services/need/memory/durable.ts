import { type CollectionDefinition, tool } from 'agentos/service';
import { tellingWords } from '../../../language/filler_words.ts';
import { type Memory, memory, memoryForget, memoryRemember, memoryRestore, memorySearch } from './contract.ts';

const memories = { name: 'memories', schema: memory, indexes: ['at'], text: ['text'] } satisfies CollectionDefinition<
  typeof memory
>;

/** What people ask for, as words to search by. */
function telling(about: string): string {
  return tellingWords(about).join(' ');
}

/** The search finds what shares any word; of that, what shares as many as the best does. */
function bestOf(found: readonly Memory[], words: string): Memory[] {
  const wanted = words.split(' ');
  const counted = found.map((one) => {
    const said: readonly string[] = one.text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    return { one, hits: wanted.filter((word) => said.some((other) => other.startsWith(word))).length };
  });
  const most = Math.max(...counted.map(({ hits }) => hits));
  return counted.filter(({ hits }) => hits === most).map(({ one }) => one);
}

/** Memories as records with full text in the daemon's own storage. */
export default [
  tool({
    contract: memoryRemember,
    async run(said, { storage, clock, key }) {
      const kept: Memory = { id: key, at: Math.round(clock.now()), ...said };
      await storage.collection(memories).put(key, kept);
      return kept;
    },
  }),

  tool({
    contract: memorySearch,
    async run({ about, limit }, { storage }) {
      const records = storage.collection(memories);
      const words = about === undefined ? '' : telling(about);
      const found =
        words === ''
          ? await records.query({ orderBy: 'at', descending: true, limit })
          : await records.search(words, limit);
      return {
        memories: bestOf(
          found.map(({ value }) => value),
          words,
        ),
      };
    },
  }),

  tool({
    contract: memoryForget,
    async run({ ids }, { storage }) {
      const records = storage.collection(memories);
      const forgotten: Memory[] = [];
      for (const id of ids) {
        const stored = await records.get(id);
        if (stored === undefined) continue;
        await records.delete(id);
        forgotten.push(stored.value);
      }
      return { forgotten };
    },
  }),

  tool({
    contract: memoryRestore,
    async run({ memories: back }, { storage }) {
      for (const one of back) await storage.collection(memories).put(one.id, one);
      return {};
    },
  }),
];
