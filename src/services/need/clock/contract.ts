import { need } from 'agentos/contract';
import { z } from 'zod';

/** The moment as agents see it: they have no clock of their own. */
export const clockNow = need('clock.now', {
  summary: 'The time now, and as the clock on the wall of the home shows it.',
  input: z.object({}),
  output: z.object({
    /** Milliseconds since the epoch. */
    epochMs: z.number(),
    /** IANA zone of the home. */
    zone: z.string(),
    year: z.number().int(),
    /** 1 to 12. */
    month: z.number().int(),
    day: z.number().int(),
    /** 1 is Monday, 7 is Sunday. */
    weekday: z.number().int(),
    hour: z.number().int(),
    minute: z.number().int(),
    second: z.number().int(),
  }),
  effect: 'read',
  risk: 'open',
});
