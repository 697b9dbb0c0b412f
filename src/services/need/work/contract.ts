import { need } from 'agentos/contract';
import { signal } from 'agentos/service';
import { z } from 'zod';

const about = {
  /** What it is, as in "the research about heat pumps". */
  what: z.string().min(1).max(300),
  /** The client it was asked from; its result is told there. */
  client: z.string(),
  /** `voice`, `cli` …: what was typed is not told to a room. */
  interface: z.string(),
  /** Display name of the area it was asked in. */
  area: z.string().optional(),
};

/** What takes long, and is done while the talk goes on. */
export const work = z.object({
  ...about,
  id: z.string(),
  state: z.enum(['waiting', 'running', 'stopped', 'done', 'failed']),
  /** Wall-clock milliseconds since the epoch. */
  askedAt: z.number().int(),
  endedAt: z.number().int().optional(),
  /** The thread that works on it, once one does. */
  thread: z.string().optional(),
});
export type Work = z.infer<typeof work>;

export const workStart = need('work.start', {
  summary: 'Begin something that takes long; its result is told later.',
  input: z.object({
    ...about,
    /** What is to be done: an agent or router that answers people. */
    call: z.object({ subject: z.string().regex(/^use\./, 'is no agent: use.*'), input: z.json() }),
  }),
  output: work,
  effect: 'local',
  risk: 'home',
});

export const workList = need('work.list', {
  summary: 'What is being worked on, and what was lately; the last one first.',
  input: z.object({ limit: z.number().int().min(1).max(100).default(20) }),
  output: z.object({ works: z.array(work) }),
  effect: 'read',
  risk: 'open',
});

/** Only the record: `need.thread.stop` stops the thread that works on it. What has not begun by then does not begin. */
export const workStop = need('work.stop', {
  summary: 'Give up what is being worked on.',
  input: z.object({ ids: z.array(z.string()).min(1) }),
  /** Those that were still to be done. */
  output: z.object({ works: z.array(work) }),
  effect: 'local',
  risk: 'home',
});

/** Something that takes long was begun. The key is its id. */
export const workAsked = signal(
  'work.asked',
  z.object({
    ...about,
    id: z.string(),
    /** The thread, and the turn of it, that it was asked in. */
    parent: z.string(),
    turn: z.number().int().optional(),
  }),
);

/** Takes it up, once. */
export const workBegin = need('work.begin', {
  summary: 'Take up what was asked for.',
  input: z.object({ id: z.string() }),
  /** Without a call where it was given up before. */
  output: z.object({ what: z.string(), call: z.object({ subject: z.string(), input: z.json() }).optional() }),
  effect: 'local',
  risk: 'home',
});

export const workEnd = need('work.end', {
  summary: 'Note how something that takes long came out.',
  input: z.object({ id: z.string(), state: z.enum(['done', 'failed']) }),
  output: z.object({}),
  effect: 'local',
  // A note on what is over: nobody is asked for it, whatever the work has read and whichever model has helped.
  risk: 'open',
});
