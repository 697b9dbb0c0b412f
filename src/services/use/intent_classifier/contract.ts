import { reply, use } from 'agentos/contract';
import { z } from 'zod';
import { command } from '../../../language/command.ts';

export const intentClassifier = use('intent_classifier', {
  summary: 'Finds out what a sentence asks for, and which agents take it.',
  input: z.object({
    text: z.string().max(10_000),
    /** Where it was said. */
    area: z.string().optional(),
    /** What was said before it in the same conversation, the oldest first. */
    before: z.array(z.string()).optional(),
  }),
  output: z.object({
    /** What understood it: the grammar, or nothing. */
    tier: z.enum(['grammar', 'paraphrase', 'none']),
    /** Of the first command. */
    intent: z.string().optional(),
    slots: command.shape.slots.optional(),
    /** Who is called with what, in the order it was said. */
    plan: z.array(z.object({ event: z.string(), params: command })),
    /** True where the grammar has no reading of the sentence at all: a model may have one. */
    unread: z.boolean().optional(),
    /** What it may have meant, in full sentences to ask about. */
    near: z
      .object({
        /** The words that were no name; empty where the sentence differs in more. */
        said: z.string(),
        choices: z.array(z.object({ name: z.string(), text: z.string() })).min(1),
        /** What a yes teaches: what was said as a name, or the whole sentence. */
        teaches: z.enum(['name', 'sentence', 'nothing']),
      })
      .optional(),
    /** What to say beside the plan, or in its place: what was not understood, or what nothing here can do. */
    reply: reply.optional(),
  }),
});
