import { provider, tool } from 'agentos/service';
import { z } from 'zod';
import { type Contact, contactsFind, contactsList } from './contract.ts';
import { type Book, findContacts } from './find_contacts.ts';

const name = z.string().trim().min(1).max(100);
const address = z.email('is not a mail address, as in "anna@example.org"').max(254);

/** People and groups as the owner's settings name them. */
export default provider({
  contracts: [contactsFind, contactsList],
  settings: z
    .strictObject({
      people: z
        .record(name, z.union([address, z.array(address).min(1)]))
        .default({})
        .describe(
          'Who is called what: "Anna Example" = "anna@example.org"; the first of several addresses is the one that is used.',
        ),
      groups: z
        .record(name, z.array(name).min(1).max(50))
        .default({})
        .describe(
          'Names that stand for several people, by their names or addresses: team = ["Anna Example", "ben@example.org"].',
        ),
    })
    .refine(({ people, groups }) => Object.keys(groups).every((group) => !Object.hasOwn(people, group)), {
      path: ['groups'],
      error: 'a group has the name of a person',
    })
    .refine(
      ({ people, groups }) =>
        Object.values(groups)
          .flat()
          .every((member) => member.includes('@') || Object.hasOwn(people, member)),
      {
        path: ['groups'],
        error: 'a member is neither a name under people nor a mail address',
      },
    ),
  async open({ settings }) {
    const people = Object.entries(settings.people).map(([name, addresses]): Contact => {
      const first = typeof addresses === 'string' ? addresses : (addresses[0] ?? '');
      return { name, address: first };
    });
    const book: Book = { people, groups: settings.groups };
    return {
      tools: [
        tool({ contract: contactsFind, run: async ({ names }) => findContacts(book, names) }),
        tool({
          contract: contactsList,
          run: async () => ({
            people,
            groups: Object.entries(settings.groups).map(([group, members]) => ({ name: group, members })),
          }),
        }),
      ],
      release: async () => {},
    };
  },
});
