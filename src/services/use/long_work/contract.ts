import { reply, use } from 'agentos/contract';
import { z } from 'zod';

export const longWork = use('long_work', {
  summary: 'Does what takes long, and tells how it came out.',
  input: z.object({ id: z.string() }),
  output: reply,
});
