import { need } from 'agentos/contract';
import { z } from 'zod';

export const contact = z.object({
  /** As the owner calls them; absent for an address that was said as such. */
  name: z.string().optional(),
  address: z.string(),
});
export type Contact = z.infer<typeof contact>;

/** Whom names mean: people, groups of them, or mail addresses said as such. */
export const contactsFind = need('contacts.find', {
  summary: 'Mail addresses of people and groups by the names they are called by.',
  input: z.object({ names: z.array(z.string().min(1).max(254)).min(1).max(50) }),
  output: z.object({
    /** All of them, each once. */
    people: z.array(contact),
    /** Names that mean nobody. */
    missing: z.array(z.string()),
    /** Names that may mean several. */
    unclear: z.array(z.object({ name: z.string(), choices: z.array(contact) })),
  }),
  effect: 'read',
  risk: 'open',
  private: true,
});

export const contactsList = need('contacts.list', {
  summary: 'All people and groups that can be written to by name.',
  input: z.object({}),
  output: z.object({
    people: z.array(contact),
    groups: z.array(z.object({ name: z.string(), members: z.array(z.string()) })),
  }),
  effect: 'read',
  risk: 'private',
  private: true,
  question: () => 'Tell who your contacts are?',
});
