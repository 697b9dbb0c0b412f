import { use } from 'agentos/contract';
import { z } from 'zod';

const task = z.object({
  /** What is to be done, as it was said, without when. */
  text: z.string(),
  /** `2026-11-27`, or with a time of day `2026-11-27T17:00:00`, as the clock of the home shows it. */
  due: z.string().optional(),
  /** The same as it was said: `by Friday`. */
  due_said: z.string().optional(),
  /** Who is to do it, where somebody is named. */
  who: z.string().optional(),
});
export type Task = z.infer<typeof task>;

export const taskExtractor = use('task_extractor', {
  summary: 'Finds what is to be done in a text or a mail: the tasks, by when and by whom.',
  input: z
    .object({
      text: z.string().max(50_000).optional(),
      /** Id of a mail, in the place of a text. */
      mail: z.string().max(500).optional(),
      /** Who wrote it. */
      from: z.string().max(300).optional(),
    })
    .refine(({ text, mail }) => (text === undefined) !== (mail === undefined), {
      path: ['text'],
      error: 'give either a text or a mail',
    }),
  output: z.object({
    tasks: z.array(task).max(50),
    /** The model that found them; absent where they were found by rules. */
    model: z.string().optional(),
  }),
});
