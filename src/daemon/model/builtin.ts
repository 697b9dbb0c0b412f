import { z } from 'zod';
import { need } from './contract.ts';

/** Capabilities that the daemon itself provides. Services call them like any other contract. */

/** Asks the person whom the thread belongs to; answered by the interface that is attached. */
export const userAsk = need('user.ask', {
  summary: 'Ask the person of this thread a question.',
  input: z.object({
    text: z.string(),
    /** `confirm` and `pin`: for one exact call. Only the gate asks for a PIN. */
    kind: z.enum(['question', 'confirm', 'pin']).default('question'),
    choices: z.array(z.string()).optional(),
    /** The gate's: which call it is about, by its hash, and who is asked where that is not who began the turn. */
    call: z.string().optional(),
    of: z.string().optional(),
  }),
  output: z.object({
    /** What was answered, as said; a PIN is never kept. */
    text: z.string(),
    /** For `confirm` whether it was a yes, for `pin` whether it was the right one. */
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

/** Finds agents that take a sentence, by what they say of themselves: the few that fit, not the whole list. */
export const agentsAbout = need('catalog.about', {
  summary: 'Which agents a sentence may be meant for.',
  input: z.object({
    text: z.string(),
    limit: z.number().int().min(1).max(64).default(6),
    /** So many instead, where a model can compare them by their meaning. */
    compared: z.number().int().min(1).max(64).default(32),
  }),
  output: z.object({
    /** Those whose words match, best first; then others, with a score of 0. */
    agents: z.array(z.object({ subject: z.string(), summary: z.string(), score: z.number() })),
    /** Whether models are there: to choose among them, and to tell which mean the same. */
    models: z.object({ choose: z.boolean(), embed: z.boolean() }),
  }),
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

/** How far a thread has come that works for another: which calls it has made, not what was in them. */
export const threadProgress = need('thread.progress', {
  summary: 'How far a thread that works for another has come.',
  input: z.object({ thread: z.string() }),
  output: z.object({
    /** Whether its turn still runs. */
    open: z.boolean(),
    /** In the order they were made. */
    calls: z.array(z.object({ key: z.string(), subject: z.string(), how: z.enum(['done', 'failed', 'open']) })),
  }),
  effect: 'read',
  risk: 'open',
});

/** Stops a thread that works for another: what it has not begun is not begun, and its turn ends as cancelled. */
export const threadStop = need('thread.stop', {
  summary: 'Stop a thread that works for another.',
  input: z.object({ thread: z.string() }),
  /** False where it had ended. */
  output: z.object({ stopped: z.boolean() }),
  effect: 'idempotent',
  risk: 'home',
});
