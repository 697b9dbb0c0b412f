import { need } from 'agentos/contract';
import { invoke, signal } from 'agentos/service';
import { z } from 'zod';

/** Longer than this is a date for a calendar, not a timer. */
export const MAX_TIMER_MS = 366 * 86_400_000;

const shared = {
  id: z.string(),
  name: z.string().optional(),
  /** Display name of the area it was set in. */
  area: z.string().optional(),
  /** The client it was set from; it rings there. */
  client: z.string(),
  /** Said to the house when it is due, instead of ringing. */
  command: z.string().optional(),
  /** What it was set for, in milliseconds; adding time does not change it. */
  durationMs: z.number().int(),
};

/** A timer as people ask about it. */
export const timerView = z.object({
  ...shared,
  /** `due`: its time is over and it is about to ring. */
  state: z.enum(['running', 'paused', 'due']),
  /** Milliseconds; 0 when due. */
  remainingMs: z.number().int(),
});
export type TimerView = z.infer<typeof timerView>;

export const timerStart = need('timer.start', {
  summary: 'Start a timer.',
  input: z.object({
    durationMs: z.number().int().min(1).max(MAX_TIMER_MS),
    name: z.string().min(1).max(200).optional(),
    area: z.string().optional(),
    client: z.string(),
    command: z.string().min(1).max(1_000).optional(),
  }),
  output: timerView,
  effect: 'local',
  risk: 'home',
  undo: (_input, { id }) => invoke('need.timer.change', { ids: [id], change: 'cancel' }),
});

export const timerList = need('timer.list', {
  summary: 'The timers that are set, the next one first.',
  input: z.object({}),
  output: z.object({ timers: z.array(timerView) }),
  effect: 'read',
  risk: 'open',
});

export const timerRestore = need('timer.restore', {
  summary: 'Bring back cancelled timers with the time they had left.',
  input: z.object({ timers: z.array(timerView).min(1) }),
  output: z.object({ timers: z.array(timerView) }),
  effect: 'local',
  risk: 'home',
});

const UNDONE_BY = { pause: 'resume', resume: 'pause', add: 'remove', remove: 'add' } as const;

/** Timers that rang or were cancelled meanwhile are left out of the answer. */
export const timerChange = need('timer.change', {
  summary: 'Cancel, pause or resume timers, or give them more or less time.',
  input: z.object({
    ids: z.array(z.string()).min(1),
    change: z.enum(['cancel', 'pause', 'resume', 'add', 'remove']),
    /** For `add` and `remove`. A timer that is left with nothing is due at once. */
    byMs: z.number().int().min(1).max(MAX_TIMER_MS).optional(),
  }),
  /** As they stand after it; cancelled ones as they stood before. */
  output: z.object({ timers: z.array(timerView) }),
  effect: 'local',
  risk: 'home',
  undo: ({ change, byMs }, { timers }) => {
    const [first] = timers;
    if (first === undefined) return undefined;
    if (change !== 'cancel') {
      return invoke('need.timer.change', {
        ids: timers.map(({ id }) => id),
        change: UNDONE_BY[change],
        ...(byMs === undefined ? {} : { byMs }),
      });
    }
    return timerRestore({ timers });
  },
});

/** A timer's time is over. The key is `<id>:<dueAt>`. */
export const timerDue = signal(
  'timer.due',
  z.object({
    ...shared,
    /** Wall-clock milliseconds since the epoch. */
    dueAt: z.number().int(),
    /** When this was told, and how late that was. */
    toldAt: z.number().int(),
    lateMs: z.number().int(),
  }),
);

/** Marks it as rung, once. */
export const timerRing = need('timer.ring', {
  summary: 'Mark a due timer as rung.',
  input: z.object({ id: z.string(), dueAt: z.number().int() }),
  /** False where it was cancelled or changed before it could ring, or has rung. */
  output: z.object({ rung: z.boolean() }),
  effect: 'local',
  risk: 'home',
});
