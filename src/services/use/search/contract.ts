import { use } from 'agentos/contract';
import { z } from 'zod';

/** Where something was found. */
export const searchSource = z.enum(['memory', 'calendar', 'mail', 'files', 'earlier talk']);
export type SearchSource = z.infer<typeof searchSource>;

export const localSearch = use('search', {
  summary: "Searches the person's own things: memories, calendar, mail, files and earlier talk, all at once.",
  input: z.object({
    about: z.string().trim().min(1).max(300),
    /** Of each kind. */
    limit: z.int().min(1).max(20).default(5),
    /** Where to look; everywhere where absent. */
    sources: z.array(searchSource).min(1).optional(),
  }),
  output: z.object({
    found: z.array(
      z.object({
        source: searchSource,
        text: z.string(),
        /** Wall-clock milliseconds since the epoch. */
        at: z.number().optional(),
        /** What it is read by: a path, a mail's id. */
        id: z.string().optional(),
      }),
    ),
    /** Where it could not look, though there is something: it did not answer, or may not be told. */
    missed: z.array(searchSource),
  }),
});
