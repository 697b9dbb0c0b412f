import { need } from 'agentos/contract';
import { signal } from 'agentos/service';
import { z } from 'zod';

/** What one device has to say: one of these states, none of those, or a number on one side of a bound. */
export const stateTest = z.object({
  entity: z.string(),
  is: z.array(z.string()).optional(),
  isNot: z.array(z.string()).optional(),
  /** The attribute that is looked at; the state itself where absent. */
  attribute: z.string().optional(),
  above: z.number().optional(),
  below: z.number().optional(),
});
export type StateTest = z.infer<typeof stateTest>;

const about = {
  /** Said to the house when it is so. */
  command: z.string().min(1).max(1_000),
  /** What is waited for, as it was said: `the door opens`. */
  said: z.string().min(1).max(1_000),
  tests: z.array(stateTest).min(1).max(200),
  /** Whether one of the tests is enough, or all of them have to hold. */
  enough: z.enum(['one', 'all']),
  /** Whether they have to hold, or not to hold. */
  holds: z.boolean(),
  /** Every time, not only the next. */
  again: z.boolean(),
  /** The client it was set from; it is told there. */
  client: z.string(),
  /** Display name of the area it was set in. */
  area: z.string().optional(),
  /** It was said by voice, and may be told in the room. */
  spoken: z.boolean().optional(),
};

export const waitView = z.object({ ...about, id: z.string() });
export type WaitView = z.infer<typeof waitView>;

/** So many there may be at once in a house. */
export const MOST_WAITS = 200;

export const waitCancel = need('wait.cancel', {
  summary: 'Wait no longer for something.',
  input: z.object({ ids: z.array(z.string()).min(1) }),
  /** Those that were there. */
  output: z.object({ waits: z.array(waitView) }),
  effect: 'local',
  risk: 'home',
});

export const waitStart = need('wait.start', {
  summary: 'Wait for devices to come into a state, to do something then.',
  input: z.object(about),
  output: z.object({
    id: z.string(),
    /** It is so already; the next time that it comes to be so counts. */
    already: z.boolean(),
  }),
  effect: 'local',
  risk: 'home',
  undo: (_input, { id }) => waitCancel({ ids: [id] }),
});

/** With what was typed; without it, that is only told to be there. */
const typed = z.boolean().optional();

export const waitList = need('wait.list', {
  summary: 'What is waited for.',
  input: z.object({ typed }),
  output: z.object({ waits: z.array(waitView) }),
  effect: 'read',
  risk: (input: { readonly typed?: boolean | undefined }) => (input.typed === true ? 'private' : 'open'),
  question: () => 'Tell what is waited for that was typed?',
});

/** What was waited for has come to be so. The key is `<id>:<times before>`. */
export const waitMet = signal(
  'wait.met',
  z.object({ id: z.string(), client: z.string(), area: z.string().optional(), times: z.number().int() }),
);

/** Takes an occasion, once. */
export const waitTake = need('wait.take', {
  summary: 'Mark what was waited for as come.',
  input: z.object({ id: z.string(), times: z.number().int() }),
  /** Absent where it was cancelled before it could be taken, or was taken. */
  output: z.object({ command: z.string().optional(), said: z.string().optional() }),
  effect: 'local',
  risk: 'home',
});
