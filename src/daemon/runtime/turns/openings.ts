import type { TurnOpening } from '../../model/event.ts';
import { Fault } from '../../model/fault.ts';
import type { Json } from '../../model/json.ts';
import type { RuleStart } from '../../model/service.ts';
import type { Store, Ticket } from '../../store/store.ts';
import type { Accepted, Client, Utterance } from '../assistant.ts';
import type { LastThreads } from './last_threads.ts';
import type { LiveThread, LiveThreads } from './live_threads.ts';
import type { OpenTurn } from './open_turns.ts';
import { type IsGuest, openingByRule, openingOf, originOf, originOfRule } from './opening.ts';
import type { Requests } from './requests.ts';
import type { Turn } from './turn.ts';
import type { Turns } from './turns.ts';

export interface OpeningsParts {
  readonly store: Pick<Store, 'hindrance' | 'events'>;
  readonly threads: LiveThreads;
  readonly turns: Turns;
  readonly requests: Requests;
  readonly lastThreads: LastThreads;
  /** Subject of the router that opens the turn of an utterance. */
  readonly router: string;
  /** Whether a voice is a guest's. */
  readonly isGuest: IsGuest;
  /** What of a text may be kept: a PIN is not. */
  readonly discreet: (text: string) => string;
  readonly problem: (message: string, fields: { readonly [name: string]: Json }) => void;
}

/** Begins turns: of what a client says, of what a rule has found, and those that were open when the daemon stopped. */
export class Openings {
  readonly #parts: OpeningsParts;

  constructor(parts: OpeningsParts) {
    this.#parts = parts;
  }

  /** In a thread of its own. @param placed told once the turn has its place in the thread */
  inNewThread(client: Client, utterance: Utterance, text: string, placed?: () => void): Promise<Accepted> {
    const { threads, discreet } = this.#parts;
    const live = threads.create(originOf(client, utterance), discreet(text));
    return this.inThread(live, client, utterance, text, placed);
  }

  /** @param placed told once the turn has its place in the thread */
  async inThread(
    live: LiveThread,
    client: Client,
    utterance: Utterance,
    text: string,
    placed?: () => void,
  ): Promise<Accepted> {
    const { store, turns, threads, requests, lastThreads, router, isGuest, discreet } = this.#parts;
    const { requestId, alternatives, confidence, language } = utterance;
    const hindrance = store.hindrance();
    if (hindrance) {
      const known = await requests.known(client.name, requestId);
      if (known) return known;
      throw hindrance;
    }
    const { id, turn: before } = live.ledger.thread;
    const input = {
      text: discreet(text),
      ...(client.area === undefined ? {} : { area: client.area }),
      ...(alternatives === undefined ? {} : { alternatives: alternatives.map(discreet) }),
      ...(confidence === undefined ? {} : { confidence }),
      ...(language === undefined ? {} : { language }),
    };
    const request = { client: client.name, requestId, thread: id, turn: before + 1 };
    const opening = openingOf(client, utterance, isGuest);
    const { turn, ticket } = turns.open(live, router, input, opening, { request });
    const { seq } = live.ledger.thread;
    // It starts before the store has its opening: what it writes comes after it, and what leaves the house waits for both.
    threads.keep(live);
    this.#start(live, turn, ticket);
    // What is said next may go on in this thread, whether it is durable yet or not.
    const last = lastThreads.talksIn(client.name, id);
    placed?.();
    try {
      await ticket.durable;
    } catch (thrown) {
      turn.stop(Fault.from(thrown));
      threads.drop(id);
      lastThreads.forget(client.name, last);
      const known = await requests.known(client.name, utterance.requestId);
      if (known) return known;
      throw thrown;
    }
    return { thread: id, turn: turn.number, seq, answered: false };
  }

  /** For a rule that matched, in a thread of its own. False where the rule has acted on this key before. */
  async byRule(rule: string, key: string, start: RuleStart): Promise<boolean> {
    const { threads, turns } = this.#parts;
    const opening = openingByRule(rule, start, await this.#askedBy(start));
    const live = threads.create(originOfRule(rule), start.title ?? rule, start.parent);
    const { turn, ticket } = turns.open(live, start.call.subject, start.call.input, opening, { match: { rule, key } });
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

  /** How the turn was opened that asked for what a rule begins: of the log, whatever the rule was told. */
  async #askedBy({ parent, parentTurn }: RuleStart): Promise<TurnOpening | undefined> {
    if (parent === undefined || parentTurn === undefined) return undefined;
    const [root] = await this.#parts.store.events(parent, { turn: parentTurn, limit: 1 });
    return root?.direction === 'FORWARD' ? root.opened : undefined;
  }

  /** One that was open when the daemon stopped. @param given why what was at work is ended in the place of going on */
  again({ live, turn, wasAtWork }: OpenTurn, given: Fault | undefined): void {
    if (given && wasAtWork) {
      // What it did is not gone through again to find out.
      turn.acted = [...turn.recording.calls].some(({ forward }) => forward.effect !== 'read');
      turn.stop(given);
    }
    this.#start(live, turn);
  }

  #start(live: LiveThread, turn: Turn, opening?: Ticket): void {
    const { turns, problem } = this.#parts;
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
}
