import {
  type Asker,
  type CollectionDefinition,
  Fault,
  privateLabel,
  provider,
  type Storage,
  type ToolContext,
  tool,
} from 'agentos/service';
import { z } from 'zod';
import { tellingWords } from '../../../language/filler_words.ts';
import { type Memory, memory, memoryForget, memoryRemember, memoryRestore, memorySearch } from './contract.ts';
import { keptVector, VectorIndex, vectors } from './vectors.ts';

/** Finds more than are told, since the best of what shares a word is chosen among them. */
const MORE = 4;

/** The house's memories, or those that are somebody's own: each have their collection, so that none is read for another. */
function memoriesOf(owner: string | undefined) {
  const name = owner === undefined ? 'memories' : `memories of ${owner}`;
  return { name, schema: memory, indexes: ['at'], text: ['text'] } satisfies CollectionDefinition<typeof memory>;
}

/** All of the owner's clients are the owner; anybody else is who they are, where they are. */
function ownerOf(asker: Asker | undefined): string | undefined {
  if (asker === undefined) return undefined;
  return asker.channel === 'owner' ? 'owner' : `${asker.channel}:${asker.client}`;
}

/** The house's, and the asker's own. */
async function ownersFor(context: Pick<ToolContext, 'asker'>): Promise<readonly (string | undefined)[]> {
  const own = ownerOf(await context.asker());
  return own === undefined ? [undefined] : [undefined, own];
}

async function collectionFor(own: boolean | undefined, context: Pick<ToolContext, 'asker' | 'storage'>) {
  const owner = own === true ? ownerOf(await context.asker()) : undefined;
  if (own === true && owner === undefined)
    throw new Fault(
      'FAILED_PRECONDITION',
      'Nobody is known whose own memory this would be; remember it for the house.',
    );
  return { owner, records: context.storage.collection(memoriesOf(owner)) };
}

/** The search finds what shares any word; of that, what shares as many as the best does. */
function bestOf(found: readonly Memory[], words: readonly string[]): Memory[] {
  const counted = found.map((one) => {
    const said: readonly string[] = one.text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    return { one, hits: words.filter((word) => said.some((other) => other.startsWith(word))).length };
  });
  const most = Math.max(...counted.map(({ hits }) => hits));
  return counted.filter(({ hits }) => hits === most).map(({ one }) => one);
}

async function byWords(
  storage: Storage,
  owners: readonly (string | undefined)[],
  words: readonly string[],
  limit: number,
) {
  const found = await Promise.all(
    owners.map((owner) => storage.collection(memoriesOf(owner)).search(words.join(' '), limit * MORE)),
  );
  const all = found.flat().map(({ value }) => value);
  return all.length === 0 ? [] : bestOf(all, words);
}

async function newest(storage: Storage, owners: readonly (string | undefined)[], limit: number) {
  const found = await Promise.all(
    owners.map((owner) => storage.collection(memoriesOf(owner)).query({ orderBy: 'at', descending: true, limit })),
  );
  return found
    .flat()
    .map(({ value }) => value)
    .sort((a, b) => b.at - a.at);
}

async function byId(storage: Storage, owners: readonly (string | undefined)[], id: string) {
  for (const owner of owners) {
    const records = storage.collection(memoriesOf(owner));
    const stored = await records.get(id);
    if (stored !== undefined) return { records, value: stored.value };
  }
  return undefined;
}

/** Memories as records with full text in the daemon's own storage, and compared by meaning where they come with vectors. */
export default provider({
  contracts: [memoryRemember, memorySearch, memoryForget, memoryRestore],
  settings: z.object({
    nearness: z
      .number()
      .min(0)
      .max(1)
      .default(0.6)
      .describe(
        'How near in meaning a memory has to be that shares no word with what is asked for: the cosine of their vectors, 0 to 1.',
      ),
  }),
  async open({ settings: { nearness }, ...doors }) {
    const index = await VectorIndex.open(doors);
    const tools = [
      tool({
        contract: memoryRemember,
        async run({ vector, ...said }, context) {
          const { clock, key, storage } = context;
          const { owner, records } = await collectionFor(said.own, context);
          const asker = await context.asker();
          const from = asker === undefined ? {} : { thread: asker.thread, client: asker.client };
          const kept: Memory = { id: key, at: Math.round(clock.now()), ...said, ...from };
          await records.put(key, kept);
          if (vector !== undefined) {
            const facts = { model: vector.model, at: kept.at, ...(owner === undefined ? {} : { owner }) };
            await storage.collection(vectors).put(key, keptVector(vector.values, facts));
          }
          return kept;
        },
      }),

      tool({
        contract: memorySearch,
        taintOf: ({ memories }) => (memories.length > 0 ? [privateLabel(memorySearch.subject)] : []),
        async run({ about, vector, limit }, context) {
          const { storage } = context;
          const owners = await ownersFor(context);
          if (about === undefined) return { memories: (await newest(storage, owners, limit)).slice(0, limit) };
          const found = new Map<string, Memory>();
          for (const one of await byWords(storage, owners, tellingWords(about), limit)) found.set(one.id, one);
          if (vector !== undefined) {
            const near = index.near(vector.model, vector.values, { owners, least: nearness, limit });
            for (const { id } of near) {
              const one = found.has(id) ? undefined : await byId(storage, owners, id);
              if (one !== undefined) found.set(id, one.value);
            }
          }
          return { memories: [...found.values()].slice(0, limit) };
        },
      }),

      tool({
        contract: memoryForget,
        async run({ ids }, context) {
          const owners = await ownersFor(context);
          const forgotten: Memory[] = [];
          for (const id of ids) {
            const found = await byId(context.storage, owners, id);
            if (found === undefined) continue;
            await found.records.delete(id);
            await context.storage.collection(vectors).delete(id);
            forgotten.push(found.value);
          }
          return { forgotten };
        },
      }),

      tool({
        contract: memoryRestore,
        async run({ memories: back }, context) {
          for (const one of back) {
            const { records } = await collectionFor(one.own, context);
            await records.put(one.id, one);
          }
          return {};
        },
      }),
    ];
    return { tools, release: async () => index.close() };
  },
});
