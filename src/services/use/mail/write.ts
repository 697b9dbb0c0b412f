import { userAsk } from 'agentos/service';
import { joinWords } from '../../../language/say_duration.ts';
import type { Contact } from '../../need/contacts/contract.ts';
import { emailDraft, emailReply, emailSend, mailAddress, type SentMail } from '../../need/email/contract.ts';
import { emailComposer } from '../email_composer/contract.ts';
import { nothing } from './look.ts';
import { done, notDone, senderName } from './say_mail.ts';
import { namesOf, type Slots, textOf } from './slots.ts';
import { whichMail } from './which_mail.ts';

type Metadata = { readonly metadata: { readonly [key: string]: unknown } };

/** Word for word what was said. */
export function* sendMail(slots: Slots) {
  return yield* write(slots, true);
}

/** As a mail is written, where there is a model that can; else the words that were said. */
export function* composeMail(slots: Slots) {
  return yield* write(slots, false);
}

function* write(slots: Slots, exactly: boolean) {
  const names = namesOf(slots.to ?? (yield* userAsk({ text: 'Whom should I write to?' })).text);
  if (names.length === 0) return notDone('I did not catch whom the mail is for.');
  const text = textOf(slots.message) ?? textOf((yield* userAsk({ text: 'What should the mail say?' })).text);
  if (text === undefined) return notDone('I did not catch what the mail should say, so I wrote none.');
  const subject = textOf(slots.subject);
  const {
    to,
    subject: line,
    body,
  } = yield* emailComposer({
    to: names,
    text,
    exactly,
    ...(subject === undefined ? {} : { subject }),
  });
  const letter = { to: to.map(({ address }) => address), subject: line, text: body };
  if (slots.draft === true) {
    yield* emailDraft(letter);
    return done(`The mail to ${joinWords(to.map(named))} is among your drafts.`);
  }
  return sentReply(yield* emailSend(letter), to);
}

export function* answerMail(slots: Slots, thread: Metadata) {
  const mail = yield* whichMail(slots, thread);
  if (mail === undefined) return nothing(slots);
  const to = mail.reply_to.filter(({ address }) => mailAddress.safeParse(address).success).slice(0, 5);
  if (to.length === 0) return notDone(`The mail from ${senderName(mail)} has no address that an answer could go to.`);
  const asked = `What should I answer ${senderName(mail)} about "${mail.subject}"?`;
  const text = textOf(slots.message) ?? textOf((yield* userAsk({ text: asked })).text);
  if (text === undefined) return notDone('I did not catch what to answer, so I wrote nothing.');
  const answers = { from: senderName(mail), subject: mail.subject, text: mail.text.slice(0, 10_000) };
  const addresses = to.map(({ address }) => address);
  const { subject, body } = yield* emailComposer({ to: addresses, text, answers, exactly: true });
  const sent = yield* emailReply({ id: mail.id, account: mail.account, to: addresses, subject, text: body });
  return sentReply(sent, to);
}

function named({ name, address }: Contact): string {
  return name ?? address;
}

/** Says of nobody that they were sent a mail unless the server took it for them. */
function sentReply({ accepted, rejected, kept }: SentMail, to: readonly Contact[]) {
  const taken = new Set(accepted.map((address) => address.toLowerCase()));
  const reached = to.filter(({ address }) => taken.has(address.toLowerCase()));
  const lost = rejected.length === 0 ? '' : ` The server would not take it for ${joinWords(rejected)}.`;
  const copy = kept ? '' : ' I could not keep a copy among your sent mail.';
  if (reached.length === 0) return notDone(`The mail was not sent.${lost}`);
  const text = `Sent the mail to ${joinWords(reached.map(named))}.${lost}${copy}`;
  return lost === '' ? done(text) : notDone(text);
}
