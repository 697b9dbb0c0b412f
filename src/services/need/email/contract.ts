import { need } from 'agentos/contract';
import { type Call, signal } from 'agentos/service';
import { z } from 'zod';
import { askDelete, askMove, askSend } from './question.ts';

/** Over a network that may be slow, with a connection that may have to be made first. */
const DEADLINE_MS = 45_000;
/** What comes out of a mailbox: anybody may have written it, and it is nobody else's business. */
const FROM_MAIL = { effect: 'read', risk: 'private', outside: true, private: true, deadlineMs: DEADLINE_MS } as const;

/** One that mail can be sent to. */
export const mailAddress = z.email('is not a mail address, as in "anna@example.org"').max(254);

/** A header of one line: nothing in it can begin another. */
const headerLine = z
  .string()
  .max(500)
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u, 'has to be one line');

/** An account of the settings; the default one where a mail is sent, all of them where mail is looked for. */
const account = z.string().max(60).optional();

/** `inbox`, `sent`, `drafts`, `archive`, `junk`, `trash`, or the name of any other folder; the inbox where absent. */
const folder = z.string().min(1).max(200).optional();

/** As a mail names somebody: anything may stand there. */
const person = z.object({ name: z.string().optional(), address: z.string() });
export type MailPerson = z.infer<typeof person>;

const attachment = z.object({
  name: z.string(),
  /** `application/pdf` */
  type: z.string(),
  /** As it is carried, in bytes. */
  bytes: z.int().optional(),
  /** Names it in its mail, for `email.attachment`. */
  part: z.string().optional(),
  /** It holds text that can be read. */
  readable: z.boolean().optional(),
});

/** A mail without what is in it. */
export const mailHeader = z.object({
  /** Names it in its folder for good; opaque. */
  id: z.string(),
  account: z.string(),
  folder: z.string(),
  from: person.optional(),
  to: z.array(person),
  cc: z.array(person),
  /** Where answers are wanted: that of `from` where the mail says nothing else. */
  reply_to: z.array(person),
  subject: z.string(),
  /** When it came, wall-clock milliseconds since the epoch. */
  at: z.int(),
  unread: z.boolean(),
  flagged: z.boolean(),
  answered: z.boolean(),
  bytes: z.int(),
  attachments: z.array(attachment),
});
export type MailHeader = z.infer<typeof mailHeader>;

export const mail = mailHeader.extend({
  /** Plain text, also of a mail in HTML; without what cannot be seen. */
  text: z.string(),
  /** There is more than this of it. */
  cut: z.boolean(),
  /** Why it could not be read as it was meant. */
  problem: z.string().optional(),
});
export type Mail = z.infer<typeof mail>;

/** What is looked for: all of it must fit. Texts fit anywhere inside, capitals or not. */
export const mailQuery = z.object({
  account,
  folder,
  unread: z.boolean().optional(),
  flagged: z.boolean().optional(),
  /** Name or address. */
  from: z.string().min(1).max(200).optional(),
  to: z.string().min(1).max(200).optional(),
  subject: z.string().min(1).max(200).optional(),
  /** Anywhere in the mail. */
  text: z.string().min(1).max(200).optional(),
  /** Came on this day or later, earlier than this day. */
  since: z.iso.date().optional(),
  before: z.iso.date().optional(),
});
export type MailQuery = z.infer<typeof mailQuery>;

/** Accounts that did not answer, and why. What the others have is told. */
const failed = z.array(z.object({ account: z.string(), code: z.string(), message: z.string() }));

export const emailList = need('email.list', {
  ...FROM_MAIL,
  summary: 'What mail there is in a folder, the newest first, and how much of it is unread.',
  input: z.object({
    account,
    folder,
    unread: z.boolean().default(false),
    limit: z.int().min(1).max(50).default(20),
  }),
  output: z.object({ mails: z.array(mailHeader), unread: z.int(), total: z.int(), failed }),
  question: () => 'Tell what mail there is?',
});

export const emailSearch = need('email.search', {
  ...FROM_MAIL,
  summary: 'Find mail by who sent it, what it is about or what is in it; the newest first.',
  input: mailQuery.extend({ limit: z.int().min(1).max(50).default(10) }),
  output: z.object({ mails: z.array(mailHeader), found: z.int(), failed }),
  question: () => 'Look through the mail?',
});

export const emailRead = need('email.read', {
  ...FROM_MAIL,
  summary: 'Read mail: the ones named, or the newest that fit. It stays unread in the mailbox.',
  input: z.object({
    ids: z.array(z.string().max(500)).min(1).max(20).optional(),
    find: mailQuery.optional(),
    limit: z.int().min(1).max(20).default(5),
    /** Of each mail's text. */
    characters: z.int().min(100).max(50_000).default(10_000),
  }),
  output: z.object({
    mails: z.array(mail),
    found: z.int(),
    /** Ids of `ids` that are there no more. */
    gone: z.array(z.string()),
    failed,
  }),
  question: () => 'Read out the mail?',
});

export const emailAttachment = need('email.attachment', {
  ...FROM_MAIL,
  summary:
    'Read a file that is attached to a mail, where it holds text: plain text, tables as CSV, calendar files, web pages.',
  input: z.object({
    /** Of the mail. */
    id: z.string().max(500),
    part: z
      .string()
      .regex(/^\d+(\.\d+)*$/, 'is no part of a mail, as in "2"')
      .max(100),
    characters: z.int().min(100).max(50_000).default(10_000),
  }),
  output: attachment.extend({
    text: z.string(),
    /** There is more than this of it. */
    cut: z.boolean(),
  }),
  question: () => 'Read out what is attached to a mail?',
});

const written = {
  account,
  to: z.array(mailAddress).min(1).max(50),
  cc: z.array(mailAddress).max(50).optional(),
  bcc: z.array(mailAddress).max(50).optional(),
  subject: headerLine.default(''),
  text: z.string().min(1).max(100_000),
};
const letter = z.object(written);
export type Letter = z.infer<typeof letter>;

const sent = z.object({
  account: z.string(),
  /** Its Message-ID, the same for every attempt of this call. */
  message_id: z.string(),
  accepted: z.array(z.string()),
  /** Addresses that the server would not take. */
  rejected: z.array(z.string()),
  /** It stands in the folder of sent mail. */
  kept: z.boolean(),
});
export type SentMail = z.infer<typeof sent>;

/** SMTP takes the same mail twice: it is sent once, and looked up in the mailbox where a crash cut it off. */
const SENDING = { effect: 'once', risk: 'private', outbound: true, deadlineMs: 60_000 } as const;

export const emailSend = need('email.send', {
  ...SENDING,
  summary: 'Send a mail.',
  input: letter,
  output: sent,
  question: (input) => askSend('Send this mail', input),
});

export const emailReply = need('email.reply', {
  ...SENDING,
  summary: 'Answer a mail, so that it stands with it in its conversation. Say whom it goes to.',
  input: letter.extend({ id: z.string().max(500) }),
  output: sent,
  question: (input) => askSend('Send this answer', input),
});

/** A mail as it was shown to whoever decides about it; what is at hand by then has to be the same. */
const shown = z.object({ id: z.string().max(500), from: z.string().max(300), subject: z.string().max(500) });
const shownMails = z.array(shown).min(1).max(50);
export type ShownMail = z.infer<typeof shown>;

/** As many mails as are marked at once. */
export const MOST_MARKED = 1_000;

const CHANGE = { effect: 'idempotent', deadlineMs: DEADLINE_MS } as const;
const moved = z.object({
  /** As they stand now, where the server tells. */
  mails: z.array(shown.extend({ was: z.string(), was_in: z.string() })),
  /** Ids that were there no more. */
  gone: z.array(z.string()),
});

export const emailMove = need('email.move', {
  ...CHANGE,
  summary: 'Put mail into another folder.',
  input: z.object({ mails: shownMails, folder: z.string().min(1).max(200) }),
  output: moved,
  risk: 'private',
  question: askMove,
  undo: (_input, { mails }) => movedBack(mails),
});

export const emailDelete = need('email.delete', {
  ...CHANGE,
  summary: 'Put mail into the trash; for good only where that is asked for.',
  input: z.object({ mails: shownMails, forever: z.boolean().default(false) }),
  output: moved,
  risk: ({ forever }) => (forever ? 'danger' : 'private'),
  question: askDelete,
  undo: (_input, { mails }) => movedBack(mails),
});

/** All back to where they were, where they came from one folder. */
function movedBack(mails: z.infer<typeof moved>['mails']): Call<unknown> | undefined {
  const [first] = mails;
  if (first === undefined || mails.some(({ was_in }) => was_in !== first.was_in)) return undefined;
  const back = mails.map(({ id, from, subject }) => ({ id, from, subject }));
  return emailMove({ mails: back, folder: first.was_in });
}

export const emailMark = need('email.mark', {
  ...CHANGE,
  summary: 'Mark mail as read, unread, important or not: the ones named, or all that fit.',
  input: z
    .object({
      ids: z.array(z.string().max(500)).min(1).max(MOST_MARKED).optional(),
      find: mailQuery.optional(),
      as: z.enum(['read', 'unread', 'flagged', 'unflagged']),
    })
    .refine(({ ids, find }) => (ids === undefined) !== (find === undefined), {
      path: ['ids'],
      error: 'give either ids or find',
    }),
  /** Those that were not so before. */
  output: z.object({ changed: z.array(z.string()), gone: z.array(z.string()) }),
  risk: 'home',
  question: ({ ids, as }) =>
    `Mark ${ids === undefined ? 'the mail' : ids.length === 1 ? 'a mail' : `${ids.length} mails`} as ${as}?`,
  undo: ({ as }, { changed }): Call<unknown> | undefined =>
    changed.length === 0 ? undefined : emailMark({ ids: changed, as: OPPOSITE[as] }),
});

const OPPOSITE = { read: 'unread', unread: 'read', flagged: 'unflagged', unflagged: 'flagged' } as const;

export const emailDraft = need('email.draft', {
  summary: 'Keep a mail among the drafts, unsent.',
  input: letter.extend({ reply_to: z.string().max(500).optional() }),
  output: z.object({ account: z.string(), message_id: z.string(), id: z.string().optional() }),
  effect: 'keyed',
  risk: 'home',
  deadlineMs: DEADLINE_MS,
});

/**
 * A mail came into an inbox. What stands in it is not told here: whoever wants that reads it, and is labelled for it. The key is
 * that of the mail, so that a rule acts on it once.
 */
export const emailNew = signal(
  'email.new',
  z.object({
    id: z.string(),
    account: z.string(),
    /** When it came, wall-clock milliseconds since the epoch. */
    at: z.int(),
  }),
);
