import { z } from 'zod';
import { mailAddress } from './contract.ts';
import { oauthSettings } from './oauth_settings.ts';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

type Security = 'tls' | 'starttls' | 'none';
const IMAP_PORTS = { tls: 993, starttls: 143, none: 143 } as const;
const SMTP_PORTS = { tls: 465, starttls: 587, none: 25 } as const;

function server(what: string, ports: { readonly [security in Security]: number }) {
  return z
    .strictObject({
      host: z.string().min(1).describe(`Name of the server for ${what}.`),
      port: z
        .int()
        .min(1)
        .max(65_535)
        .optional()
        .describe(`${ports.tls} with "tls" and ${ports.starttls} with "starttls" where absent.`),
      security: z
        .enum(['tls', 'starttls', 'none'])
        .default('tls')
        .describe('How the connection is kept private; "none" only for a server on this machine.'),
    })
    .refine(({ host, security }) => security !== 'none' || LOOPBACK.test(host), {
      path: ['security'],
      error: '"none" is only for a server on this machine; use "tls" or "starttls"',
    });
}

const accountSettings = z.strictObject({
  address: mailAddress.describe('Address that mail is sent from.'),
  name: z
    .string()
    .max(200)
    .regex(/^[^\p{Cc}]*$/u)
    .optional()
    .describe('Name that stands beside it.'),
  user: z.string().min(1).optional().describe('Name to log in with; the address where absent.'),
  credential: z.string().min(1).describe('Name of the credential that holds the password, or with oauth the token.'),
  oauth: oauthSettings
    .optional()
    .describe(
      'Log in by OAuth 2 instead of with a password. With nothing in it, the credential holds an access token that another program keeps fresh.',
    ),
  imap: server('reading mail', IMAP_PORTS),
  smtp: server('sending mail', SMTP_PORTS).optional(),
  ca: z
    .string()
    .optional()
    .describe(
      'Path of a certificate (PEM) that the servers are trusted by, beside the usual ones: for a server of your own.',
    ),
  watch: z.boolean().default(true).describe('Whether new mail in the inbox is told as it comes.'),
  sent_by_server: z
    .boolean()
    .default(false)
    .describe('The server keeps what is sent by itself, as that of Gmail does, so no second copy is put there.'),
  folders: z
    .strictObject({
      sent: z.string().optional().describe('For what was sent.'),
      drafts: z.string().optional().describe('For drafts.'),
      archive: z.string().optional().describe('For what is put away.'),
      junk: z.string().optional().describe('For unwanted mail.'),
      trash: z.string().optional().describe('For what was deleted.'),
    })
    .prefault({})
    .describe('Names of folders, where the server does not tell them.'),
  timeout_seconds: z
    .number()
    .min(1)
    .max(60)
    .default(15)
    .describe('How long a server may take to be reached, in seconds.'),
  max_sent_per_hour: z.int().min(0).max(10_000).default(20).describe('No more mails than this are sent in an hour.'),
});
export type AccountSettings = z.infer<typeof accountSettings>;

export const mailSettings = z
  .strictObject({
    default: z.string().optional().describe('Account that mail is sent from; the first one where absent.'),
    accounts: z
      .record(z.string().regex(/^[a-z][a-z0-9_-]{0,59}$/, 'has to be small letters, digits, _ and -'), accountSettings)
      .default({})
      .describe('Your mail accounts, each under a short name: [email.smtp_imap.accounts.home].'),
  })
  .refine(({ default: name, accounts }) => name === undefined || Object.hasOwn(accounts, name), {
    path: ['default'],
    error: 'is not the name of an account',
  });
export type MailSettings = z.infer<typeof mailSettings>;

export function imapPort({ imap }: AccountSettings): number {
  return imap.port ?? IMAP_PORTS[imap.security];
}

export function smtpPort({ port, security }: NonNullable<AccountSettings['smtp']>): number {
  return port ?? SMTP_PORTS[security];
}
