import { z } from 'zod';
import { count } from './fields.ts';

export const auditResponse = z.object({
  seq: z.int().min(1),
  at: z.int(),
  thread: z.string(),
  turn: count,
  key: z.string(),
  subject: z.string(),
  risk: z.string(),
  verdict: z.string(),
  row: z.string(),
  client: z.string(),
  channel: z.string(),
  labels: z.array(z.string()),
  call: z.string(),
  why: z.string().exactOptional(),
  hash: z.string(),
});
/** What the gate decided about one call. `at` in wall-clock milliseconds. */
export type AuditEntry = z.output<typeof auditResponse>;

export const verifyAuditResponse = z.object({
  entries: count,
  head: z.string(),
  brokenAt: count.exactOptional(),
  problem: z.string().exactOptional(),
});
/** How the record stands: how many entries are as they were written, and the first that is not. */
export type AuditVerified = z.output<typeof verifyAuditResponse>;

export const setPinResponse = z.object({});
export const removePinResponse = z.object({ wasSet: z.boolean() });
