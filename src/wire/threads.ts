import { z } from 'zod';
import { CODES } from './codes.ts';
import { count, enumWords, jsonText } from './fields.ts';
import { THREAD_STATUS } from './response.ts';

export const DIRECTION = enumWords('DIRECTION', ['forward', 'backward', 'end']);

const origin = z.object({
  client: z.string(),
  interface: z.string(),
  area: z.string().exactOptional(),
  speaker: z.string().exactOptional(),
});
const both = {
  id: z.string(),
  parent: z.string().exactOptional(),
  branchedAt: count.exactOptional(),
  origin,
  status: THREAD_STATUS.word,
  turn: count,
  seq: count,
  taint: z.array(z.string()),
};

export const threadRow = z.object({ ...both, title: z.string(), createdAt: z.int(), updatedAt: z.int() });
/** A thread in a list. Times are wall-clock milliseconds since the epoch. */
export type ThreadRow = z.output<typeof threadRow>;

const thread = z
  .object({
    ...both,
    messages: z.array(z.object({ turn: count, role: z.string(), text: z.string(), taint: z.array(z.string()) })),
    metadataJson: jsonText.pipe(z.record(z.string(), z.unknown())),
  })
  .transform(({ metadataJson, ...rest }) => ({ ...rest, metadata: metadataJson }));
/** A thread as folded from its events. */
export type Thread = z.output<typeof thread>;

const threadEvent = z
  .object({
    id: z.string(),
    thread: z.string(),
    turn: count,
    seq: count,
    at: z.int(),
    direction: DIRECTION.word,
    subject: z.string(),
    key: z.string(),
    from: z.string(),
    to: z.array(z.string()),
    cause: z.string().exactOptional(),
    provider: z.string().exactOptional(),
    wanted: z.string().exactOptional(),
    effect: z.string().exactOptional(),
    version: z.string().exactOptional(),
    handoff: z.boolean(),
    taint: z.array(z.string()),
    dataJson: jsonText.exactOptional(),
    error: z.object({ code: z.enum(CODES), message: z.string(), retryable: z.boolean() }).nullable(),
    undo: z.object({ subject: z.string(), inputJson: jsonText }).nullable(),
    stopped: z.boolean(),
    copiedFrom: z.string().exactOptional(),
  })
  .transform(({ direction, handoff, dataJson, error, undo, stopped, ...rest }) => ({
    ...rest,
    direction: DIRECTIONS[direction],
    ...(handoff ? { handoff } : {}),
    ...(dataJson === undefined ? {} : { data: dataJson }),
    ...(error ? { error } : {}),
    ...(undo ? { undo: { subject: undo.subject, input: undo.inputJson } } : {}),
    ...(stopped ? { stopped } : {}),
  }));
const DIRECTIONS = { forward: 'FORWARD', backward: 'BACKWARD', end: 'END' } as const;
/** One event of a thread; what each direction carries is told in threads.proto. */
export type ThreadEvent = z.output<typeof threadEvent>;

export const listThreadsResponse = z.object({ threads: z.array(threadRow) });
export const getThreadResponse = z.object({ thread, open: z.array(threadEvent) });
export const watchThreadResponse = z.object({ event: threadEvent });
export const threadEventsResponse = z.object({ events: z.array(threadEvent), nextAfterSeq: count.exactOptional() });
