import { use } from 'agentos/contract';
import { z } from 'zod';
import { contact } from '../../need/contacts/contract.ts';

export const emailComposer = use('email_composer', {
  summary: 'Writes a mail from what it should say, to people by their names; it does not send it.',
  input: z
    .object({
      /** Names of people and groups, or addresses. */
      to: z.array(z.string().min(1).max(254)).min(1).max(50),
      subject: z.string().max(500).optional(),
      /** What it should say, or is about. */
      text: z.string().max(50_000).optional(),
      /** The same as separate points. */
      points: z.array(z.string().max(5_000)).max(100).optional(),
      /** `friendly`, `formal`, `short` … */
      tone: z.string().max(100).optional(),
      /** A mail that this one answers. */
      answers: z.object({ from: z.string(), subject: z.string(), text: z.string().max(50_000) }).optional(),
      /** The text is sent word for word, so no model is asked. */
      exactly: z.boolean().default(false),
    })
    .refine(
      ({ text, points, subject }) => [text, subject, ...(points ?? [])].some((said) => (said ?? '').trim() !== ''),
      {
        path: ['text'],
        error: 'says nothing; give text, points or a subject',
      },
    ),
  output: z.object({
    to: z.array(contact),
    subject: z.string(),
    body: z.string(),
    /** The model that wrote it; absent where the words are those that were given. */
    model: z.string().optional(),
  }),
});
