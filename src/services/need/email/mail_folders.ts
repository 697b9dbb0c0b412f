import { Fault } from 'agentos/service';
import type { ImapFlow, SearchObject } from 'imapflow';
import type { AccountSettings } from './account_settings.ts';
import type { MailQuery } from './contract.ts';
import type { OpenFolder } from './mail_fetch.ts';

const SPECIAL: { readonly [name: string]: string } = {
  sent: '\\Sent',
  drafts: '\\Drafts',
  archive: '\\Archive',
  junk: '\\Junk',
  spam: '\\Junk',
  trash: '\\Trash',
  bin: '\\Trash',
};
type Special = 'sent' | 'drafts' | 'archive' | 'junk' | 'trash';
const MADE_AS: { readonly [name in Special]: string } = {
  ...{ sent: 'Sent', drafts: 'Drafts', archive: 'Archive', junk: 'Junk', trash: 'Trash' },
};

/** Path of a folder by its use or its name, as the server writes it. @throws Fault NOT_FOUND with the folders that there are */
export async function folderPath(client: ImapFlow, named: string, own: AccountSettings['folders']): Promise<string> {
  const wanted = named.trim().toLowerCase();
  if (wanted === 'inbox') return 'INBOX';
  const hints = Object.fromEntries(Object.entries(own).filter(([, path]) => path !== undefined));
  const folders = await client.list({ specialUseHints: hints });
  const use = Object.hasOwn(SPECIAL, wanted) ? SPECIAL[wanted] : undefined;
  const found =
    folders.find(({ specialUse }) => use !== undefined && specialUse === use) ??
    folders.find(({ path }) => path === named) ??
    folders.find(({ path, name }) => path.toLowerCase() === wanted || name.toLowerCase() === wanted);
  if (found !== undefined) return found.path;
  const names = folders.map(({ path }) => path).slice(0, 20);
  throw new Fault('NOT_FOUND', `There is no mail folder "${named.slice(0, 100)}". There are ${names.join(', ')}.`);
}

/** The folder for a use; made where there is none. */
export async function ownFolder(client: ImapFlow, use: Special, own: AccountSettings['folders']): Promise<string> {
  try {
    return await folderPath(client, use, own);
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.code !== 'NOT_FOUND') throw thrown;
    return (await client.mailboxCreate(own[use] ?? MADE_AS[use])).path;
  }
}

/** Does something in a folder that nobody else on this connection leaves meanwhile. */
export async function inFolder<T>(
  client: ImapFlow,
  account: string,
  path: string,
  work: (open: OpenFolder) => Promise<T>,
): Promise<T> {
  const lock = await client.getMailboxLock(path);
  try {
    // A folder that was open already hears only now of what came meanwhile.
    await client.noop();
    const { mailbox } = client;
    if (mailbox === false) throw new Fault('UNAVAILABLE', `The mail folder ${path} could not be opened.`);
    return await work({ client, account, folder: mailbox.path, uidValidity: String(mailbox.uidValidity) });
  } finally {
    lock.release();
  }
}

/** Uids of what fits, the newest first. */
export async function searched({ client }: OpenFolder, query: SearchObject): Promise<number[]> {
  const found = await client.search(query, { uid: true });
  return Array.isArray(found) ? found.sort((a, b) => b - a) : [];
}

/** The server's form of what is looked for. */
export function searchOf({ unread, flagged, from, to, subject, text, since, before }: MailQuery): SearchObject {
  return {
    deleted: false,
    ...(unread === undefined ? {} : { seen: !unread }),
    ...(flagged === undefined ? {} : { flagged }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(subject === undefined ? {} : { subject }),
    ...(text === undefined ? {} : { text }),
    ...(since === undefined ? {} : { since }),
    ...(before === undefined ? {} : { before }),
  };
}

/** Uids of mails with a Message-ID, which the server finds anywhere in the header's text. */
export function byMessageId(open: OpenFolder, messageId: string): Promise<number[]> {
  return searched(open, { header: { 'message-id': messageId } });
}
