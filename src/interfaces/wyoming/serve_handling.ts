import type { Ask, Client, Turn, Update } from '../client/api.ts';
import type { Connection } from './connection.ts';
import { type Message, WyomingError } from './message.ts';
import type { Service } from './server.ts';

/** Conversations that are remembered, for what is said next in them. */
const mostConversations = 256;

const pinRefusal = 'That needs the PIN, which I only take at a microphone or a keyboard of my own.';

/** A conversation of somebody else's: its thread here, and a question in it that waits for an answer. */
interface Conversation {
  thread?: string;
  open?: { readonly ask: Ask; readonly turn: Turn; readonly updates: AsyncIterator<Update> };
}

/** What is remembered over connections: Home Assistant makes one for each sentence. */
export class Conversations {
  readonly #known = new Map<string, Conversation>();

  /** The one of this id, the latest in use; without an id a fresh one. */
  of(id: string | undefined): Conversation {
    const known = (id === undefined ? undefined : this.#known.get(id)) ?? {};
    if (id === undefined) return known;
    this.#known.delete(id);
    this.#known.set(id, known);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= mostConversations) break;
      this.#known.delete(oldest);
    }
    return known;
  }
}

export type Answering = Pick<Client, 'utter' | 'answer' | 'heard'>;

/**
 * `transcript`, and back `handled` with what the turn ended with, its words before that in `handled-chunk`s; `not-handled` where
 * the turn failed. A question is `handled` with its words: what comes next in that conversation answers it.
 */
export function serveHandling(assistant: Answering, conversations: Conversations, language: string): Service {
  return {
    async take({ type, data }, connection) {
      if (type !== 'transcript') return false;
      const { text, context, language: spoken } = data;
      if (typeof text !== 'string' || text.trim() === '') throw new WyomingError('there is no text to be handled');
      const id = idOf(context);
      const conversation = conversations.of(id);
      const updates = await begin(
        assistant,
        conversation,
        text.slice(0, 8_192),
        typeof spoken === 'string' ? spoken : language,
      );
      const back = isObject(context) ? { context } : {};
      await tell(updates, assistant, conversation, connection, back);
      return true;
    },
  };
}

interface Begun {
  readonly turn: Turn;
  readonly updates: AsyncIterator<Update>;
}

async function begin(assistant: Answering, conversation: Conversation, text: string, language: string): Promise<Begun> {
  const { open, thread } = conversation;
  delete conversation.open;
  if (open !== undefined && open.ask.expiresAt > Date.now()) {
    await assistant.answer(open.ask.id, text);
    return open;
  }
  const turn = assistant.utter({ text, language, ...(thread !== undefined && { thread }) });
  turn.accepted.catch(() => undefined); // the updates end with the same reason
  return { turn, updates: turn.updates[Symbol.asyncIterator]() };
}

async function tell(
  { turn, updates }: Begun,
  assistant: Answering,
  conversation: Conversation,
  connection: Connection,
  back: { readonly context?: unknown },
): Promise<void> {
  let started = false;
  let attempts = 0;
  const handled = async (text: string): Promise<void> => {
    if (!started) await connection.send('handled-start', back);
    // What was begun anew is told in the `handled` alone: chunks cannot be taken back.
    if (!started) await connection.send('handled-chunk', { text });
    await connection.send('handled', { text, ...back });
    await connection.send('handled-stop');
  };
  while (true) {
    const next = await updates.next();
    if (next.done === true) throw new WyomingError('the turn ended without a word');
    const update = next.value;
    if (update.type === 'progress') {
      attempts = Math.max(attempts, update.attempt);
      if (update.attempt > 0 || attempts > 0) continue;
      if (!started) await connection.send('handled-start', back);
      started = true;
      await connection.send('handled-chunk', { text: update.text });
    }
    if (update.type === 'ask') {
      assistant.heard(update.mailOffset);
      if (update.ask.kind === 'pin') {
        await turn.cancel();
        return void (await connection.send('not-handled', { text: pinRefusal, ...back }));
      }
      conversation.open = { ask: update.ask, turn, updates };
      return handled(update.ask.text);
    }
    if (update.type === 'end') {
      conversation.thread = update.thread;
      assistant.heard(update.mailOffset);
      if (update.status === 'failed') return connection.send('not-handled', { text: update.text, ...back });
      return handled(update.text);
    }
  }
}

function idOf(context: unknown): string | undefined {
  const id = isObject(context) ? context.conversation_id : undefined;
  return typeof id === 'string' && id.length <= 200 ? id : undefined;
}

function isObject(value: unknown): value is Message['data'] {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
