import type { FetchMessageObject, ImapFlow } from 'imapflow';
import type { Mail, MailHeader } from './contract.ts';
import { mailId } from './mail_id.ts';
import { layoutOf, type MailLayout } from './mail_layout.ts';
import { type MimeText, readMime } from './read_mime.ts';

const HEADERS = [
  ...['from', 'sender', 'to', 'cc', 'reply-to', 'subject', 'date', 'message-id', 'in-reply-to', 'references'],
  ...['mime-version', 'content-type', 'content-transfer-encoding'],
];
/** Of one part of a mail, as it is carried. */
const MAX_PART_BYTES = 256 * 1_024;
const MAX_MIME_BYTES = 32 * 1_024;

/** A folder that is open on a connection. */
export interface OpenFolder {
  readonly client: ImapFlow;
  readonly account: string;
  readonly folder: string;
  readonly uidValidity: string;
}

interface Fetched {
  readonly message: FetchMessageObject;
  readonly head: MimeText;
}

/** Mails without their text, in the order of `uids`; those that are gone are left out. */
export async function fetchHeaders(open: OpenFolder, uids: readonly number[]): Promise<MailHeader[]> {
  return (await fetched(open, uids)).map((one) => headerOf(open, one));
}

/** Mails with their text up to so many characters each; attachments are named, not fetched. */
export async function fetchMails(open: OpenFolder, uids: readonly number[], characters: number): Promise<Mail[]> {
  const mails: Mail[] = [];
  for (const one of await fetched(open, uids)) {
    const { text, problem, more } = await textOf(open, one, characters);
    const cut = text.length > characters;
    mails.push({
      ...headerOf(open, one),
      text: cut ? text.slice(0, characters).toWellFormed() : text,
      cut: cut || more,
      ...(problem === undefined ? {} : { problem }),
    });
  }
  return mails;
}

/** What a mail that is answered says of its conversation. */
export async function fetchConversation(open: OpenFolder, uid: number): Promise<MimeText | undefined> {
  const [one] = await fetched(open, [uid]);
  return one?.head;
}

/** How a mail is put together; undefined where it is gone. */
export async function fetchLayout({ client }: OpenFolder, uid: number): Promise<MailLayout | undefined> {
  const found = await client.fetchOne(String(uid), { uid: true, bodyStructure: true }, { uid: true });
  return found ? layoutOf(found.bodyStructure) : undefined;
}

async function fetched({ client }: OpenFolder, uids: readonly number[]): Promise<Fetched[]> {
  if (uids.length === 0) return [];
  const asked = { uid: true, flags: true, size: true, internalDate: true, bodyStructure: true, headers: HEADERS };
  const messages = await client.fetchAll([...uids].join(','), asked, { uid: true });
  const place = new Map(uids.map((uid, index) => [uid, index]));
  const known = messages.filter(({ uid }) => place.has(uid));
  known.sort((a, b) => (place.get(a.uid) ?? 0) - (place.get(b.uid) ?? 0));
  return Promise.all(
    known.map(async (message) => ({ message, head: await readMime(message.headers ?? new Uint8Array()) })),
  );
}

function headerOf(open: OpenFolder, { message, head }: Fetched): MailHeader {
  const { account, folder } = open;
  const { flags = new Set<string>(), size = 0, internalDate, uid } = message;
  const { from, to, cc, replyTo, subject } = head;
  return {
    id: mailId({ ...open, uid }),
    account,
    folder,
    ...(from === undefined ? {} : { from }),
    to: [...to],
    cc: [...cc],
    reply_to: replyTo.length > 0 ? [...replyTo] : from === undefined ? [] : [from],
    subject,
    at: internalDate instanceof Date ? internalDate.getTime() : 0,
    unread: !flags.has('\\Seen'),
    flagged: flags.has('\\Flagged'),
    answered: flags.has('\\Answered'),
    bytes: size,
    attachments: [...layoutOf(message.bodyStructure).attachments],
  };
}

/** The text of each part that has one, read as a small mail of its own: the part's header and what follows. */
async function textOf(
  { client }: OpenFolder,
  { message }: Fetched,
  characters: number,
): Promise<{ text: string; more: boolean; problem: string | undefined }> {
  const { texts } = layoutOf(message.bodyStructure);
  const read: string[] = [];
  let problem: string | undefined;
  let more = false;
  for (const part of texts) {
    if (read.join('\n\n').length > characters) break;
    const [head, body] = part === undefined ? ['HEADER', 'TEXT'] : [`${part}.MIME`, part];
    const found = await client.fetchOne(
      String(message.uid),
      {
        bodyParts: [
          ...(part === undefined ? [] : [{ key: head, maxLength: MAX_MIME_BYTES }]),
          { key: body, maxLength: MAX_PART_BYTES },
        ],
      },
      { uid: true },
    );
    if (!found) continue;
    const bytes = found.bodyParts?.get(body.toLowerCase()) ?? Buffer.alloc(0);
    const header = part === undefined ? message.headers : found.bodyParts?.get(head.toLowerCase());
    const mime = await readMime(Buffer.concat([headerBytes(header), bytes]));
    if (mime.text !== '') read.push(mime.text);
    problem ??= mime.problem;
    more ||= bytes.length >= MAX_PART_BYTES;
  }
  if (read.length > 0) return { text: read.join('\n\n'), more, problem };
  // Nothing but a forwarded mail, or parts that the server does not see as the reader does: the mail is read as it is carried.
  const first = { start: 0, maxLength: MAX_PART_BYTES };
  const whole = await client.fetchOne(String(message.uid), { source: first }, { uid: true });
  const source = whole ? whole.source : undefined;
  const { text } = await readMime(source ?? new Uint8Array());
  return { text, more: (message.size ?? 0) > MAX_PART_BYTES, problem };
}

const LINE_END = Buffer.from('\r\n');

/** A header and the empty line that ends it, once. */
function headerBytes(header: Buffer | undefined): Buffer {
  const text = header ?? Buffer.alloc(0);
  let end = text.length;
  while (end > 0 && (text[end - 1] === 0x0a || text[end - 1] === 0x0d)) end -= 1;
  return end === 0 ? LINE_END : Buffer.concat([text.subarray(0, end), LINE_END, LINE_END]);
}
