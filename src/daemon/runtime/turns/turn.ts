import { CancellationSource } from '../../bus/cancellation.ts';
import type { BackwardEvent, ForwardEvent, Taint, TurnOpening } from '../../model/event.ts';
import { Fault } from '../../model/fault.ts';
import type { Json } from '../../model/json.ts';
import type { GeneratorService } from '../../model/service.ts';
import type { ThreadView } from '../../model/thread.ts';
import type { Ticket } from '../../store/store.ts';
import { Recording } from '../calls/recording.ts';
import type { Along, AnyDraft, Draft, Journal, Ledger } from '../journal.ts';
import type { Registered } from '../registry.ts';

/** A call in progress that is run by a generator. */
export interface Frame {
  readonly turn: Turn;
  readonly key: string;
  readonly registered: Registered<GeneratorService>;
  readonly input: Json;
  readonly view: ThreadView;
  /** Id of its FORWARD. */
  readonly cause: string;
  /** Whether it may end the turn: it opened it, or received it by forward. */
  readonly holder: boolean;
  /** How many frames are above it, itself included. */
  readonly depth: number;
  /** Starts with the call's, takes in every answer's, never shrinks. */
  taint: Taint;
  readonly cancellation: CancellationSource;
}

/** How a call came out. */
export type Outcome =
  | {
      readonly ok: true;
      readonly data: Json;
      readonly taint: Taint;
      readonly ended?: { readonly key: string; readonly subject: string };
    }
  | { readonly ok: false; readonly error: Fault; readonly taint: Taint };

/** Where turns have a place while they work. */
export interface Workplace {
  /** It waits for a person. */
  rest(turn: Turn): void;
  /** It waits no more. */
  goOn(turn: Turn): void;
}

/** What a turn writes with; a replay's refuses. */
type Writer = Pick<Journal, 'append' | 'fillGap'>;

/**
 * One turn of a thread while it runs: what the log has of it, what it has used of its limits, and how it is stopped.
 * It ends once, when its root frame has settled; to stop it is to cancel that frame with a reason.
 */
export class Turn {
  readonly number: number;
  readonly opening: TurnOpening;
  readonly ledger: Ledger;
  readonly recording = new Recording();
  readonly cancellation = new CancellationSource();
  /** Frames that were delivered and not yet taken up by the generator host. */
  readonly frames = new Map<string, Frame>();
  readonly #journal: Writer;
  hops = 0;
  toolCalls = 0;
  /** True once any call beyond reading was made. */
  acted = false;
  /** Why it must end, whatever its frames answer. */
  fatal: Fault | undefined;
  workplace: Workplace | undefined;
  /** While a question to a person is open, the turn's clock stands still. */
  #openAsks = 0;
  #asking: Promise<void> = Promise.resolve();
  #askedAt = 0;
  #waitedMs = 0;

  constructor(journal: Writer, ledger: Ledger, number: number, opening: TurnOpening) {
    this.#journal = journal;
    this.ledger = ledger;
    this.number = number;
    this.opening = opening;
  }

  get rootKey(): string {
    return String(this.number);
  }

  append(drafts: readonly AnyDraft[], along?: Along): { readonly ids: readonly string[]; readonly ticket: Ticket } {
    const { events, ticket } = this.#journal.append(this.ledger, drafts, along);
    for (const event of events) this.recording.add(event, this.ledger.thread);
    return { ids: events.map((event) => event.id), ticket };
  }

  /** Appends a FORWARD and gives it back as written. */
  appendForward(draft: Draft<ForwardEvent>, along: Along): { readonly forward: ForwardEvent; readonly ticket: Ticket } {
    const { ticket } = this.append([draft], along);
    const forward = this.recording.call(draft.key)?.forward;
    if (!forward) throw new Fault('INTERNAL', `The FORWARD at ${draft.key} was not recorded.`);
    return { forward, ticket };
  }

  /** Puts an error in the place of an answer that the store refused. */
  fillGap(backward: BackwardEvent, fault: Fault): void {
    this.recording.add(this.#journal.fillGap(backward, fault), this.ledger.thread);
  }

  /** People are asked one thing at a time: waits until the question before is closed. Returns what makes room for the next. */
  async placeToAsk(): Promise<() => void> {
    const before = this.#asking;
    let leave: () => void = () => undefined;
    this.#asking = new Promise((resolve) => {
      leave = resolve;
    });
    await before;
    return leave;
  }

  /** Whether a question of this turn has no answer yet. */
  isAsking(key: string): boolean {
    const call = this.recording.call(key);
    return call !== undefined && call.answers.size === 0;
  }

  askOpened(monotonicMs: number): void {
    if (this.#openAsks === 0) {
      this.#askedAt = monotonicMs;
      this.workplace?.rest(this);
    }
    this.#openAsks += 1;
  }

  askClosed(monotonicMs: number): void {
    this.#openAsks -= 1;
    if (this.#openAsks > 0) return;
    this.#waitedMs += monotonicMs - this.#askedAt;
    this.workplace?.goOn(this);
  }

  /** Milliseconds that it has waited for people. */
  waitedMs(monotonicMs: number): number {
    return this.#waitedMs + (this.#openAsks > 0 ? monotonicMs - this.#askedAt : 0);
  }

  /** Ends the turn as soon as its frames have let go. */
  stop(reason: Fault): void {
    this.fatal ??= reason;
    this.cancellation.cancel(reason);
  }
}
