import { spokenDigits } from '../../language/values/spoken_digits.ts';
import { parseYesNo } from '../../language/yes_no.ts';
import { Fault } from '../model/fault.ts';
import { isProposed, outsideSources } from '../model/labels.ts';
import type { Thread } from '../model/thread.ts';
import { Arrivals } from './arrivals.ts';
import type { Accepted, AskBody, Client, Utterance } from './assistant.ts';
import type { Asks } from './gate/asks.ts';
import { newId } from './new_id.ts';
import type { LastThreads } from './turns/last_threads.ts';
import type { LiveThread, LiveThreads } from './turns/live_threads.ts';
import type { Openings } from './turns/openings.ts';
import { answeringId, type Requests } from './turns/requests.ts';
import type { Resuming } from './turns/resuming.ts';

export interface TalkParts {
  readonly threads: LiveThreads;
  readonly asks: Asks;
  readonly openings: Openings;
  readonly requests: Requests;
  readonly lastThreads: LastThreads;
  readonly resuming: Resuming;
  /** Whether a text is a complete command of its own: it then takes the place of an open question. */
  readonly isCommand: (text: string, area: string | undefined) => Promise<boolean>;
  /** What of a text may be kept: a PIN is not. */
  readonly discreet: (text: string) => string;
}

/** What is said to a question. */
type Answering = Pick<Utterance, 'text' | 'sinceSpeechMs'> & { readonly requestId?: string };

/** What clients say: a turn in a thread of its own, one that goes on in a thread, or the answer to what is asked there. */
export class Talk {
  readonly #parts: TalkParts;
  readonly #arrivals = new Arrivals();

  constructor(parts: TalkParts) {
    this.#parts = parts;
  }

  utter(client: Client, utterance: Utterance): Promise<Accepted> {
    return this.#parts.requests.once(client.name, utterance.requestId, () => this.#utter(client, utterance));
  }

  answer(client: Client, askId: string, text: string, requestId?: string, sinceSpeechMs?: number): Promise<Accepted> {
    const said = { text, ...(sinceSpeechMs === undefined ? {} : { sinceSpeechMs }) };
    if (requestId === undefined) return this.#answer(client, askId, said);
    return this.#parts.requests.once(client.name, requestId, async () => {
      const known = await this.#parts.requests.known(client.name, requestId);
      return known ?? this.#answer(client, askId, { ...said, requestId });
    });
  }

  async #utter(client: Client, utterance: Utterance): Promise<Accepted> {
    const text = utterance.text.toWellFormed().trim();
    if (text === '') throw new Fault('INVALID_ARGUMENT', 'The utterance is empty; say or type something.');
    if (utterance.thread === undefined && !utterance.continueLast) {
      const asked = this.#askedByWork(client, utterance);
      if (asked !== undefined) {
        const known = await this.#parts.requests.known(client.name, utterance.requestId);
        return known ?? this.#answer(client, asked, utterance);
      }
      return this.#parts.openings.inNewThread(client, utterance, text);
    }
    // Who goes on in a thread may have to wait for the store: what the same client says next does not overtake it.
    const known = this.#parts.requests.known(client.name, utterance.requestId);
    known.catch(() => undefined);
    return this.#arrivals.inTurn(client.name, (placed) => this.#goOn(client, utterance, text, known, placed));
  }

  async #goOn(
    client: Client,
    utterance: Utterance,
    text: string,
    asked: Promise<Accepted | undefined>,
    placed?: () => void,
  ): Promise<Accepted> {
    const continued = await this.#continued(client, utterance);
    if (!continued) {
      // It may have answered a question in a thread that has since become too old to go on with.
      const known = await asked;
      if (known) return known;
      const work = this.#askedByWork(client, utterance);
      if (work !== undefined) return this.#answer(client, work, utterance);
      return this.#parts.openings.inNewThread(client, utterance, text, placed);
    }
    const { ledger } = continued;
    ledger.holds += 1;
    try {
      const known = await asked;
      if (known) return known;
      const ask = this.#parts.asks.openIn(ledger.thread.id, client.name);
      if (ask && (await this.#isAnswer(ask, text, client))) return await this.#answer(client, ask.askId, utterance);
      if (ask && this.#parts.asks.isOfWork(ask.askId))
        return await this.#parts.openings.inNewThread(client, utterance, text, placed);
      if (ask) continued.running?.stop(new Fault('CANCELLED', 'Another command came instead of an answer.'));
      const work = ask || isLed(ledger.thread) ? undefined : this.#askedByWork(client, utterance);
      if (work !== undefined) return await this.#answer(client, work, utterance);
      return await this.#parts.openings.inThread(continued, client, utterance, text, placed);
    } finally {
      ledger.holds -= 1;
    }
  }

  /** A yes or no of its own is the answer to the one question that work in the background has for this client. */
  #askedByWork(client: Client, { thread, text }: Utterance): string | undefined {
    return thread === undefined && parseYesNo(text) !== undefined ? this.#parts.asks.openOfWork(client) : undefined;
  }

  async #continued(client: Client, utterance: Utterance): Promise<LiveThread | undefined> {
    const { threads } = this.#parts;
    if (utterance.thread !== undefined) {
      if (this.#parts.resuming.has(utterance.thread)) await this.#parts.resuming.take(utterance.thread);
      const live = await threads.get(utterance.thread);
      // Who may not know of a thread is told what it would be told if there were none.
      const mayKnow = seesAll(client) || live?.ledger.thread.origin.client === client.name;
      if (!live || !mayKnow) throw noThread(utterance.thread);
      return live;
    }
    const last = utterance.continueLast ? await this.#parts.lastThreads.of(client.name) : undefined;
    if (last === undefined) return undefined;
    if (this.#parts.resuming.has(last)) await this.#parts.resuming.take(last);
    return threads.get(last);
  }

  async #isAnswer(ask: AskBody, text: string, client: Client): Promise<boolean> {
    if (ask.kind !== 'question' && parseYesNo(text) !== undefined) return true;
    // A PIN is told to nobody, not even to find out whether it is a command.
    if (ask.kind === 'pin' && spokenDigits(text) !== undefined) return true;
    if (ask.choices?.some((choice) => choice.toLowerCase() === text.toLowerCase())) return true;
    return !(await this.#parts.isCommand(this.#parts.discreet(text), client.area));
  }

  async #answer(client: Client, askId: string, said: Answering): Promise<Accepted> {
    const { asks, threads } = this.#parts;
    const { text, requestId, sinceSpeechMs } = said;
    const thread = askId.slice(0, askId.indexOf('/'));
    if (this.#parts.resuming.has(thread)) await this.#parts.resuming.take(thread);
    const ask = asks.openIn(thread, client.name);
    if (ask?.askId === askId && !(await this.#isAnswer(ask, text, client))) {
      // A complete command of its own: it is carried out in the place of the question, or beside the work that asks.
      if (asks.isOfWork(askId))
        return this.#utter(client, { ...said, requestId: requestId ?? newId(), continueLast: true });
      const utterance = { ...said, requestId: requestId ?? newId(), thread, continueLast: false };
      return this.#goOn(client, utterance, text.toWellFormed().trim(), Promise.resolve(undefined));
    }
    const live = await threads.get(thread);
    const turn = live?.running;
    if (!live || !turn) throw new Fault('NOT_FOUND', 'That question is not open any more. Please ask again.');
    const request = { client: client.name, requestId: answeringId(requestId ?? ''), thread, turn: turn.number };
    await asks.answer(askId, client, text.toWellFormed(), requestId === undefined ? {} : { request }, sinceSpeechMs);
    // The BACKWARD is written when the waiting call resumes, in this same turn of the event loop.
    await new Promise(setImmediate);
    await live.ledger.last?.durable;
    return { thread, turn: turn.number, seq: live.ledger.thread.seq, answered: true };
  }
}

/** Whether the last word was a model's, or somebody's outside: a yes to that is no yes to anything else. */
function isLed({ messages }: Pick<Thread, 'messages'>): boolean {
  const last = messages.at(-1);
  return last !== undefined && (isProposed(last.taint) || outsideSources(last.taint).length > 0);
}

/** Whether threads of others are its business. */
export function seesAll({ channel, ownThreadsOnly }: Client): boolean {
  return channel === 'owner' && !ownThreadsOnly;
}

function noThread(id: string): Fault {
  return new Fault('NOT_FOUND', `There is no thread ${id}; "agentos threads" lists them.`);
}
