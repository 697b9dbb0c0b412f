import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { role, scope } from '../../wire/rights.ts';

/** 256 random bits: nobody guesses it, so its hash need not be slow. */
const TOKEN_BYTES = 32;

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** A client on another machine, as it rests in the store. Times in wall-clock milliseconds. */
export const clientRecord = z.object({
  name: z.string(),
  generation: z.int().min(1),
  role,
  area: z.string().exactOptional(),
  scopes: z.array(scope),
  /** SHA-256 of its token: the token itself is nowhere here. */
  token: hash,
  /** Of the token that takes that one's place when it is first used. */
  next: hash.exactOptional(),
  createdAt: z.int(),
  expiresAt: z.int().exactOptional(),
  revokedAt: z.int().exactOptional(),
});
export type ClientRecord = z.output<typeof clientRecord>;

export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
