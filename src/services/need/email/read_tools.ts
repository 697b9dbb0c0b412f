import { Fault, type Tool, tool } from 'agentos/service';
import { readAttachment } from './attachment.ts';
import {
  emailAttachment,
  emailList,
  emailRead,
  emailSearch,
  type Mail,
  type MailHeader,
  type MailQuery,
} from './contract.ts';
import type { ImapAccount } from './imap_account.ts';
import { askEach, type MailAccounts } from './mail_accounts.ts';
import { fetchHeaders, fetchMails, type OpenFolder } from './mail_fetch.ts';
import { folderPath, inFolder, searched, searchOf } from './mail_folders.ts';
import { type MailPlace, mailPlace } from './mail_id.ts';

/** Tools that look into mailboxes and leave them as they are. */
export function readTools(accounts: MailAccounts): Tool[] {
  const looking = <T>(
    account: ImapAccount,
    folder: string | undefined,
    signal: AbortSignal,
    look: (open: OpenFolder) => Promise<T>,
  ): Promise<T> =>
    account.use(signal, async (client) => {
      const path = await folderPath(client, folder ?? 'inbox', account.settings.folders);
      return inFolder(client, account.name, path, look);
    });

  const find = async <T extends MailHeader>(
    query: MailQuery,
    limit: number,
    signal: AbortSignal,
    fetch: (open: OpenFolder, uids: readonly number[]) => Promise<T[]>,
  ) => {
    const { answers, failed } = await askEach(accounts.some(query.account), (account) =>
      looking(account, query.folder, signal, async (open) => {
        const uids = await searched(open, searchOf(query));
        return { found: uids.length, mails: await fetch(open, uids.slice(0, limit)) };
      }),
    );
    const found = answers.reduce((sum, one) => sum + one.found, 0);
    return {
      mails: newest(
        answers.flatMap(({ mails }) => mails),
        limit,
      ),
      found,
      failed,
    };
  };

  return [
    tool({
      contract: emailList,
      async run({ account: named, folder, unread, limit }, { signal }) {
        const { answers, failed } = await askEach(accounts.some(named), (account) =>
          looking(account, folder, signal, async (open) => {
            const all = await searched(open, searchOf({}));
            const fresh = await searched(open, searchOf({ unread: true }));
            const mails = await fetchHeaders(open, (unread ? fresh : all).slice(0, limit));
            return { total: all.length, unread: fresh.length, mails };
          }),
        );
        const sum = (of: 'total' | 'unread'): number => answers.reduce((so, one) => so + one[of], 0);
        const mails = newest(
          answers.flatMap((one) => one.mails),
          limit,
        );
        return { mails, unread: sum('unread'), total: sum('total'), failed };
      },
    }),

    tool({
      contract: emailSearch,
      run: ({ limit, ...query }, { signal }) => find(query, limit, signal, fetchHeaders),
    }),

    tool({
      contract: emailRead,
      async run({ ids, find: query, limit, characters }, { signal }) {
        const fetch = (open: OpenFolder, uids: readonly number[]) => fetchMails(open, uids, characters);
        if (ids === undefined) return { ...(await find(query ?? {}, limit, signal, fetch)), gone: [] };
        const mails: Mail[] = [];
        for (const [account, places] of byFolder(ids, accounts)) {
          const [first] = places;
          if (first === undefined) continue;
          mails.push(
            ...(await looking(account, first.folder, signal, async (open) =>
              open.uidValidity === first.uidValidity
                ? fetch(
                    open,
                    places.map(({ uid }) => uid),
                  )
                : [],
            )),
          );
        }
        const byId = new Map(mails.map((mail) => [mail.id, mail]));
        const inOrder = ids.flatMap((id) => byId.get(id) ?? []);
        return { mails: inOrder, found: inOrder.length, gone: ids.filter((id) => !byId.has(id)), failed: [] };
      },
    }),

    tool({
      contract: emailAttachment,
      async run({ id, part, characters }, { signal }) {
        const { account, folder, uidValidity, uid } = mailPlace(id);
        return looking(accounts.one(account), folder, signal, async (open) => {
          if (open.uidValidity !== uidValidity) throw new Fault('NOT_FOUND', 'The mail is there no more.');
          return readAttachment(open, uid, part, characters);
        });
      },
    }),
  ];
}

/** Mails of ids, each folder once. @throws Fault for what is no id, or an account that there is not */
export function byFolder(ids: readonly string[], accounts: MailAccounts): [ImapAccount, MailPlace[]][] {
  const folders = new Map<string, [ImapAccount, MailPlace[]]>();
  for (const place of ids.map(mailPlace)) {
    const key = JSON.stringify([place.account, place.folder, place.uidValidity]);
    const folder = folders.get(key) ?? [accounts.one(place.account), []];
    folder[1].push(place);
    folders.set(key, folder);
  }
  return [...folders.values()];
}

function newest<T extends MailHeader>(mails: readonly T[], limit: number): T[] {
  return [...mails].sort((a, b) => b.at - a.at).slice(0, limit);
}
