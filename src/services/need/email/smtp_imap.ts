import { provider } from 'agentos/service';
import { mailSettings } from './account_settings.ts';
import { changeTools } from './change_tools.ts';
import {
  emailAttachment,
  emailDelete,
  emailDraft,
  emailList,
  emailMark,
  emailMove,
  emailRead,
  emailReply,
  emailSearch,
  emailSend,
} from './contract.ts';
import { watchInbox } from './inbox_watch.ts';
import { MailAccounts } from './mail_accounts.ts';
import { readTools } from './read_tools.ts';
import { sendTools } from './send_tools.ts';

/** Mail accounts of any provider: read by IMAP, sent by SMTP. Connections are made when they are needed. */
export default provider({
  contracts: [
    emailList,
    emailSearch,
    emailRead,
    emailAttachment,
    emailSend,
    emailReply,
    emailDraft,
    emailMark,
    emailMove,
    emailDelete,
  ],
  settings: mailSettings,
  async open({ settings, ...doors }) {
    const accounts = new MailAccounts(settings, doors);
    const watched = accounts.all.filter((account) => account.settings.watch);
    const releases = watched.map((account) => watchInbox(account, doors));
    const tools = [...readTools(accounts), ...sendTools(accounts), ...changeTools(accounts)];
    // With no account they take nothing: who asks hears that none is set up, and not that a server is away.
    const accepts = accounts.all.length === 0 ? { accepts: () => false } : {};
    return {
      tools: tools.map((tool) => ({ ...tool, ...accepts })),
      release: async () => {
        await Promise.all([...releases.map((release) => release()), accounts.release()]);
      },
    };
  },
});
