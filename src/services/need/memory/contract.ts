import { need } from 'agentos/contract';
import { z } from 'zod';

export const memory = z.object({
  id: z.string(),
  text: z.string().min(1).max(5_000),
  /** When it was said, wall-clock milliseconds since the epoch. */
  at: z.number().int(),
  /** Who said it, where the voice was known. */
  speaker: z.string().optional(),
});
export type Memory = z.infer<typeof memory>;

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
  // It can be undone, so it is no loss.
  risk: 'home',
  undo: (_input, { forgotten }) => (forgotten.length === 0 ? undefined : memoryRestore({ memories: forgotten })),
});

export const memoryRemember = need('memory.remember', {
  summary: 'Remember what was said.',
  input: memory.pick({ text: true, speaker: true }),
  output: memory,
  effect: 'local',
  risk: 'home',
  undo: (_input, { id }) => memoryForget({ ids: [id] }),
});

export const memorySearch = need('memory.search', {
  summary: 'What was remembered about something, the best first; the newest where nothing is asked for.',
  input: z.object({ about: z.string().max(1_000).optional(), limit: z.number().int().min(1).max(50).default(5) }),
  output: z.object({ memories: z.array(memory) }),
  effect: 'read',
  risk: 'private',
  question: ({ about }) =>
    about === undefined ? 'Read out what I remember?' : `Read out what I remember about ${about}?`,
});
