import { z } from 'zod';

function isSafe(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username, password } = new URL(url);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/u.test(hostname);
}

const account = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9_-]{0,39}$/u, 'has to be a short word of lower-case letters, digits, _ and -')
    .describe('Name of the account, as it is told apart from others; no two have the same.'),
  url: z
    .string()
    .refine(isSafe, 'has to be an https address without user and password (http is for this machine only)')
    .describe('Address of the CalDAV server, or of its part for this user.'),
  user: z.string().min(1).describe('Name to sign in with.'),
  password: z
    .string()
    .regex(/^[a-z][a-z0-9_-]*$/u, 'is the name of a credential, as in "calendar-password", not the password itself')
    .describe('Name of the credential that holds the password.'),
  calendars: z.array(z.string()).optional().describe('Names of the calendars to use; all of them where absent.'),
  main: z
    .string()
    .optional()
    .describe('Name of the calendar that new events go to; the first that can be written to where absent.'),
  addresses: z
    .array(z.string())
    .default([])
    .describe('Mail addresses of your own: what others organise counts as an invitation. The server is asked as well.'),
  hosts: z
    .array(z.string())
    .default([])
    .describe(
      'Other hosts that this server keeps calendars on, as in "p42-caldav.example.com"; they get the password.',
    ),
});
export type CaldavSettings = z.infer<typeof account>;

export const caldavSettings = z.object({
  accounts: z
    .array(account)
    .refine(
      (accounts) => new Set(accounts.map(({ name }) => name)).size === accounts.length,
      'two accounts have the same name',
    )
    .default([])
    .describe('CalDAV accounts; new events go to the first.'),
  every_minutes: z
    .number()
    .min(1)
    .max(1_440)
    .default(5)
    .describe('How often the servers are asked what has changed, in minutes.'),
});
