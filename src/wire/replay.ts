import { z } from 'zod';
import { CODES } from './codes.ts';
import { count, jsonText } from './fields.ts';
import { threadRow } from './threads.ts';

const difference = z
  .object({
    turn: count,
    key: z.string(),
    seq: count,
    what: z.string(),
    beforeJson: jsonText.exactOptional(),
    nowJson: jsonText.exactOptional(),
  })
  .transform(({ beforeJson, nowJson, ...rest }) => ({
    ...rest,
    ...(beforeJson === undefined ? {} : { before: beforeJson }),
    ...(nowJson === undefined ? {} : { now: nowJson }),
  }));
/** A place where a replay does not do what was done then. */
export type ReplayDifference = z.output<typeof difference>;

const replayed = z.object({ thread: threadRow, turns: count, events: count, differences: z.array(difference) });
/** A thread that was replayed; equal where it has no differences. */
export type ThreadReplayed = z.output<typeof replayed>;

const progress = z.object({ threads: count, turns: count, events: count, different: count, done: z.boolean() });
export type ReplayProgress = z.output<typeof progress>;

const call = z
  .object({
    subject: z.string(),
    inputJson: jsonText,
    answerJson: jsonText.exactOptional(),
    error: z.object({ code: z.enum(CODES), message: z.string(), retryable: z.boolean() }).nullable(),
    source: z.string(),
  })
  .transform(({ subject, inputJson, answerJson, error, source }) => ({
    subject,
    input: inputJson,
    ...(answerJson === undefined ? {} : { answer: answerJson }),
    ...(error ? { error } : {}),
    ...(source === '' ? {} : { source }),
  }));
const live = z.object({
  turn: count,
  said: z.string(),
  calls: z.array(
    z
      .object({ key: z.string(), before: call.nullable(), now: call.nullable(), same: z.boolean() })
      .transform(({ before, now, ...rest }) => ({ ...rest, ...(before ? { before } : {}), ...(now ? { now } : {}) })),
  ),
  before: z.string().exactOptional(),
  now: z.string(),
  same: z.boolean(),
});
/** A stored turn beside the same turn on today's services. */
export type LiveTurn = z.output<typeof live>;

export const forkThreadResponse = z.object({ thread: threadRow });
export const replayThreadsResponse = z.discriminatedUnion('news', [
  z.object({ news: z.literal('replayed'), replayed }),
  z.object({ news: z.literal('progress'), progress }),
  z.object({ news: z.literal('live'), live }),
]);
/** How a replay goes on. */
export type ReplayNews = z.output<typeof replayThreadsResponse>;
