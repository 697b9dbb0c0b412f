import { z } from 'zod';
import { count } from './fields.ts';

const pairedClient = z.object({
  name: z.string(),
  role: z.string(),
  area: z.string().exactOptional(),
  scopes: z.array(z.string()),
  createdAt: z.int(),
  expiresAt: z.int().exactOptional(),
  revokedAt: z.int().exactOptional(),
  streams: count,
  seenAt: z.int().exactOptional(),
});
/** A client on another machine. Times in wall-clock milliseconds. */
export type PairedClient = z.output<typeof pairedClient>;

const code = z.object({
  code: z.string(),
  expiresAt: z.int(),
  fingerprint: z.string(),
  addresses: z.array(z.string()),
});
export const pairResponse = z.discriminatedUnion('message', [
  z.object({ message: z.literal('code'), code }),
  z.object({ message: z.literal('paired'), paired: pairedClient }),
]);
/** The code to type at the other machine, then who came in with it. */
export type PairNews = z.output<typeof pairResponse>;

export const enrollResponse = z.object({
  token: z.string().min(1),
  proof: z.instanceof(Uint8Array),
  client: pairedClient,
});
export const listClientsResponse = z.object({ clients: z.array(pairedClient) });
export const revokeClientResponse = z.object({ streams: count });
export const renewResponse = z.object({ token: z.string().min(1) });
export const whoAmIResponse = z.object({ client: pairedClient.nullish().transform((given) => given ?? undefined) });
