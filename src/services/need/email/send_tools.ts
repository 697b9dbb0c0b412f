import { Fault, type ReadBack, type ReadBackContext, type Tool, type ToolContext, tool } from 'agentos/service';
import { type Conversation, composeMail } from './compose_mail.ts';
import { emailDraft, emailReply, emailSend, type Letter, type SentMail } from './contract.ts';
import type { ImapAccount } from './imap_account.ts';
import type { MailAccounts } from './mail_accounts.ts';
import { fetchConversation } from './mail_fetch.ts';
import { inFolder } from './mail_folders.ts';
import { mailId, mailPlace, messageIdFor } from './mail_id.ts';
import { findSent, keepDraft, keepSent, sentWithin } from './outgoing.ts';
import { handOver } from './smtp_out.ts';

const HOUR_MS = 3_600_000;

type Doors = Pick<ToolContext, 'key' | 'clock' | 'log'>;

/** Tools that write mail. */
export function sendTools(accounts: MailAccounts): Tool[] {
  const readBack = (input: Letter, context: ReadBackContext) => lookUp(accounts.one(input.account), input, context);
  return [
    tool({
      contract: emailSend,
      run: (input, context) => send(accounts.one(input.account), input, context),
      readBack,
    }),

    tool({
      contract: emailReply,
      async run({ id, ...letter }, context) {
        const place = mailPlace(id);
        const account = accounts.one(letter.account ?? place.account);
        const answers = await conversation(accounts, id, context.signal);
        const done = await send(account, letter, context, answers);
        const mark = accounts
          .one(place.account)
          .use(AbortSignal.timeout(10_000), (client) =>
            inFolder(client, place.account, place.folder, () =>
              client.messageFlagsAdd(String(place.uid), ['\\Answered'], { uid: true }),
            ),
          );
        await mark.catch((thrown) => context.log('an answered mail was not marked so', { error: String(thrown) }));
        return done;
      },
      readBack: (input, context) => lookUp(accounts.one(input.account ?? mailPlace(input.id).account), input, context),
    }),

    tool({
      contract: emailDraft,
      async run({ reply_to: id, ...letter }, { key, clock, signal }) {
        const account = accounts.one(letter.account);
        const answers = id === undefined ? undefined : await conversation(accounts, id, signal);
        const messageId = messageIdFor(key, account.settings.address);
        const parts = { messageId, draft: true, atMs: clock.now(), ...(answers === undefined ? {} : { answers }) };
        const { raw } = await composeMail(account.settings, letter, parts);
        const place = await account.use(signal, (client) => keepDraft(client, account, messageId, raw));
        const id_ = place === undefined ? {} : { id: mailId(place) };
        return { account: account.name, message_id: messageId, ...id_ };
      },
    }),
  ];
}

/**
 * Puts the mail among the drafts, hands it to the server, and moves it to what was sent: in this order, so that what a crash leaves
 * behind tells how far it came. In the sent folder it went; nowhere, it did not; among the drafts, nobody knows.
 */
async function send(
  account: ImapAccount,
  letter: Letter,
  { key, clock, log }: Doors,
  answers?: Conversation,
): Promise<SentMail> {
  const { settings, name } = account;
  const messageId = messageIdFor(key, settings.address);
  const atMs = clock.now();
  const { raw, envelope } = await composeMail(settings, letter, {
    messageId,
    atMs,
    ...(answers === undefined ? {} : { answers }),
  });
  // What follows is not stopped halfway: whoever asked may have gone, and the mail with all traces of it is then in order.
  const whole = new AbortController().signal;
  await account.use(whole, async (client) => {
    const lately = await sentWithin(client, account, atMs - HOUR_MS);
    if (lately >= settings.max_sent_per_hour)
      throw new Fault(
        'RESOURCE_EXHAUSTED',
        `${lately} mails were sent from ${settings.address} in the last hour, and no more are allowed. max_sent_per_hour in [email.smtp_imap.accounts.${name}] says how many are.`,
        { retryable: false },
      );
    await keepDraft(client, account, messageId, raw);
  });
  const outcome = await handOver(account, raw, envelope);
  if (outcome.kind !== 'sent') {
    const { code, message } = outcome.fault;
    throw outcome.kind === 'refused'
      ? new Fault(code, `${message} The mail was not sent; it is kept among your drafts.`, {
          cause: outcome.fault,
          retryable: false,
        })
      : new Fault('UNKNOWN', `${message} I don't know whether the mail went out; it is kept among your drafts.`, {
          cause: outcome.fault,
        });
  }
  const kept = await account
    .use(whole, (client) => keepSent(client, account, messageId, raw))
    .catch((thrown) => {
      log('a mail was sent and could not be kept in the folder of sent mail', { account: name, error: String(thrown) });
      return false;
    });
  const { accepted, rejected } = outcome;
  return { account: name, message_id: messageId, accepted: [...accepted], rejected: [...rejected], kept };
}

/** What became of a mail that a crash cut off. Addresses that the server had rejected are not known any more. */
async function lookUp(
  account: ImapAccount,
  { to, cc = [], bcc = [] }: Letter,
  { key, signal }: ReadBackContext,
): Promise<ReadBack<SentMail>> {
  const messageId = messageIdFor(key, account.settings.address);
  const found = await account.use(signal, (client) => findSent(client, account, messageId));
  if (found === 'sent') {
    const accepted = [...new Set([...to, ...cc, ...bcc])];
    return {
      outcome: 'done',
      output: { account: account.name, message_id: messageId, accepted, rejected: [], kept: true },
    };
  }
  const whom = to.slice(0, 3).join(', ');
  if (found === 'draft')
    return {
      outcome: 'unknown',
      said: `The mail to ${whom} stands among your drafts. Ask whether it came before you send it again.`,
    };
  if (account.settings.sent_by_server)
    return { outcome: 'unknown', said: `Look into your sent mail whether the one to ${whom} is there.` };
  return { outcome: 'not_done', said: `The mail to ${whom} was not sent.` };
}

/** @throws Fault NOT_FOUND where the mail is there no more */
async function conversation(accounts: MailAccounts, id: string, signal: AbortSignal): Promise<Conversation> {
  const place = mailPlace(id);
  const head = await accounts
    .one(place.account)
    .use(signal, (client) =>
      inFolder(client, place.account, place.folder, async (open) =>
        open.uidValidity === place.uidValidity ? fetchConversation(open, place.uid) : undefined,
      ),
    );
  if (head === undefined) throw new Fault('NOT_FOUND', 'The mail to answer is there no more.');
  return head;
}
