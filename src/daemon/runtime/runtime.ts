import type { Bus } from '../bus/bus.ts';
import type { ThreadEvent } from '../model/event.ts';
import { Fault } from '../model/fault.ts';
import { isJsonObject, type Json } from '../model/json.ts';
import type { Clock, RuleStart } from '../model/service.ts';
import type { Thread } from '../model/thread.ts';
import type { Mail, Store, ThreadRow } from '../store/store.ts';
import type { Accepted, Assistant, Client, EventPage, Progress, Utterance } from './assistant.ts';
import { readCall } from './calls/read_call.ts';
import type { Asks } from './gate/asks.ts';
import type { Journal } from './journal.ts';
import type { Limits } from './limits.ts';
import type { Mailroom } from './mailroom.ts';
import type { Registry } from './registry.ts';
import { rowOf, threadAt } from './replay/thread_at.ts';
import { seesAll, Talk } from './talk.ts';
import { LastThreads } from './turns/last_threads.ts';
import type { LiveThreads } from './turns/live_threads.ts';
import { openTurns } from './turns/open_turns.ts';
import type { IsGuest } from './turns/opening.ts';
import { Openings } from './turns/openings.ts';
import { Requests } from './turns/requests.ts';
import { Resuming } from './turns/resuming.ts';
import type { Turns } from './turns/turns.ts';
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
  readonly #openings: Openings;
  readonly #resuming: Resuming;
  readonly #talk: Talk;
  /** Why turns that were at work when the daemon stopped are ended in the place of going on. */
  #given: Fault | undefined;

  constructor(options: RuntimeOptions) {
    const { store, clock, continueMs, turns, isGuest = () => false, discreet = (text) => text, problem } = options;
    const requests = new Requests(store);
    const lastThreads = new LastThreads(store, clock, continueMs);
    this.#options = options;
    this.#openings = new Openings({ ...options, requests, lastThreads, isGuest, discreet });
    this.#resuming = new Resuming({
      open: (row) => openTurns(options, row),
      start: (open) => this.#openings.again(open, this.#given),
      room: turns.roomToResume,
      problem,
    });
    const [openings, resuming] = [this.#openings, this.#resuming];
    this.#talk = new Talk({ ...options, openings, requests, lastThreads, resuming, discreet });
  }

  utter(client: Client, utterance: Utterance): Promise<Accepted> {
    return this.#talk.utter(client, utterance);
  }

  answer(client: Client, askId: string, text: string, requestId?: string, sinceSpeechMs?: number): Promise<Accepted> {
    return this.#talk.answer(client, askId, text, requestId, sinceSpeechMs);
  }

  async cancel(client: Client, thread: string, turn: number): Promise<void> {
    if (this.#resuming.has(thread)) await this.#resuming.take(thread);
    const running = this.#options.threads.openTurn(thread, turn);
    if (!running) throw notRunning();
    if (running.opening.client !== client.name && !seesAll(client)) {
      // Who knows its own threads only is told of others' what it would be told if there were none.
      if (client.ownThreadsOnly) throw notRunning();
      throw new Fault('PERMISSION_DENIED', `Only ${running.opening.client} or the owner can stop that turn.`);
    }
    running.stop(new Fault('CANCELLED', 'Stopped.'));
  }

  async cancelAllOf(clients: string, why: string): Promise<number> {
    const { threads, store } = this.#options;
    let stopped = 0;
    const stop = (): void => {
      for (const turn of [...threads.openTurns()]) {
        if (turn.fatal || !turn.opening.client.startsWith(clients)) continue;
        turn.stop(new Fault('CANCELLED', why));
        stopped += 1;
      }
    };
    stop();
    // And those that were open when the daemon stopped and are not taken up yet.
    for (const { id } of await store.openThreads()) if (this.#resuming.has(id)) await this.#resuming.take(id);
    stop();
    return stopped;
  }

  /** Stops the turn that a thread works on. False where none is open. */
  async stopThread(thread: string): Promise<boolean> {
    if (this.#resuming.has(thread)) await this.#resuming.take(thread);
    const running = this.#options.threads.running(thread);
    running?.stop(new Fault('CANCELLED', 'Stopped.'));
    return running !== undefined;
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

  async threads({ limit = 50, before, open, of }: Parameters<Assistant['threads']>[0]): Promise<readonly ThreadRow[]> {
    const { store } = this.#options;
    if (open) return (await store.openThreads()).filter(({ origin }) => origin.client.startsWith(of ?? ''));
    return store.threads({
      limit,
      ...(before === undefined ? {} : { before }),
      ...(of === undefined ? {} : { clientsFrom: of }),
    });
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
  openByRule(rule: string, key: string, start: RuleStart): Promise<boolean> {
    return this.#openings.byRule(rule, key, start);
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
}

function notRunning(): Fault {
  return new Fault('NOT_FOUND', 'That turn is not running any more.');
}
