import type { CollectionDefinition } from 'agentos/service';
import { z } from 'zod';
import { waitView } from './contract.ts';

export const waitRecord = waitView.omit({ id: true }).extend({
  /** Whether it was so when it was looked at last: it counts when it becomes so. */
  was: z.boolean(),
  /** How often it has come to be so, and how often that was taken. */
  times: z.number().int(),
  taken: z.number().int(),
});
export type WaitRecord = z.infer<typeof waitRecord>;

export const waits = { name: 'waits', schema: waitRecord, indexes: ['client'] } satisfies CollectionDefinition<
  typeof waitRecord
>;
