import { z } from 'zod';
import { CODES } from './codes.ts';
import { count, enumWords } from './fields.ts';

export const THREAD_STATUS = enumWords('THREAD_STATUS', ['active', 'waiting', 'complete', 'failed']);
export const OUTCOME = enumWords('OUTCOME', ['done', 'failed', 'unknown']);
export const ASK_KIND = enumWords('ASK_KIND', ['confirm', 'question', 'pin']);

const reply = z.object({
  text: z.string(),
  status: THREAD_STATUS.word,
  outcome: OUTCOME.word.optional(),
  acted: z.boolean(),
  code: z.enum(CODES).exactOptional(),
});
const ask = z.object({
  askId: z.string(),
  kind: ASK_KIND.word,
  text: z.string(),
  choices: z.array(z.string()),
  expiresAt: count,
});
const envelope = { offset: z.int().min(1), at: z.int(), thread: z.string(), turn: count };

export const mail = z.discriminatedUnion('body', [
  z.object({ ...envelope, body: z.literal('reply'), reply }),
  z.object({ ...envelope, body: z.literal('notice'), notice: reply }),
  z.object({ ...envelope, body: z.literal('ask'), ask }),
]);
export type Mail = z.output<typeof mail>;

const requestId = z.string();
const progress = z.object({ thread: z.string(), turn: count, attempt: z.int(), offset: count, text: z.string() });
export type Progress = z.output<typeof progress>;
const failure = z.object({
  requestId,
  code: z.enum(CODES),
  message: z.string(),
  retryable: z.boolean(),
  retryDelayMs: count.exactOptional(),
});
export type Failure = z.output<typeof failure>;
const accepted = z.object({ requestId, thread: z.string(), turn: count, seq: count, answered: z.boolean() });
export type Accepted = z.output<typeof accepted>;
const welcome = z.object({
  version: z.string(),
  offset: count,
  lastOffset: count,
  snapshotRequiredTo: count.exactOptional(),
});
export type Welcome = z.output<typeof welcome>;

/** What the daemon says, as proto-loader reads it (`message` names the field that is set). */
export const converseResponse = z.discriminatedUnion('message', [
  z.object({ message: z.literal('welcome'), welcome }),
  z.object({ message: z.literal('accepted'), accepted }),
  z.object({ message: z.literal('progress'), progress }),
  z.object({ message: z.literal('mail'), mail }),
  z.object({ message: z.literal('wakeVerdict'), wakeVerdict: z.object({ requestId, won: z.boolean() }) }),
  z.object({ message: z.literal('failure'), failure }),
  z.object({ message: z.literal('done'), done: z.object({ requestId }) }),
]);
export type ConverseResponse = z.output<typeof converseResponse>;
