import { z } from 'zod';

const LOOPBACK = /^http:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])[:/]/;

export const oauthSettings = z
  .strictObject({
    token_url: z
      .url({ protocol: /^https?$/, error: 'is no address, as in "https://oauth2.example.org/token"' })
      .refine((url) => url.startsWith('https:') || LOOPBACK.test(url), 'has to begin with https:')
      .optional()
      .describe('Where access tokens are got; the credential then holds a refresh token.'),
    client_id: z.string().min(1).max(500).optional().describe('What your provider calls this program.'),
    client_secret: z
      .string()
      .regex(/^[a-z][a-z0-9_-]*$/, 'is not the name of a credential; the secret itself does not belong here')
      .optional()
      .describe('Name of the credential that holds its secret, where it was given one.'),
    scope: z.string().min(1).max(1_000).optional().describe('What is asked for, where the provider wants that named.'),
  })
  .refine(({ token_url, client_id }) => (token_url === undefined) === (client_id === undefined), {
    path: ['client_id'],
    error: 'token_url and client_id go together; leave both out where another program keeps an access token fresh',
  });
export type OauthSettings = z.infer<typeof oauthSettings>;
