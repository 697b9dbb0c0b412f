import { Fault } from 'agentos/service';
import type { ImapFlow } from 'imapflow';
import type { ImapAccount } from './imap_account.ts';
import { byMessageId, folderPath, inFolder, ownFolder, searched } from './mail_folders.ts';
import { type MailPlace, OWN_MESSAGE_ID } from './mail_id.ts';

const DAY_MS = 86_400_000;

/** A mail among the drafts; put there once, however often that is asked for. Undefined where the server does not tell its place. */
export async function keepDraft(
  client: ImapFlow,
  account: ImapAccount,
  messageId: string,
  raw: Buffer,
): Promise<MailPlace | undefined> {
  const path = await ownFolder(client, 'drafts', account.settings.folders);
  const placed = (): Promise<MailPlace | undefined> =>
    inFolder(client, account.name, path, async (open) => {
      const [uid] = await byMessageId(open, messageId);
      return uid === undefined
        ? undefined
        : { account: account.name, folder: open.folder, uidValidity: open.uidValidity, uid };
    });
  const there = await placed();
  if (there !== undefined) return there;
  await client.append(path, raw, ['\\Draft', '\\Seen']);
  return placed();
}

/** Moves a mail that went out from the drafts to what was sent. @returns whether it stands there now */
export async function keepSent(
  client: ImapFlow,
  account: ImapAccount,
  messageId: string,
  raw: Buffer,
): Promise<boolean> {
  const { folders, sent_by_server: byServer } = account.settings;
  const drafts = await ownFolder(client, 'drafts', folders);
  const sent = await ownFolder(client, 'sent', folders);
  if (!byServer) {
    const there = await inFolder(client, account.name, sent, (open) => byMessageId(open, messageId));
    if (there.length === 0) await client.append(sent, raw, ['\\Seen']);
  }
  await inFolder(client, account.name, drafts, async (open) => {
    const uids = await byMessageId(open, messageId);
    if (uids.length > 0) await client.messageDelete(uids.join(','), { uid: true });
  });
  return true;
}

/** Where a mail of this Message-ID stands. Changes nothing: a folder that there is not holds none. */
export async function findSent(
  client: ImapFlow,
  account: ImapAccount,
  messageId: string,
): Promise<'sent' | 'draft' | 'nowhere'> {
  for (const where of ['sent', 'drafts'] as const) {
    const path = await folderPath(client, where, account.settings.folders).catch(unlessMissing);
    if (path === undefined) continue;
    const found = await inFolder(client, account.name, path, (open) => byMessageId(open, messageId));
    if (found.length > 0) return where === 'sent' ? 'sent' : 'draft';
  }
  return 'nowhere';
}

function unlessMissing(thrown: unknown): undefined {
  if (thrown instanceof Fault && thrown.code === 'NOT_FOUND') return undefined;
  throw thrown;
}

/** How many mails went out from here since a moment, by what stands in the folder of sent mail. */
export async function sentWithin(client: ImapFlow, account: ImapAccount, sinceMs: number): Promise<number> {
  const path = await ownFolder(client, 'sent', account.settings.folders);
  return inFolder(client, account.name, path, async (open) => {
    // A day of a server far away may not have begun yet.
    const since = new Date(sinceMs - DAY_MS);
    const uids = await searched(open, { since, header: { 'message-id': OWN_MESSAGE_ID } });
    if (uids.length === 0) return 0;
    const mails = await client.fetchAll(
      uids.slice(0, 10_000).join(','),
      { uid: true, internalDate: true },
      { uid: true },
    );
    return mails.filter(({ internalDate }) => internalDate instanceof Date && internalDate.getTime() >= sinceMs).length;
  });
}
