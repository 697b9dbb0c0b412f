import { use } from 'agentos/contract';
import { z } from 'zod';

const task = z.object({
  /** Subject of any service: `need.…` or `use.…`. */
  event: z.string(),
  /** Plain JSON; an empty object where absent. */
  params: z.unknown().optional(),
  /** How long this one may take, in milliseconds; the service's own deadline where absent. */
  deadline_ms: z.number().int().min(1).max(600_000).optional(),
});

const taskResult = z.object({
  event: z.string(),
  ok: z.boolean(),
  /** What it answered, where `ok`. */
  data: z.unknown().optional(),
  /** Why it did not, where not `ok`; a timeout is DEADLINE_EXCEEDED. */
  error: z.object({ code: z.string(), message: z.string() }).optional(),
});
export type TaskResult = z.infer<typeof taskResult>;

export const parallelExecutor = use('parallel_executor', {
  summary: 'Runs several calls side by side and answers with all results, in order.',
  input: z.object({ tasks: z.array(task).max(16) }),
  output: z.object({ results: z.array(taskResult) }),
});
