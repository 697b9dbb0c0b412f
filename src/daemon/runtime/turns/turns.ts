import type { Bus } from '../../bus/bus.ts';
import type { ThreadEvent, TurnOpening } from '../../model/event.ts';
import { CLEAN } from '../../model/event.ts';
import { Fault } from '../../model/fault.ts';
import type { Json } from '../../model/json.ts';
import type { Clock } from '../../model/service.ts';
import { foldThread, type Origin, type Thread, viewAt } from '../../model/thread.ts';
import type { MailWrite, Ticket } from '../../store/store.ts';
import type { ReplyBody } from '../assistant.ts';
import type { Along, Journal } from '../journal.ts';
import type { Limits } from '../limits.ts';
import type { Mailroom } from '../mailroom.ts';
import type { Registry } from '../registry.ts';
import { sayFault } from '../say_fault.ts';
import { endOf } from './ending.ts';
import type { LiveThread } from './live_threads.ts';
import { type Outcome, Turn } from './turn.ts';
import { WaitingRoom } from './waiting_room.ts';

export interface TurnsOptions {
  readonly bus: Bus;
  readonly registry: Registry;
  readonly journal: Journal;
  readonly mailroom: Mailroom;
  readonly limits: Limits;
  readonly clock: Pick<Clock, 'monotonic'>;
}

/** Of a turn that does not say who opened it: it comes to its end, with the least that anybody may. */
function leastOf({ client, interface: from }: Origin): TurnOpening {
  return { client, interface: from, channel: 'automation', canConfirm: false };
}

const TOO_MUCH_HERE = 'There is too much to do in this conversation right now. Please try again in a moment.';

/** Opens turns, runs each to its END, one at a time per thread. */
export class Turns {
  readonly #options: TurnsOptions;
  readonly #room: WaitingRoom;

  constructor(options: TurnsOptions) {
    this.#options = options;
    this.#room = new WaitingRoom(options.limits, options.clock.monotonic);
  }

  /** Turns that were opened and have not ended. */
  get count(): number {
    return this.#room.open;
  }

  /** Whether turns of before may be taken up now, and a promise of when. */
  get roomToResume() {
    const { resumedWaiting } = this.#options.limits;
    return {
      free: () => this.#room.waiting < resumedWaiting,
      soon: () => this.#room.below(resumedWaiting),
    };
  }

  /** Appends the FORWARD that opens a turn. @throws Fault INVALID_ARGUMENT, UNIMPLEMENTED, RESOURCE_EXHAUSTED */
  open(
    live: LiveThread,
    subject: string,
    input: Json,
    opening: TurnOpening,
    along: Along,
  ): { turn: Turn; ticket: Ticket } {
    const { registry, journal, limits } = this.#options;
    this.#room.assertRoom(opening);
    if (live.open > limits.queuedTurns) throw new Fault('RESOURCE_EXHAUSTED', TOO_MUCH_HERE);
    const handler = registry.handler(subject);
    if (!handler) throw new Fault('UNIMPLEMENTED', `Nothing here provides ${subject}; is its service folder complete?`);
    const turn = new Turn(journal, live.ledger, live.ledger.thread.turn + 1, opening);
    const data = handler.service.contract.parseInput(input);
    const { ticket } = turn.appendForward(
      {
        direction: 'FORWARD',
        turn: turn.number,
        subject,
        key: turn.rootKey,
        from: `client:${opening.client}`,
        taint: CLEAN,
        to: [handler.provider],
        wanted: 'one',
        effect: 'read',
        version: handler.version,
        handoff: false,
        opened: opening,
        data,
      },
      along,
    );
    this.#enter(live, turn);
    return { turn, ticket };
  }

  /** Lets go of a turn that was opened and will not be run. */
  discard(live: LiveThread, turn: Turn): void {
    this.#leave(live, turn);
  }

  /** A turn as the log has it, after a restart. `base` is the fold of the turns before it. */
  restore(live: LiveThread, base: Thread, events: readonly ThreadEvent[]): Turn | undefined {
    const root = events[0];
    if (root?.direction !== 'FORWARD') return undefined;
    const turn = new Turn(this.#options.journal, live.ledger, root.turn, root.opened ?? leastOf(base.origin));
    this.#enter(live, turn);
    let thread = base;
    for (const event of events) {
      thread = foldThread(thread, event);
      turn.recording.add(event, thread);
    }
    return turn;
  }

  /** Runs a turn when those before it in its thread have ended. Resolves when its END is durable. */
  async run(live: LiveThread, turn: Turn): Promise<void> {
    try {
      if (live.running) await new Promise<void>((start) => live.waiting.push({ turn, start }));
      live.running = turn;
      if (!this.#room.begin(turn)) await this.#room.wait(turn);
      const { recording, rootKey, number } = turn;
      if (recording.size === 1) recording.setView(rootKey, viewAt(live.ledger.thread, number));
      const outcome = await this.#runRoot(turn);
      await this.#end(live, turn, outcome);
    } finally {
      this.#leave(live, turn);
      // The place passes from turn to turn, so that none that comes meanwhile can slip in between.
      const next = live.waiting.shift();
      if (next) next.start();
      else live.running = undefined;
    }
  }

  #enter(live: LiveThread, turn: Turn): void {
    this.#room.enter(turn);
    live.open += 1;
  }

  #leave(live: LiveThread, turn: Turn): void {
    this.#room.leave(turn);
    live.open -= 1;
  }

  async #runRoot(turn: Turn): Promise<Outcome> {
    const { bus, registry } = this.#options;
    const root = turn.recording.call(turn.rootKey);
    const registered = root && registry.handler(root.forward.subject);
    if (!root || !registered) {
      const fault = new Fault(
        'UNIMPLEMENTED',
        `Nothing here provides ${root?.forward.subject ?? 'the router'} any more.`,
      );
      return { ok: false, error: fault, taint: CLEAN };
    }
    const { id, thread, key, subject, data, taint } = root.forward;
    const { cancellation, number } = turn;
    let input: Json;
    try {
      input = registered.service.contract.parseInput(data);
    } catch (thrown) {
      // Its contract has changed since the turn was opened.
      return { ok: false, error: Fault.from(thrown, 'ABORTED'), taint };
    }
    turn.frames.set(key, {
      turn,
      key,
      registered,
      input,
      view: root.view,
      cause: id,
      holder: true,
      depth: 1,
      taint,
      cancellation,
    });
    const release = this.#limitTime(turn);
    const delivery = {
      thread,
      turn: number,
      key,
      subject,
      provider: registered.provider,
      input,
      taint,
      idempotencyKey: `${thread}/${key}`,
    };
    const answer = await bus.deliver(delivery, cancellation, Promise.resolve());
    release();
    if (answer.error) return { ok: false, error: Fault.fromData(answer.error), taint: answer.taint ?? taint };
    return {
      ok: true,
      data: answer.data ?? null,
      taint: answer.taint ?? taint,
      ...(answer.ended ? { ended: answer.ended } : {}),
    };
  }

  /** Stops the turn when its time is up; time that it waits for people does not count. */
  #limitTime(turn: Turn): () => void {
    const { limits, clock } = this.#options;
    const limitMs = turn.opening.channel === 'voice' ? limits.voiceTurnMs : limits.turnMs;
    const started = clock.monotonic();
    const check = (): void => {
      const now = clock.monotonic();
      const leftMs = limitMs + turn.waitedMs(now) - (now - started);
      if (leftMs <= 0) turn.stop(new Fault('DEADLINE_EXCEEDED', `The limit is ${limitMs / 1_000} s.`));
      else timer = setTimeout(check, Math.max(leftMs, 50));
    };
    let timer = setTimeout(check, limitMs);
    return () => clearTimeout(timer);
  }

  async #end(live: LiveThread, turn: Turn, outcome: Outcome): Promise<void> {
    const { acted } = turn;
    const { end, said, fault } = endOf(turn, outcome);
    const body: ReplyBody = fault
      ? { text: sayFault(fault), status: 'failed', acted, code: fault.code }
      : { text: said?.text ?? '', status: 'complete', acted, ...(said?.outcome ? { outcome: said.outcome } : {}) };
    const mail = this.#mailOf(live, turn, body);
    const { ticket } = turn.append([end], { mail });
    await ticket.durable;
  }

  #mailOf(live: LiveThread, { opening, number }: Turn, body: ReplyBody): readonly MailWrite[] {
    // Who stopped it was told so.
    if (opening.notify && body.code === 'CANCELLED') return [];
    const to = opening.notify ? this.#options.mailroom.audience(opening.notify) : [opening.client];
    const kind = opening.notify ? ('notice' as const) : ('reply' as const);
    return to.map((client) => ({ client, kind, thread: live.ledger.thread.id, turn: number, body: { ...body } }));
  }
}
