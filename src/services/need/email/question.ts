import { Fault } from 'agentos/service';
import { onOneLine, plainText } from './plain_text.ts';

/** As much as a person reads before a yes; nobody says yes to what was not shown. */
const MAX_CHARACTERS = 4_000;

interface Written {
  readonly account?: string | undefined;
  readonly to: readonly string[];
  readonly cc?: readonly string[] | undefined;
  readonly bcc?: readonly string[] | undefined;
  readonly subject: string;
  readonly text: string;
}

/** All of it: who gets it, what it is about and every word. @throws Fault INVALID_ARGUMENT where that is too much to show */
export function askSend(what: string, { account, to, cc = [], bcc = [], subject, text }: Written): string {
  const from = account === undefined ? '' : ` from the account ${onOneLine(account)}`;
  const about = subject === '' ? 'without a subject' : `with the subject "${onOneLine(subject)}"`;
  const lines = [
    `${what}${from} to ${to.join(', ')}, ${about}?`,
    ...(cc.length === 0 ? [] : [`Copy to ${cc.join(', ')}.`]),
    ...(bcc.length === 0 ? [] : [`Hidden copy to ${bcc.join(', ')}.`]),
    '',
    plainText(text),
  ];
  return within(
    lines.join('\n'),
    'This mail is too long to be shown before it is sent. Please send it yourself, or make it shorter.',
  );
}

interface Shown {
  readonly from: string;
  readonly subject: string;
}

export function askDelete({ mails, forever }: { readonly mails: readonly Shown[]; readonly forever: boolean }): string {
  const question = `Delete ${named(mails)}${forever ? ' for good' : ''}?`;
  return within(question, 'Those are more mails than can be asked about at once. Please ask for fewer.');
}

export function askMove({ mails, folder }: { readonly mails: readonly Shown[]; readonly folder: string }): string {
  const question = `Move ${named(mails)} to ${onOneLine(folder)}?`;
  return within(question, 'Those are more mails than can be asked about at once. Please ask for fewer.');
}

/** `the mail "Offer" from Ben`, or all of them in a list. */
function named(mails: readonly Shown[]): string {
  const one = ({ from, subject }: Shown): string =>
    `${subject === '' ? 'the mail without a subject' : `the mail "${onOneLine(subject)}"`} from ${onOneLine(from) || 'nobody named'}`;
  const [first] = mails;
  if (first !== undefined && mails.length === 1) return one(first);
  return `${mails.length} mails (${mails.map((mail) => one(mail).replace(/^the mail /, '')).join('; ')})`;
}

function within(question: string, otherwise: string): string {
  if (question.length > MAX_CHARACTERS) throw new Fault('INVALID_ARGUMENT', otherwise);
  return question;
}
