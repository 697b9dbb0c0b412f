import { spokenDigits } from '../../language/values/spoken_digits.ts';
import { parseYesNo } from '../../language/yes_no.ts';
import type { Bus } from '../bus/bus.ts';
import type { ThreadEvent } from '../model/event.ts';
import { Fault } from '../model/fault.ts';
import { isJsonObject, type Json } from '../model/json.ts';
import type { Clock, RuleStart } from '../model/service.ts';
import type { Thread } from '../model/thread.ts';
import type { Mail, Store, ThreadRow, Ticket } from '../store/store.ts';
import { Arrivals } from './arrivals.ts';
import type { Asks } from './asks.ts';
import type { Accepted, AskBody, Assistant, Client, EventPage, Progress, Utterance } from './assistant.ts';
import type { Journal } from './journal.ts';
import { LastThreads } from './last_threads.ts';
import type { Limits } from './limits.ts';
import type { LiveThread, LiveThreads } from './live_threads.ts';
import type { Mailroom } from './mailroom.ts';
import { newId } from './new_id.ts';
import { type OpenTurn, openTurns } from './open_turns.ts';
import { type IsGuest, openingByRule, openingOf, originOf, originOfRule } from './opening.ts';
import { readCall } from './read_call.ts';
import type { Registry } from './registry.ts';
import { answeringId, Requests } from './requests.ts';
import { Resuming } from './resuming.ts';
import { rowOf, threadAt } from './thread_at.ts';
import type { Turn } from './turn.ts';
import type { Turns } from './turns.ts';
import { watchThread } from './watch_thread.ts';

export interface RuntimeOptions {
  readonly store: Store;
  readonly bus: Bus;
  readonly registry: Registry;
  readonly journal: Journal;
  readonly threads: LiveThreads;
  readonly turns: Turns;
  readonly asks: Asks;
  readonly mailroom: Mailroom;
  readonly limits: Limits;
  readonly clock: Pick<Clock, 'now' | 'monotonic'>;
  /** Subject of the router that opens the turn of an utterance. */
  readonly router: string;
  /** How long a client's last thread may be continued, in milliseconds. */
  readonly continueMs: number;
  /** Whether a text is a complete command of its own: it then takes the place of an open question. */
  readonly isCommand: (text: string, area: string | undefined) => Promise<boolean>;
  /** Whether a voice is a guest's; none is where absent. */
  readonly isGuest?: IsGuest;
  /** What of a text may be kept: a PIN is not. All of it where absent. */
  readonly discreet?: (text: string) => string;
  readonly problem: (message: string, fields: { readonly [name: string]: Json }) => void;
}

/** What the world asks of the runtime: utterances become turns, answers find their questions, threads can be looked at. */
export class Runtime implements Assistant {
  readonly #options: RuntimeOptions;
  readonly #requests: Requests;
  readonly #arrivals = new Arrivals();
  readonly #lastThreads: LastThreads;
  readonly #resuming: Resuming;
  /** Why turns that were at work when the daemon stopped are ended in the place of going on. */
  #given: Fault | undefined;

  constructor(options: RuntimeOptions) {
    this.#options = options;
    this.#requests = new Requests(options.store);
    this.#lastThreads = new LastThreads(options.store, options.clock, options.continueMs);
    this.#resuming = new Resuming({
      open: (row) => openTurns(options, row),
      start: (open) => this.#resumeOne(open),
      room: options.turns.roomToResume,
      problem: options.problem,
    });
  }

  utter(client: Client, utterance: Utterance): Promise<Accepted> {
    return this.#requests.once(client.name, utterance.requestId, () => this.#utter(client, utterance));
  }

  answer(client: Client, askId: string, text: string, requestId?: string, sinceSpeechMs?: number): Promise<Accepted> {
    const said = { text, ...(sinceSpeechMs === undefined ? {} : { sinceSpeechMs }) };
    if (requestId === undefined) return this.#answer(client, askId, said);
    return this.#requests.once(client.name, requestId, async () => {
      const known = await this.#requests.known(client.name, requestId);
      return known ?? this.#answer(client, askId, { ...said, requestId });
    });
  }

  async #utter(client: Client, utterance: Utterance): Promise<Accepted> {
    const text = utterance.text.toWellFormed().trim();
    if (text === '') throw new Fault('INVALID_ARGUMENT', 'The utterance is empty; say or type something.');
    if (utterance.thread === undefined && !utterance.continueLast) {
      return this.#open(this.#created(client, utterance, text), client, utterance, text);
    }
    // Who goes on in a thread may have to wait for the store: what the same client says next does not overtake it.
    const known = this.#requests.known(client.name, utterance.requestId);
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
      return this.#open(this.#created(client, utterance, text), client, utterance, text, placed);
    }
    const { ledger } = continued;
    ledger.holds += 1;
    try {
      const known = await asked;
      if (known) return known;
      const ask = this.#options.asks.openIn(ledger.thread.id, client.name);
      if (ask && (await this.#isAnswer(ask, text, client))) return await this.#answer(client, ask.askId, utterance);
      if (ask) continued.running?.stop(new Fault('CANCELLED', 'Another command came instead of an answer.'));
      return await this.#open(continued, client, utterance, text, placed);
    } finally {
      ledger.holds -= 1;
    }
  }

  #created(client: Client, utterance: Utterance, text: string): LiveThread {
    return this.#options.threads.create(originOf(client, utterance), this.#discreet(text));
  }

  #discreet(text: string): string {
    return this.#options.discreet?.(text) ?? text;
  }

  /** @param placed told once the turn has its place in the thread */
  async #open(
    live: LiveThread,
    client: Client,
    utterance: Utterance,
    text: string,
    placed?: () => void,
  ): Promise<Accepted> {
    const { store, turns, threads, router } = this.#options;
    const { requestId, alternatives, confidence, language } = utterance;
    const hindrance = store.hindrance();
    if (hindrance) {
      const known = await this.#requests.known(client.name, requestId);
      if (known) return known;
      throw hindrance;
    }
    const { id, turn: before } = live.ledger.thread;
    const input = {
      text: this.#discreet(text),
      ...(client.area === undefined ? {} : { area: client.area }),
      ...(alternatives === undefined ? {} : { alternatives: alternatives.map((other) => this.#discreet(other)) }),
      ...(confidence === undefined ? {} : { confidence }),
      ...(language === undefined ? {} : { language }),
    };
    const request = { client: client.name, requestId, thread: id, turn: before + 1 };
    const opening = openingOf(client, utterance, this.#options.isGuest ?? (() => false));
    const { turn, ticket } = turns.open(live, router, input, opening, { request });
    const { seq } = live.ledger.thread;
    // It starts before the store has its opening: what it writes comes after it, and what leaves the house waits for both.
    threads.keep(live);
    this.#start(live, turn, ticket);
    // What is said next may go on in this thread, whether it is durable yet or not.
    const last = this.#lastThreads.talksIn(client.name, id);
    placed?.();
    try {
      await ticket.durable;
    } catch (thrown) {
      turn.stop(Fault.from(thrown));
      threads.drop(id);
      this.#lastThreads.forget(client.name, last);
      const known = await this.#requests.known(client.name, utterance.requestId);
      if (known) return known;
      throw thrown;
    }
    return { thread: id, turn: turn.number, seq, answered: false };
  }

  #start(live: LiveThread, turn: Turn, opening?: Ticket): void {
    const { turns, problem } = this.#options;
    turns.run(live, turn).catch(async (thrown: unknown) => {
      const { id } = live.ledger.thread;
      const unopened = await opening?.durable.then(
        () => false,
        () => true,
      );
      // A turn that the store would not open has not been: who asked for it is told.
      if (!unopened)
        problem('a turn could not be brought to its end', { thread: id, turn: turn.number, error: String(thrown) });
    });
  }

  async #continued(client: Client, utterance: Utterance): Promise<LiveThread | undefined> {
    const { threads } = this.#options;
    if (utterance.thread !== undefined) {
      if (this.#resuming.has(utterance.thread)) await this.#resuming.take(utterance.thread);
      const live = await threads.get(utterance.thread);
      // Who may not know of a thread is told what it would be told if there were none.
      const mayKnow = client.channel === 'owner' || live?.ledger.thread.origin.client === client.name;
      if (!live || !mayKnow) throw noThread(utterance.thread);
      return live;
    }
    const last = utterance.continueLast ? await this.#lastThreads.of(client.name) : undefined;
    if (last === undefined) return undefined;
    if (this.#resuming.has(last)) await this.#resuming.take(last);
    return threads.get(last);
  }

  async #isAnswer(ask: AskBody, text: string, client: Client): Promise<boolean> {
    if (ask.kind !== 'question' && parseYesNo(text) !== undefined) return true;
    // A PIN is told to nobody, not even to find out whether it is a command.
    if (ask.kind === 'pin' && spokenDigits(text) !== undefined) return true;
    if (ask.choices?.some((choice) => choice.toLowerCase() === text.toLowerCase())) return true;
    return !(await this.#options.isCommand(this.#discreet(text), client.area));
  }

  async #answer(client: Client, askId: string, said: Answering): Promise<Accepted> {
    const { asks, threads } = this.#options;
    const { text, requestId, sinceSpeechMs } = said;
    const thread = askId.slice(0, askId.indexOf('/'));
    if (this.#resuming.has(thread)) await this.#resuming.take(thread);
    const ask = asks.openIn(thread, client.name);
    if (ask?.askId === askId && !(await this.#isAnswer(ask, text, client))) {
      // A complete command of its own: it is carried out in the place of the question.
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

  async cancel(client: Client, thread: string, turn: number): Promise<void> {
    if (this.#resuming.has(thread)) await this.#resuming.take(thread);
    const running = this.#options.threads.openTurn(thread, turn);
    if (!running) throw new Fault('NOT_FOUND', 'That turn is not running any more.');
    if (running.opening.client !== client.name && client.channel !== 'owner') {
      throw new Fault('PERMISSION_DENIED', `Only ${running.opening.client} or the owner can stop that turn.`);
    }
    running.stop(new Fault('CANCELLED', 'Stopped.'));
  }

  attach(client: Client, progress: (progress: Progress) => void): () => void {
    return this.#options.mailroom.attach(client, progress);
  }

  async *mail(client: string, afterOffset: number, signal: AbortSignal): AsyncGenerator<Mail> {
    for await (const mail of this.#options.mailroom.read(client, afterOffset, signal)) yield this.#asItIsNow(mail);
  }

  /** A question that was answered, or whose turn has ended, is told as one that has expired: nobody need be shown it. */
  #asItIsNow(mail: Mail): Mail {
    if (mail.kind !== 'ask' || !isJsonObject(mail.body) || this.#resuming.has(mail.thread)) return mail;
    const { askId } = mail.body;
    const turn = this.#options.threads.running(mail.thread);
    const open =
      typeof askId === 'string' && turn?.number === mail.turn && turn.isAsking(askId.slice(mail.thread.length + 1));
    return open ? mail : { ...mail, body: { ...mail.body, expiresAt: 0 } };
  }

  heard(client: string, offset: number): Promise<void> {
    return this.#options.store.heard(client, offset);
  }

  threads({ limit = 50, before, open }: Parameters<Assistant['threads']>[0]): Promise<readonly ThreadRow[]> {
    const { store } = this.#options;
    if (open) return store.openThreads();
    return store.threads({ limit, ...(before === undefined ? {} : { before }) });
  }

  async thread(id: string): Promise<{ thread: Thread }> {
    return threadAt(this.#options.store, id);
  }

  async events(id: string, page: EventPage): Promise<readonly ThreadEvent[]> {
    const { store } = this.#options;
    const events = await store.events(id, page);
    if (events.length === 0) await rowOf(store, id);
    return events;
  }

  watch(thread: string, afterSeq: number, signal: AbortSignal): AsyncIterable<ThreadEvent> {
    return watchThread(this.#options, thread, afterSeq, signal);
  }

  call(subject: string, input: Json, signal: AbortSignal): Promise<Json> {
    return readCall(this.#options, subject, input, signal);
  }

  /** Lets go of what is in memory of threads that are deleted. */
  forget(threads: readonly string[]): void {
    for (const id of threads) this.#options.threads.drop(id);
  }

  /** Opens a thread for a rule that matched. False where the rule has acted on this key before. */
  async openByRule(rule: string, key: string, start: RuleStart): Promise<boolean> {
    const { threads, turns } = this.#options;
    const live = threads.create(originOfRule(rule), rule);
    const { turn, ticket } = turns.open(live, start.call.subject, start.call.input, openingByRule(rule, start), {
      match: { rule, key },
    });
    try {
      await ticket.applied;
    } catch (thrown) {
      turns.discard(live, turn);
      if (Fault.from(thrown).code === 'ALREADY_EXISTS') return false;
      throw thrown;
    }
    threads.keep(live);
    this.#start(live, turn);
    await ticket.durable;
    return true;
  }

  /** Threads whose turns were open when the daemon stopped: to be asked for before anything can open new ones. */
  interrupted(): Promise<readonly ThreadRow[]> {
    return this.#options.store.openThreads();
  }

  /**
   * Takes up the open turns of these threads, as many at once as there is room for; the others follow.
   * @param given why those that were at work are ended in the place of going on
   * @returns how many have started
   */
  resume(interrupted: readonly ThreadRow[], given?: Fault): Promise<number> {
    this.#given = given;
    return this.#resuming.all(interrupted);
  }

  #resumeOne({ live, turn, wasAtWork }: OpenTurn): void {
    if (this.#given && wasAtWork) {
      // What they did is not gone through again to find out.
      turn.acted = [...turn.recording.calls].some(({ forward }) => forward.effect !== 'read');
      turn.stop(this.#given);
    }
    this.#start(live, turn);
  }
}

/** What is said to a question. */
type Answering = Pick<Utterance, 'text' | 'sinceSpeechMs'> & { readonly requestId?: string };

function noThread(id: string): Fault {
  return new Fault('NOT_FOUND', `There is no thread ${id}; "agentos threads" lists them.`);
}
