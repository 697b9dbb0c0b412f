import { z } from 'zod';
import { need } from './contract.ts';

/** Capabilities that the daemon itself provides. Services call them like any other contract. */

/** Asks the person whom the thread belongs to; answered by the interface that is attached. */
export const userAsk = need('user.ask', {
  summary: 'Ask the person of this thread a question.',
  input: z.object({
    text: z.string(),
    kind: z.enum(['question', 'confirm']).default('question'),
    choices: z.array(z.string()).optional(),
  }),
  output: z.object({
    /** What was answered, as said. */
    text: z.string(),
    /** For `confirm`: whether it was a yes. */
    yes: z.boolean(),
  }),
  effect: 'idempotent',
  risk: 'open',
  deadlineMs: 600_000,
});

/** Finds the agents that take an intent on a domain; by what their contracts declare, so that a new agent needs no other change. */
export const agentsFor = need('catalog.agents', {
  summary: 'Which agents take these intents.',
  input: z.object({ wanted: z.array(z.object({ intent: z.string(), domain: z.string().optional() })) }),
  /** In the order asked; null where no agent takes it. */
  output: z.object({ subjects: z.array(z.string().nullable()) }),
  effect: 'read',
  risk: 'open',
});

/** Messages of this thread, or of the newest threads of the same client, beyond those a view holds. */
export const threadRead = need('thread.read', {
  summary: 'Read messages of a thread.',
  input: z.object({ thread: z.string(), limit: z.number().int().min(1).max(200).default(50) }),
  output: z.object({
    messages: z.array(z.object({ turn: z.number(), role: z.string(), text: z.string(), at: z.number() })),
  }),
  effect: 'read',
  risk: 'open',
});
