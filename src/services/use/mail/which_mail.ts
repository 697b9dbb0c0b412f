import { Fault, note } from 'agentos/service';
import { z } from 'zod';
import { contactsFind } from '../../need/contacts/contract.ts';
import { emailRead, type Mail, type MailQuery } from '../../need/email/contract.ts';
import { type Slots, textOf } from './slots.ts';

/** Ids of what was told last, in the order it was told; nothing that stood in it. */
const told = z.object({ ids: z.array(z.string()).max(50) });

type Metadata = { readonly metadata: { readonly [key: string]: unknown } };

export function* noteTold(ids: readonly string[]) {
  yield* note({ metadata: { mail: { ids: ids.slice(0, 50) } } });
}

/** Ids of what "that mail" may mean: what was told last in this conversation. */
export function toldBefore({ metadata }: Metadata): readonly string[] {
  return told.safeParse(metadata['mail']).data?.ids ?? [];
}

/** What is looked for by what was said. A name of the contacts is looked for by its address. */
export function* queryOf(slots: Slots) {
  const [from, topic] = [textOf(slots.from), textOf(slots.topic)];
  const query: MailQuery = {
    ...(from === undefined ? {} : { from: (yield* senderOf(from)).slice(0, 200) }),
    ...(topic === undefined ? {} : { text: topic.replace(/^(the|a|an|my|our) /i, '').slice(0, 200) }),
    ...(slots.unread === true ? { unread: true } : {}),
  };
  return query;
}

function* senderOf(said: string) {
  try {
    const { people } = yield* contactsFind({ names: [said.slice(0, 254)] });
    const [only] = people;
    if (only !== undefined && people.length === 1) return only.address;
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.code !== 'UNIMPLEMENTED') throw thrown;
  }
  return said.replace(/^(the|my|our) /i, '');
}

/** The mail that was meant: by its place in what was told, by sender or words, the one told last, or else the newest. */
export function* whichMail(slots: Slots, thread: Metadata) {
  return (yield* mailMeant(slots, thread)).mail;
}

/** The same with how many fit. */
export function* mailMeant(slots: Slots, thread: Metadata) {
  const query = yield* queryOf(slots);
  const before = toldBefore(thread);
  const place = typeof slots.place === 'number' ? before[slots.place - 1] : undefined;
  if (slots.place !== undefined && place === undefined) return { mail: undefined, found: 0 };
  const named = Object.keys(query).length > 0;
  const id = place ?? (named || slots.newest === true ? undefined : before[0]);
  const { mails, found } = yield* emailRead(id === undefined ? { find: query, limit: 1 } : { ids: [id] });
  const [mail]: readonly (Mail | undefined)[] = mails;
  if (mail !== undefined) yield* noteTold([mail.id]);
  return { mail, found };
}
