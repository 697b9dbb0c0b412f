import { z } from 'zod';
import { count } from './fields.ts';

const progress = z.object({ done: count, total: count });
const made = z.object({
  file: z.string(),
  bytes: count,
  threads: count,
  format: count,
  identity: z.string(),
  changedAt: z.int().exactOptional(),
});
/** A backup that was made, checked, and is on the disk. `changedAt` in wall-clock milliseconds. */
export type BackupMade = z.output<typeof made>;

export const backupResponse = z.discriminatedUnion('message', [
  z.object({ message: z.literal('progress'), progress }),
  z.object({ message: z.literal('made'), made }),
]);
export const deleteThreadsResponse = z.object({ threads: z.array(z.string()), backups: z.array(z.string()) });
/** What is gone, and which of the daemon's backups still have it. */
export type DeletedThreads = z.output<typeof deleteThreadsResponse>;
export const exportThreadsResponse = z.object({ lines: z.instanceof(Uint8Array) });
