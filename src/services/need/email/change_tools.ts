import { Fault, type Tool, tool } from 'agentos/service';
import type { ImapFlow } from 'imapflow';
import {
  emailDelete,
  emailMark,
  emailMove,
  type MailHeader,
  type MailQuery,
  MOST_MARKED,
  type ShownMail,
} from './contract.ts';
import type { ImapAccount } from './imap_account.ts';
import { askEach, type MailAccounts } from './mail_accounts.ts';
import { fetchHeaders, type OpenFolder } from './mail_fetch.ts';
import { folderPath, inFolder, ownFolder, searched, searchOf } from './mail_folders.ts';
import { mailId } from './mail_id.ts';
import { onOneLine } from './plain_text.ts';
import { byFolder } from './read_tools.ts';

const FLAGS = {
  read: { flag: '\\Seen', set: true },
  unread: { flag: '\\Seen', set: false },
  flagged: { flag: '\\Flagged', set: true },
  unflagged: { flag: '\\Flagged', set: false },
} as const;

interface Moved {
  readonly id: string;
  readonly from: string;
  readonly subject: string;
  readonly was: string;
  readonly was_in: string;
}

/** Tools that change how mail stands in its mailbox. */
export function changeTools(accounts: MailAccounts): Tool[] {
  return [
    tool({
      contract: emailMark,
      async run({ ids: named, find, as }, { signal }) {
        const { flag, set } = FLAGS[as];
        const ids = named ?? (await fitting(accounts, find ?? {}, signal));
        const changed: string[] = [];
        const there = new Set<string>();
        for (const [account, places] of byFolder(ids, accounts)) {
          const uids = places.map(({ uid }) => uid);
          await within(account, places[0], signal, async (open) => {
            const found = await open.client.fetchAll(uids.join(','), { uid: true, flags: true }, { uid: true });
            for (const { uid } of found) there.add(mailId({ ...open, uid }));
            const other = found.filter(({ flags }) => flags?.has(flag) !== set).map(({ uid }) => uid);
            if (other.length === 0) return;
            const range = other.join(',');
            if (set) await open.client.messageFlagsAdd(range, [flag], { uid: true });
            else await open.client.messageFlagsRemove(range, [flag], { uid: true });
            changed.push(...other.map((uid) => mailId({ ...open, uid })));
          });
        }
        return { changed, gone: ids.filter((id) => !there.has(id)) };
      },
    }),

    tool({
      contract: emailMove,
      run: ({ mails, folder }, { signal }) =>
        moveAll(mails, signal, (client, account) => folderPath(client, folder, account.settings.folders)),
    }),

    tool({
      contract: emailDelete,
      run: ({ mails, forever }, { signal }) =>
        moveAll(mails, signal, (client, account) =>
          forever ? Promise.resolve(undefined) : ownFolder(client, 'trash', account.settings.folders),
        ),
    }),
  ];

  /** Moves mails to where `target` says, or deletes them for good where it says nothing; only those that are what was shown. */
  async function moveAll(
    shown: readonly ShownMail[],
    signal: AbortSignal,
    target: (client: ImapFlow, account: ImapAccount) => Promise<string | undefined>,
  ): Promise<{ mails: Moved[]; gone: string[] }> {
    const byId = new Map(shown.map((one) => [one.id, one]));
    const mails: Moved[] = [];
    const there = new Set<string>();
    for (const [account, places] of byFolder([...byId.keys()], accounts)) {
      const path = await account.use(signal, (client) => target(client, account));
      await within(account, places[0], signal, async (open) => {
        const headers = await fetchHeaders(
          open,
          places.map(({ uid }) => uid),
        );
        for (const header of headers) assertShown(byId.get(header.id), header);
        for (const { id } of headers) there.add(id);
        const uids = places.map(({ uid }) => uid).filter((uid) => there.has(mailId({ ...open, uid })));
        if (uids.length === 0 || path === open.folder) return;
        const range = uids.join(',');
        if (path === undefined) return void (await open.client.messageDelete(range, { uid: true }));
        const done = await open.client.messageMove(range, path, { uid: true });
        if (!done) throw new Fault('FAILED_PRECONDITION', `The mail server would not move mail to ${path}.`);
        for (const uid of uids) {
          const was = mailId({ ...open, uid });
          const now = done.uidMap?.get(uid);
          const one = byId.get(was);
          if (now === undefined || done.uidValidity === undefined || one === undefined) continue;
          const id = mailId({ account: account.name, folder: path, uidValidity: String(done.uidValidity), uid: now });
          mails.push({ ...one, id, was, was_in: open.folder });
        }
      });
    }
    return { mails, gone: [...byId.keys()].filter((id) => !there.has(id)) };
  }
}

/** Ids of all that fits, the newest first, up to as many as are marked at once. */
async function fitting(accounts: MailAccounts, query: MailQuery, signal: AbortSignal): Promise<string[]> {
  const { answers } = await askEach(accounts.some(query.account), (account) =>
    account.use(signal, async (client) => {
      const path = await folderPath(client, query.folder ?? 'inbox', account.settings.folders);
      return inFolder(client, account.name, path, async (open) =>
        (await searched(open, searchOf(query))).map((uid) => mailId({ ...open, uid })),
      );
    }),
  );
  return answers.flat().slice(0, MOST_MARKED);
}

/** Does something in the folder of these ids; nothing where the server counts anew since, as none of them is there any more. */
async function within(
  account: ImapAccount,
  first: { readonly folder: string; readonly uidValidity: string } | undefined,
  signal: AbortSignal,
  work: (open: OpenFolder) => Promise<void>,
): Promise<void> {
  if (first === undefined) return;
  await account.use(signal, (client) =>
    inFolder(client, account.name, first.folder, async (open) => {
      if (open.uidValidity === first.uidValidity) await work(open);
    }),
  );
}

/** What a yes was given for is what is done. @throws Fault FAILED_PRECONDITION */
function assertShown(shown: ShownMail | undefined, { from, subject, id }: MailHeader): void {
  const names = [from?.name, from?.address, ''].map((name) => onOneLine(name ?? ''));
  if (shown !== undefined && onOneLine(shown.subject) === subject && names.includes(onOneLine(shown.from))) {
    if (shown.from !== '' || from === undefined) return;
  }
  throw new Fault(
    'FAILED_PRECONDITION',
    `The mail ${id} is not the one that was named; look for it again, and give its sender and subject as they stand there.`,
  );
}
