import { need } from 'agentos/contract';
import { z } from 'zod';

export const memory = z.object({
  id: z.string(),
  text: z.string().min(1).max(5_000),
  /** When it was said, wall-clock milliseconds since the epoch. */
  at: z.number().int(),
  /** Who said it, where the voice was known. */
  speaker: z.string().optional(),
  /** Where it was said: the thread, and the client's name. */
  thread: z.string().optional(),
  client: z.string().optional(),
  /** It is for whoever said it alone; for all of the house otherwise. */
  own: z.boolean().optional(),
});
export type Memory = z.infer<typeof memory>;

/** A text as a model sees it, with the model's name: only vectors of one model can be compared. */
const vector = z.object({ model: z.string().max(200), values: z.array(z.number()).min(1).max(4_096) });

export const memoryRestore = need('memory.restore', {
  summary: 'Bring back what was forgotten.',
  input: z.object({ memories: z.array(memory).min(1) }),
  output: z.object({}),
  effect: 'local',
  risk: 'home',
});

export const memoryForget = need('memory.forget', {
  summary: 'Forget remembered things.',
  input: z.object({ ids: z.array(z.string()).min(1) }),
  output: z.object({ forgotten: z.array(memory) }),
  effect: 'local',
  private: true,
  // It can be undone, so it is no loss.
  risk: 'home',
  undo: (_input, { forgotten }) => (forgotten.length === 0 ? undefined : memoryRestore({ memories: forgotten })),
});

export const memoryRemember = need('memory.remember', {
  summary: 'Remember what was said: for the house, or for the one who said it alone.',
  input: memory.pick({ text: true, speaker: true, own: true }).extend({ vector: vector.optional() }),
  output: memory,
  effect: 'local',
  risk: 'home',
  undo: (_input, { id }) => memoryForget({ ids: [id] }),
});

export const memorySearch = need('memory.search', {
  summary:
    'What was remembered about something, as far as the asker may know it: by words and, with its vector, by meaning; the best first. The newest where nothing is asked for.',
  input: z.object({
    about: z.string().max(1_000).optional(),
    vector: vector.optional(),
    limit: z.number().int().min(1).max(50).default(5),
  }),
  output: z.object({ memories: z.array(memory) }),
  effect: 'read',
  risk: 'private',
  // What was found is private; that nothing was is not.
  question: ({ about }) =>
    about === undefined ? 'Read out what I remember?' : `Read out what I remember about ${about}?`,
});
