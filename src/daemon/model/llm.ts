import { z } from 'zod';
import { need } from './contract.ts';
import { jsonValue } from './json_value.ts';
import type { ThreadView } from './thread.ts';

/**
 * Models as tools: stateless functions over messages. Contracts only; whoever provides them knows the vendor. They live here since
 * `agent.prompted` speaks them.
 */

const call = z.object({
  /** Names this call within the conversation, so that its result can be told. */
  id: z.string(),
  /** Subject of a service, as in `need.email.send`. */
  event: z.string(),
  data: jsonValue,
});
export type ChosenCall = z.infer<typeof call>;

const message = z.discriminatedUnion('role', [
  z.object({ role: z.enum(['system', 'user', 'assistant']), text: z.string() }),
  /** What the model chose to call before. */
  z.object({ role: z.literal('calls'), text: z.string().default(''), calls: z.array(call).min(1) }),
  /** What came of one of these calls. */
  z.object({ role: z.literal('result'), id: z.string(), ok: z.boolean(), data: jsonValue }),
]);
export type LlmMessage = z.infer<typeof message>;

const asked = {
  messages: z.array(message).min(1),
  /** Name of a configured model, or a level; the first configured one where absent. */
  model: z.union([z.enum(['cheap', 'strong']), z.string()]).optional(),
  /** Longest answer, in tokens. */
  max_tokens: z.int().min(1).max(100_000).optional(),
};

const answered = {
  /** Name of the configured model that answered. */
  model: z.string(),
  usage: z.object({ input_tokens: z.int(), output_tokens: z.int(), cost: z.number().optional() }),
};

const offered = z.union([
  /** A contract of the catalog, by its subject. */
  z.string(),
  /** One that the catalog does not know; `schema` is JSON Schema of its input. */
  z.object({ event: z.string(), summary: z.string(), schema: z.record(z.string(), jsonValue) }),
]);

/** An answer by a model is only a proposal: it is free to ask again, and what is done with it goes through the gate. */
const MODEL = { effect: 'read', risk: 'open', proposes: true, deadlineMs: 120_000 } as const;

export const llmWrite = need('llm.write', {
  ...MODEL,
  summary: 'Let a model write a text.',
  input: z.object({
    ...asked,
    /** The turn's final answer: its words are told as they come. */
    aloud: z.boolean().optional(),
  }),
  output: z.object({
    ...answered,
    text: z.string(),
    /** True where it was cut off at `max_tokens`. */
    cut: z.boolean(),
  }),
});

export const llmShape = need('llm.shape', {
  ...MODEL,
  summary: 'Let a model fill in an object of a given shape.',
  input: z.object({
    ...asked,
    /** What the object is, in a word. */
    name: z.string().regex(/^[a-z][a-z0-9_]*$/),
    /** JSON Schema of the object. */
    schema: z.record(z.string(), jsonValue),
  }),
  output: z.object({ ...answered, value: jsonValue }),
});

export const llmChoose = need('llm.choose', {
  ...MODEL,
  summary: 'Let a model answer, or choose calls among those it is offered.',
  input: z.object({ ...asked, uses: z.array(offered).max(64), aloud: z.boolean().optional() }),
  output: z.object({
    ...answered,
    /** What it says; with calls, what it says beside them. */
    text: z.string(),
    /** Each validated by the schema it was offered with; to be run side by side. */
    calls: z.array(call),
    /** Calls that stayed wrong after they were given back once, and why. */
    refused: z.array(z.object({ event: z.string(), problem: z.string() })),
  }),
});

export const llmEmbed = need('llm.embed', {
  ...MODEL,
  // Numbers propose nothing.
  proposes: false,
  summary: 'Turn texts into vectors, so that what means the same lies close together.',
  input: z.object({ texts: z.array(z.string()).min(1).max(128), model: z.string().optional() }),
  output: z.object({
    ...answered,
    /** One per text, all of one length. */
    vectors: z.array(z.array(z.number())),
  }),
});

/** The newest messages of a conversation before the turn that asks, as a model is shown them. */
export function saidBefore({ turn, messages }: Pick<ThreadView, 'turn' | 'messages'>, most: number): LlmMessage[] {
  return messages
    .filter((message) => message.turn < turn && message.role !== 'system')
    .slice(-most)
    .map(({ role, text }) => ({ role, text }));
}
