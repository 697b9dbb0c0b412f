import { need } from 'agentos/contract';
import { signal } from 'agentos/service';
import { z } from 'zod';

/** Something is to be said all over the house. The key is that of the call that asked for it. */
export const announcement = signal('announcement', z.object({ message: z.string() }));

/** Says a message wherever somebody can hear or read it. */
export const announce = need('announce', {
  summary: 'Say a message all over the house.',
  input: z.object({ message: z.string().trim().min(1).max(1_000) }),
  output: z.object({}),
  effect: 'keyed',
  risk: 'home',
  // Whoever is in the house hears it.
  outbound: true,
});
