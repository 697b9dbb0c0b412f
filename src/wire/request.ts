import { z } from 'zod';
import { count, name, requestId, share, text } from './fields.ts';
import { NONCE_BYTES } from './proof.ts';
import { role, scope } from './rights.ts';

/** A mailbox's name. */
export const clientName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'use 1 to 64 of a-z, 0-9, ".", "_" and "-", as in voice-kitchen');
export const CLIENT_KINDS = ['cli', 'voice', 'watch', 'web'] as const;

const capabilities = z
  .object({ speak: z.boolean(), confirm: z.boolean(), notices: z.boolean(), ask: z.boolean() })
  .nullable()
  .transform((given) => given ?? { speak: false, confirm: false, notices: false, ask: false });

export const hello = z.object({
  name: clientName,
  kind: z.enum(CLIENT_KINDS),
  area: name.exactOptional(),
  capabilities,
  lastOffset: count.exactOptional(),
  version: z.string().max(64),
});
export type Hello = z.output<typeof hello>;

export const utterance = z
  .object({
    requestId,
    text: text.refine((said) => said.trim() !== '', 'empty; nothing was said'),
    alternatives: z.array(text).max(16),
    confidence: share.exactOptional(),
    speaker: name.exactOptional(),
    language: name.exactOptional(),
    thread: name.exactOptional(),
    continueLast: z.boolean(),
    sinceSpeechMs: count.exactOptional(),
  })
  .refine((said) => !(said.continueLast && said.thread !== undefined), {
    error: 'set with thread; one of them',
    path: ['continueLast'],
  });

/** What a client says, as proto-loader reads it (`message` names the field that is set). */
export const converseRequest = z.discriminatedUnion('message', [
  z.object({ message: z.literal('hello'), hello }),
  z.object({ message: z.literal('utterance'), utterance }),
  z.object({
    message: z.literal('answer'),
    answer: z.object({ requestId, askId: name, text, sinceSpeechMs: count.exactOptional() }),
  }),
  z.object({ message: z.literal('cancel'), cancel: z.object({ requestId, thread: name, turn: z.int().min(1) }) }),
  z.object({ message: z.literal('heard'), heard: z.object({ offset: count }) }),
  z.object({
    message: z.literal('wakeClaim'),
    wakeClaim: z.object({ requestId, area: name.exactOptional(), energyDb: z.number(), score: share }),
  }),
  z.object({ message: z.literal('ping'), ping: z.object({ requestId }) }),
]);
export type ConverseRequest = z.output<typeof converseRequest>;

export const listThreadsRequest = z.object({
  limit: z.int().min(1).max(1000).exactOptional(),
  before: count.exactOptional(),
  open: z.boolean(),
});
export const getThreadRequest = z.object({ thread: name, atSeq: count.exactOptional() });
export const forkThreadRequest = z.object({
  thread: name,
  atSeq: count.exactOptional(),
  title: text.exactOptional(),
});
export const replayThreadsRequest = z
  .object({ thread: name.exactOptional(), since: count, live: z.boolean() })
  .refine((wanted) => !wanted.live || wanted.thread !== undefined, {
    error: 'goes with one thread; name it',
    path: ['live'],
  });
export const threadEventsRequest = z.object({
  thread: name,
  afterSeq: count,
  untilSeq: count.exactOptional(),
  limit: z.int().min(1).max(500).exactOptional(),
});
export const watchThreadRequest = z.object({ thread: name, afterSeq: count, follow: z.boolean() });
export const servicesRequest = z.object({ prefix: z.string().max(256) });
export const callRequest = z.object({ subject: name, inputJson: text });
export const statusRequest = z.object({});
export const backupRequest = z.object({
  file: z
    .string()
    .min(1, 'missing')
    .max(4_096)
    .refine((path) => !path.includes('\0'), 'has a zero in it')
    .exactOptional(),
});
export const deleteThreadsRequest = z.object({ threads: z.array(name).min(1).max(1_000), branches: z.boolean() });
export const exportThreadsRequest = z.object({ threads: z.array(name).max(1_000) });
export const auditRequest = z.object({ after: count, since: count, last: z.int().min(1).max(100_000).exactOptional() });
export const verifyAuditRequest = z.object({});
export const setPinRequest = z.object({ pin: z.string().max(64) });
export const removePinRequest = z.object({});
export const healthCheckRequest = z.object({ service: z.string().max(256) });
export const pairRequest = z.object({
  name: clientName,
  role,
  area: name.exactOptional(),
  scopes: z.array(scope).max(64),
  days: z.int().min(1).max(3_650).exactOptional(),
  again: z.boolean(),
});
export type PairRequest = z.output<typeof pairRequest>;
export const enrollRequest = z.object({
  nonce: z.instanceof(Uint8Array).refine((bytes) => bytes.length === NONCE_BYTES, `has to be ${NONCE_BYTES} bytes`),
  proof: z.instanceof(Uint8Array).refine((bytes) => bytes.length === 32, 'has to be 32 bytes'),
});
export const listClientsRequest = z.object({});
export const revokeClientRequest = z.object({ name: clientName });
export const renewRequest = z.object({});
export const whoAmIRequest = z.object({});
