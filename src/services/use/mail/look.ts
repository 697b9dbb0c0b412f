import { settle } from 'agentos/service';
import { joinWords } from '../../../language/say_duration.ts';
import { clockNow } from '../../need/clock/contract.ts';
import { emailAttachment, emailList, emailSearch, type Mail } from '../../need/email/contract.ts';
import {
  countMail,
  done,
  notDone,
  sayAttached,
  sayCame,
  sayFailed,
  sayMail,
  sayMails,
  senderName,
} from './say_mail.ts';
import { type Slots, textOf } from './slots.ts';
import { mailMeant, noteTold, queryOf } from './which_mail.ts';

/** As much as anybody listens to, and as much as anybody reads at a terminal. */
const HEARD = 700;
const READ = 4_000;
/** Attachments that are read out at once. */
const MOST_READ = 5;

type Thread = {
  readonly origin: { readonly interface: string };
  readonly metadata: { readonly [key: string]: unknown };
};

export function* listMail(slots: Slots) {
  const wanted = about(slots);
  if (wanted === '') {
    const unread = slots.unread === true;
    const { mails, unread: fresh, total, failed } = yield* emailList({ unread, limit: 10 });
    yield* noteTold(mails.map(({ id }) => id));
    const beside = sayFailed(failed);
    if (mails.length === 0) return done(`You have ${unread ? 'no unread' : 'no'} mail.${beside}`);
    if (unread) return done(`You have ${countMail(fresh, 'unread mail')}: ${sayMails(mails, fresh)}.${beside}`);
    return done(
      `You have ${countMail(total, 'mail')}, ${fresh === 0 ? 'none of them' : fresh} unread. The newest: ${sayMails(mails, Math.min(total, mails.length))}.${beside}`,
    );
  }
  const { mails, found, failed } = yield* emailSearch({ ...(yield* queryOf(slots)), limit: 10 });
  yield* noteTold(mails.map(({ id }) => id));
  const beside = sayFailed(failed);
  const [first] = mails;
  if (first === undefined) return done(`There is no ${slots.unread === true ? 'unread ' : ''}mail${wanted}.${beside}`);
  const now = yield* clockNow({});
  if (found === 1)
    return done(`There is one mail${wanted}: ${sayMail(first)}, which came ${sayCame(first.at, now)}.${beside}`);
  return done(
    `There are ${found} mails${wanted}. The newest came ${sayCame(first.at, now)}: ${sayMails(mails, found)}.${beside}`,
  );
}

export function* readMail(slots: Slots, thread: Thread) {
  const newest = slots.place === undefined && about(slots) === '' && slots.that !== true;
  const { mail, found } = yield* mailMeant(newest ? { ...slots, newest: true } : slots, thread);
  if (mail === undefined) return nothing(slots);
  if (slots.attached === true) return yield* readAttached(mail, thread);
  const now = yield* clockNow({});
  const subject = mail.subject === '' ? 'without a subject' : `"${mail.subject}"`;
  const head = `From ${senderName(mail)}, ${subject}, ${sayCame(mail.at, now)}`;
  const most = thread.origin.interface === 'voice' ? HEARD : READ;
  const text = shortened(mail.text, most);
  const more = text.length < mail.text.length || mail.cut ? ' There is more of it.' : '';
  const { attachments } = mail;
  const attached = attachments.length === 0 ? '' : ` Attached: ${attachments.map(sayAttached).join(', ')}.`;
  const body = text === '' ? (mail.problem ?? 'There is no text in it.') : text;
  // Who asks for all that is unread is told that this was not all of it.
  const left = slots.unread === true && found > 1 ? ` That was the newest of ${found}.` : '';
  const beside = `${more}${attached}${left}`.trim();
  return done(`${head}:\n${body}${beside === '' ? '' : `\n${beside}`}`);
}

/** What is attached, as far as it is text; the rest by name. */
function* readAttached(mail: Mail, thread: Thread) {
  const { attachments, id } = mail;
  if (attachments.length === 0) return notDone(`Nothing is attached to ${sayMail(mail)}.`);
  const texts = attachments.filter(({ readable, part }) => readable === true && part !== undefined).slice(0, MOST_READ);
  const others = attachments.filter((one) => !texts.includes(one)).map(sayAttached);
  const beside = others.length === 0 ? '' : `I cannot read ${joinWords(others)}.`;
  if (texts.length === 0) return notDone(beside);
  const most = thread.origin.interface === 'voice' ? HEARD : READ;
  const read = yield* settle(texts.map(({ part = '' }) => emailAttachment({ id, part, characters: most })));
  const said = read.map((one, place) => {
    const name = texts[place]?.name ?? '';
    if (!one.ok) return `${name}: ${one.error.message}`;
    const { text, cut } = one.value;
    return `${name}:\n${text === '' ? 'It is empty.' : text}${cut ? '\nThere is more of it.' : ''}`;
  });
  return done([...said, ...(beside === '' ? [] : [beside])].join('\n\n'));
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : text.slice(0, most).replace(/\s+\S*$/, ' …');
}

/** ` from Anna about the car`, as it was said. */
export function about({ from, topic }: Slots): string {
  const [who, what] = [textOf(from), textOf(topic)];
  return `${who === undefined ? '' : ` from ${who}`}${what === undefined ? '' : ` about ${what}`}`;
}

export function nothing(slots: Slots) {
  if (slots.place !== undefined)
    return notDone('I have not told you of that many mails. Ask what mail there is first.');
  return notDone(`There is no ${slots.unread === true ? 'unread ' : ''}mail${about(slots)}.`);
}
