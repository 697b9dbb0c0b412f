import { type Reply, reply } from 'agentos/contract';
import type { Command } from '../../../language/command.ts';
import type { TaskResult } from '../parallel_executor/contract.ts';

interface Step {
  readonly event: string;
  readonly params: Command;
}

/** Steps that may run side by side; one that touches a device of a step before it waits for that one. */
export function batchesOf(plan: readonly Step[]): Step[][] {
  const batches: Step[][] = [];
  let touched = new Set<string>();
  for (const step of plan) {
    const ids = step.params.targets.map(({ id }) => id);
    const current = batches.at(-1);
    if (current === undefined || ids.some((id) => touched.has(id))) {
      batches.push([step]);
      touched = new Set(ids);
    } else {
      current.push(step);
      for (const id of ids) touched.add(id);
    }
  }
  return batches;
}

const PLAIN: { readonly [code: string]: string } = {
  PERMISSION_DENIED: 'One thing was not allowed, so I left it.',
  DEADLINE_EXCEEDED: 'One thing took too long, so I do not know whether it was done.',
  CANCELLED: 'One thing was cancelled.',
  UNIMPLEMENTED: 'There is nothing here that can do one of these things.',
  UNKNOWN: 'I do not know whether one of these things was done.',
};

export function replyOf({ ok, data, error }: TaskResult): Reply {
  if (ok) {
    const parsed = reply.safeParse(data);
    return parsed.success ? parsed.data : { text: 'Done.', outcome: 'done' };
  }
  return {
    text: PLAIN[error?.code ?? ''] ?? `One thing did not work: ${error?.message ?? 'no reason was given.'}`,
    outcome: 'failed',
  };
}

/** All that was said, once each; it failed if any of it did. */
export function joinReplies(replies: readonly Reply[]): Reply {
  const text = [...new Set(replies.map((one) => one.text.trim()))].filter((one) => one !== '').join(' ');
  const outcome = ['failed', 'unknown'].find((bad) => replies.some((one) => one.outcome === bad));
  return { text, outcome: outcome === 'failed' ? 'failed' : outcome === 'unknown' ? 'unknown' : 'done' };
}
