import type { Address, Email } from 'postal-mime';
import { readHtml } from '../../../web/html_text.ts';
import type { MailPerson } from './contract.ts';
import { onOneLine, plainText } from './plain_text.ts';

/** Beyond these it is not a mail that anybody wrote. */
const LIMITS = { maxNestingDepth: 32, maxHeadersSize: 256 * 1_024, maxRfc822NestingDepth: 2 } as const;
const MAX_PEOPLE = 100;
const MAX_NAME = 200;
const MAX_SUBJECT = 500;

/** What a piece of MIME says, made safe to show. */
export interface MimeText {
  readonly from: MailPerson | undefined;
  readonly to: readonly MailPerson[];
  readonly cc: readonly MailPerson[];
  readonly replyTo: readonly MailPerson[];
  readonly subject: string;
  readonly messageId: string;
  readonly references: string;
  readonly text: string;
  /** Why it could not be read as it was meant. */
  readonly problem: string | undefined;
}

/** Reads a mail, or a part of one with its own header. Never throws: what cannot be read is told in `problem`. */
export async function readMime(raw: Uint8Array): Promise<MimeText> {
  const { default: PostalMime } = await import('postal-mime');
  let email: Partial<Email> = {};
  let problem: string | undefined;
  try {
    email = await PostalMime.parse(raw, LIMITS);
  } catch {
    problem = 'This mail is not put together as mail should be, so I could not read it.';
  }
  const { text, html } = email;
  const [from] = people(email.from === undefined ? [] : [email.from]);
  const [sender] = people(email.sender === undefined ? [] : [email.sender]);
  return {
    from: from ?? sender,
    to: people(email.to),
    cc: people(email.cc),
    replyTo: people(email.replyTo),
    subject: onOneLine(email.subject ?? '').slice(0, MAX_SUBJECT),
    messageId: idsIn(email.messageId).at(-1) ?? '',
    references: [...new Set([...idsIn(email.references), ...idsIn(email.inReplyTo)])].slice(-20).join(' '),
    text: tidy(plainText(text !== undefined && text.trim() !== '' ? text : (await readHtml(html ?? '')).text)),
    problem,
  };
}

/** Message-IDs, as they may stand in a header of ours without breaking it. */
function idsIn(header: string | undefined): string[] {
  return header?.slice(0, 20_000).match(/<[\x21-\x3b\x3d\x3f-\x7e]{1,250}>/g) ?? [];
}

function people(addresses: readonly Address[] | undefined): MailPerson[] {
  return (addresses ?? [])
    .slice(0, MAX_PEOPLE)
    .flatMap((one) => one.group ?? [one])
    .slice(0, MAX_PEOPLE)
    .map(({ name, address }) => {
      const shown = onOneLine(name).slice(0, MAX_NAME);
      return { ...(shown === '' ? {} : { name: shown }), address: onOneLine(address).slice(0, 254) };
    });
}

/** No more than one empty line at a time, and none around it. */
function tidy(text: string): string {
  return text.replaceAll(/\n{3,}/g, '\n\n').trim();
}
