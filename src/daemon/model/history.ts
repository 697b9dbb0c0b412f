import { z } from 'zod';
import { need } from './contract.ts';
import { jsonValue } from './json_value.ts';

/** What the log tells of earlier turns. The daemon provides it: only it has the log, and only it knows who may hear of what. */

/** One call of a turn. */
export const pastCall = z.object({ thread: z.string(), turn: z.number().int(), key: z.string() });
export type PastCall = z.infer<typeof pastCall>;

/**
 * What an agent notes in its thread once it has taken calls back; the log then knows it, over restarts too.
 * `undo`: what was done is undone · `redo`: what was undone is done again.
 */
export const takenBack = z.object({ as: z.enum(['undo', 'redo']), calls: z.array(pastCall).min(1) });
export type TakenBack = z.infer<typeof takenBack>;

/** Key of {@link takenBack} in a thread's metadata. */
export const TAKEN_BACK = 'takenBack';

/** A turn in short. */
export const pastTurn = z.object({
  thread: z.string(),
  turn: z.number().int(),
  /** When it was opened, in wall-clock milliseconds since the epoch. */
  at: z.number(),
  client: z.string(),
  interface: z.string(),
  channel: z.enum(['owner', 'voice', 'automation', 'token']),
  area: z.string().optional(),
  speaker: z.string().optional(),
  /** Whether it is the asker's own: of the same client, of the same room by voice, or told there. */
  mine: z.boolean(),
  /** What was said, for turns that somebody opened by saying it. */
  said: z.string().optional(),
  /** For turns that a rule opened: its name, and what it acted on. */
  rule: z.string().optional(),
  occasion: jsonValue.optional(),
  reply: z.string().optional(),
  /** That the reply is kept back: private things were read out. */
  withheld: z.boolean(),
  outcome: z.enum(['done', 'failed', 'unknown']).optional(),
  /** gRPC's code, where the turn failed. */
  code: z.string().optional(),
  /** Where what was said or answered came from, if from outside. */
  taint: z.array(z.string()),
});
export type PastTurnView = z.infer<typeof pastTurn>;

export const historyFind = need('history.find', {
  summary: 'Earlier turns of the house, the newest first, as far as the asker may know of them.',
  input: z.object({
    /** Wall-clock milliseconds since the epoch: from, and before. */
    since: z.number().min(0).default(0),
    until: z.number().optional(),
    /** Turns in whose utterance or reply one of these stands. */
    words: z.array(z.string().min(2).max(100)).min(1).max(20).optional(),
    /** Only turns that did something. */
    acted: z.boolean().default(false),
    /** Only turns that did something to one of these. */
    entities: z.array(z.string()).min(1).max(100).optional(),
    /** Only the asker's own. */
    mine: z.boolean().default(false),
    /** Without the turns that only asked about the past. */
    plain: z.boolean().default(false),
    limit: z.number().int().min(1).max(50).default(10),
  }),
  output: z.object({
    turns: z.array(pastTurn),
    /** Whether more would fit. */
    more: z.boolean(),
    /** How far back it has looked, where it stopped before it had seen all: milliseconds since the epoch. */
    lookedBackTo: z.number().optional(),
  }),
  effect: 'read',
  risk: 'open',
});

/** A call of a turn that did something, or was to. */
export const pastStep = z.object({
  key: z.string(),
  subject: z.string(),
  at: z.number(),
  effect: z.enum(['read', 'local', 'idempotent', 'keyed', 'once']),
  input: jsonValue,
  /** `refused`: it never left · `open`: there is no answer yet. */
  how: z.enum(['done', 'failed', 'refused', 'unknown', 'open']),
  output: jsonValue.optional(),
  problem: z.object({ code: z.string(), message: z.string() }).optional(),
  /** The call that takes it back. */
  undo: z.object({ subject: z.string(), input: jsonValue }).optional(),
  /** When it was taken back, and by which turn. */
  takenBack: z.object({ thread: z.string(), turn: z.number().int(), at: z.number() }).optional(),
});
export type PastStep = z.infer<typeof pastStep>;

export const historyTurn = need('history.turn', {
  summary: 'One earlier turn: what was understood, asked and done, as the log has it.',
  input: z.object({ thread: z.string(), turn: z.number().int().min(1) }),
  output: pastTurn.extend({
    /** What it was understood as: commands, with who took them. */
    commands: z.array(
      z.object({
        agent: z.string(),
        intent: z.string(),
        text: z.string(),
        targets: z.array(z.object({ id: z.string(), name: z.string(), domain: z.string() })),
      }),
    ),
    /** What the person was asked, and what they answered. */
    questions: z.array(z.object({ text: z.string(), answer: z.string().optional(), yes: z.boolean().optional() })),
    /** In the order they were made; calls that only read are left out unless they failed. */
    steps: z.array(pastStep),
    /** What this turn took back. */
    tookBack: takenBack.optional(),
    /** Whether it is still running. */
    open: z.boolean(),
  }),
  effect: 'read',
  risk: 'open',
});
export type PastAccount = z.infer<typeof historyTurn.output>;
