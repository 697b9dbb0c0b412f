import { emailDelete, emailMark } from '../../need/email/contract.ts';
import { about, nothing } from './look.ts';
import { countMail, done, notDone, sayMail } from './say_mail.ts';
import type { Slots } from './slots.ts';
import { queryOf, toldBefore, whichMail } from './which_mail.ts';

type Metadata = { readonly metadata: { readonly [key: string]: unknown } };

export function* deleteMail(slots: Slots, thread: Metadata) {
  const mail = yield* whichMail(slots, thread);
  if (mail === undefined) return nothing(slots);
  const from = mail.from?.name ?? mail.from?.address ?? '';
  const { gone } = yield* emailDelete({ mails: [{ id: mail.id, from, subject: mail.subject }] });
  return gone.length > 0 ? notDone('That mail is there no more.') : done(`Put ${sayMail(mail)} into the trash.`);
}

const SAID = { read: 'read', unread: 'unread', flagged: 'important' } as const;

/** Marks without looking into the mail, so that nothing has to be asked. */
export function* markMail(slots: Slots, thread: Metadata) {
  const as = slots.as === 'unread' || slots.as === 'flagged' ? slots.as : 'read';
  const query = yield* queryOf(slots);
  const before = toldBefore(thread);
  const all = slots.all === true || about(slots) !== '';
  const id = typeof slots.place === 'number' ? before[slots.place - 1] : before[0];
  if (!all && id === undefined)
    return notDone('I do not know which mail you mean. Ask what mail there is first, or say who it is from.');
  const { changed } = yield* emailMark(
    all || id === undefined
      ? { find: { ...query, ...(as === 'read' ? { unread: true } : {}) }, as }
      : { ids: [id], as },
  );
  if (changed.length === 0)
    return done(all ? `There was no mail${about(slots)} to mark.` : `It is ${SAID[as]} already.`);
  return done(`Marked ${countMail(changed.length, 'mail')}${about(slots)} as ${SAID[as]}.`);
}
