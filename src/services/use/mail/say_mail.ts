import { Fault } from 'agentos/service';
import { Temporal } from 'temporal-polyfill';
import { joinWords } from '../../../language/say_duration.ts';
import { sayDayOf } from '../../../language/say_when.ts';
import type { Now } from '../../../language/when_meant.ts';
import type { MailHeader } from '../../need/email/contract.ts';

/** More than this is counted, not told. */
const TOLD = 5;

export function senderName({ from }: Pick<MailHeader, 'from'>): string {
  return from?.name ?? (from?.address || 'somebody who is not named');
}

/** `"Papers" from Carla` */
export function sayMail(mail: Pick<MailHeader, 'from' | 'subject'>): string {
  return `${mail.subject === '' ? 'one without a subject' : `"${mail.subject}"`} from ${senderName(mail)}`;
}

/** The first few by name, the rest by number. */
export function sayMails(mails: readonly MailHeader[], count: number): string {
  const named = mails.slice(0, TOLD).map(sayMail);
  const more = count - named.length;
  return joinWords(more > 0 ? [...named, `${more} more`] : named);
}

export function countMail(count: number, kind: string): string {
  return `${count === 0 ? 'no' : count} ${kind}${count === 1 ? '' : 's'}`;
}

/** `offer.pdf (120 KB, application/pdf)` */
export function sayAttached({ name, type, bytes }: MailHeader['attachments'][number]): string {
  return `${name} (${bytes === undefined ? '' : `${saySize(bytes)}, `}${type})`;
}

/** As it is carried, so a third more than the file itself. */
function saySize(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** `today`, `yesterday`, `on Friday, November 6th`. */
export function sayCame(at: number, now: Now & { readonly zone: string }): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(now.zone).toPlainDateTime();
  return sayDayOf(local.toString(), now);
}

/** What is said where something fails; undefined for what nobody foresaw. */
export function mailProblem(thrown: unknown): string | undefined {
  if (!(thrown instanceof Fault)) return undefined;
  switch (thrown.code) {
    case 'UNIMPLEMENTED':
      return 'No mail account is set up. Add one as [email.smtp_imap.accounts.<name>] to the settings.';
    case 'DEADLINE_EXCEEDED':
      return 'The mail server takes too long. Please try again later.';
    case 'CANCELLED':
    case 'INTERNAL':
    case 'INVALID_ARGUMENT':
      return thrown.code === 'INVALID_ARGUMENT' && !/^need\./.test(thrown.message) ? thrown.message : undefined;
    // Who did not get to know whether it went out must hear that, as the runtime or the account says it.
    default:
      return thrown.message;
  }
}

/** Accounts that did not answer, beside what the others told. */
export function sayFailed(failed: readonly { readonly account: string; readonly message: string }[]): string {
  return failed.map(({ account, message }) => ` I could not look into ${account}: ${message}`).join('');
}

export function done(text: string) {
  return { text, outcome: 'done' as const };
}

export function notDone(text: string) {
  return { text, outcome: 'failed' as const };
}
