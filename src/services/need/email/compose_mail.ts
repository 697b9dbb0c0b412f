import type { AccountSettings } from './account_settings.ts';
import type { Letter } from './contract.ts';
import { plainText } from './plain_text.ts';

interface Composed {
  readonly raw: Buffer;
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
}

interface Parts {
  readonly messageId: string;
  readonly atMs: number;
  readonly answers?: Conversation;
  /** Kept for its writer: who gets a hidden copy stands in it. */
  readonly draft?: boolean;
}

export interface Conversation {
  readonly messageId: string;
  readonly references: string;
}

/** A mail as it goes over the wire and stands in the mailbox: nothing else than what the letter shows is in it. */
export async function composeMail(
  { address, name }: AccountSettings,
  { to, cc = [], bcc = [], subject, text }: Letter,
  { messageId, atMs, answers, draft = false }: Parts,
): Promise<Composed> {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const mail = new MailComposer({
    from: { name: name ?? '', address },
    to: [...to],
    cc: [...cc],
    ...(draft ? { bcc: [...bcc] } : {}),
    subject,
    text: plainText(text),
    messageId,
    date: new Date(atMs),
    ...(answers === undefined || answers.messageId === ''
      ? {}
      : { inReplyTo: answers.messageId, references: `${answers.references} ${answers.messageId}`.trim() }),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const node = mail.compile();
  node.keepBcc = draft;
  const raw = await node.build();
  return { raw, envelope: { from: address, to: [...new Set([...to, ...cc, ...bcc])] } };
}
