import type { ToolContext } from 'agentos/service';
import { z } from 'zod';
import type { Held } from './held.ts';

/** That an event was written from here. Such a record carries what went into it, however the calendar itself travels. */
const marks = {
  name: 'written',
  schema: z.object({
    /** It was put in from here, and may be taken back. */
    made: z.boolean(),
    at: z.number().int(),
  }),
};

/** Events as they were before they were changed from here: what brings them back. */
const kept = {
  name: 'kept',
  schema: z.object({ calendar: z.string(), uid: z.string(), text: z.string(), at: z.number().int() }),
  indexes: ['at'],
};

const KEPT_MS = 30 * 86_400_000;
const PRUNED_AT_ONCE = 20;
/** A file that is longer is not kept, and its change cannot be undone. */
const LONGEST_KEPT = 256 * 1_024;

type Named = { readonly calendar: { readonly id: string }; readonly uid: string };

export function marksOf(storage: ToolContext['storage']) {
  const records = storage.collection(marks);
  const keyOf = ({ calendar, uid }: Named): string => `${calendar.id}\n${uid}`;
  return {
    get: async (named: Named) => (await records.get(keyOf(named)))?.value,
    set: async (named: Named, made: boolean, at: number) => records.put(keyOf(named), { made, at }),
    clear: async (named: Named) => records.delete(keyOf(named)),
  };
}

/** Keeps what an event was, under the key of the call that changes it, for a month. Gives the name it is kept under. */
export async function keep(
  { storage, clock }: Pick<ToolContext, 'storage' | 'clock'>,
  key: string,
  { calendar, uid, text }: Held,
): Promise<string | undefined> {
  if (text.length > LONGEST_KEPT) return undefined;
  const records = storage.collection(kept);
  const at = Math.floor(clock.now());
  for (const old of await records.query({ orderBy: 'at', limit: PRUNED_AT_ONCE }))
    if (old.value.at < at - KEPT_MS) await records.delete(old.key);
  await records.put(key, { calendar: calendar.id, uid, text, at });
  return key;
}

export async function keptText(
  storage: ToolContext['storage'],
  key: string,
  calendar: string,
  uid: string,
): Promise<string | undefined> {
  const found = (await storage.collection(kept).get(key))?.value;
  return found?.calendar === calendar && found.uid === uid ? found.text : undefined;
}
