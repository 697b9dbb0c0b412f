import type { Answer, Bus } from '../../bus/bus.ts';
import { CancellationSource } from '../../bus/cancellation.ts';
import type { Contract } from '../../model/contract.ts';
import { type ForwardEvent, joinTaint, type UndoCall } from '../../model/event.ts';
import { Fault } from '../../model/fault.ts';
import { type Json, jsonCopy } from '../../model/json.ts';
import { ASK_SUBJECT } from '../../model/thread.ts';
import type { RecordWrite } from '../../store/store.ts';
import type { Asks } from '../gate/asks.ts';
import type { Along } from '../journal.ts';
import type { Registry } from '../registry.ts';
import type { Frame, Outcome } from '../turns/turn.ts';
import { collect } from './answers.ts';
import { backwardTo, isEffect, waitsForDurability } from './drafts.ts';
import { readBack, unknown } from './read_back.ts';
import type { Words } from './words.ts';

export interface DeliveriesOptions {
  readonly bus: Bus;
  readonly registry: Registry;
  readonly asks: Asks;
  /** Told about every answer of a service. */
  readonly observe: (subject: string, provider: string, durationMs: number, failed: boolean) => void;
  readonly words: Words;
  readonly monotonic: () => number;
  /** Whether a record was written after a point in the order of writes. */
  readonly changedSince: (mark: number, write: RecordWrite) => boolean;
  readonly problem: (message: string, fields: { readonly [name: string]: Json }) => void;
}

/** A record that keeps changing under a call is somebody else's busy place; trying on would only add to it. */
const ATTEMPTS = 5;

/** One recorded FORWARD on its way to its providers. */
interface Shipment {
  readonly frame: Frame;
  readonly forward: ForwardEvent;
  readonly contract: Contract;
  readonly source: CancellationSource;
  readonly deadlineMs: number | undefined;
  /** Of a call that is not made again, but read back: what it was, in words. */
  readonly interrupted: string | undefined;
  /** The input as the contract has read it; absent where it has not yet. */
  readonly input: Json | undefined;
  readonly resolve: (outcome: Outcome) => void;
}

/**
 * Takes a recorded FORWARD to its providers and writes one BACKWARD for each: its answer, or in its place what became of it
 * (late, cancelled, gone). A call that may have left a mark is not closed by a cancel: its answer lands whenever it comes,
 * after END if need be, and resumes nobody.
 */
export class Deliveries {
  readonly #options: DeliveriesOptions;

  constructor(options: DeliveriesOptions) {
    this.#options = options;
  }

  /**
   * @param known the input as the contract has read it, where it has; and what the call was, in words, where it may have been made
   * already: then its provider only tells what became of it
   */
  async deliver(
    frame: Frame,
    forward: ForwardEvent,
    contract: Contract,
    deadlineMs: number | undefined,
    { input, interrupted }: { readonly input?: Json; readonly interrupted?: string } = {},
  ): Promise<Outcome> {
    const source = new CancellationSource();
    const release = frame.cancellation.onCancel((reason) => source.cancel(reason));
    const over = this.#options.words.during(frame.turn, forward);
    try {
      if (waitsForDurability(forward)) await frame.turn.ledger.last?.durable;
      if (source.cancelled) return this.close(frame, forward, Fault.from(source.reason, 'CANCELLED'));
      const answers = frame.turn.recording.call(forward.key)?.answers;
      return await new Promise<Outcome>((resolve) => {
        const shipment: Shipment = { frame, forward, contract, source, deadlineMs, interrupted, input, resolve };
        for (const provider of forward.to) if (!answers?.has(provider)) this.#ship(shipment, provider);
        this.#settle(shipment);
      });
    } finally {
      over();
      release();
    }
  }

  /** Answers for all providers that have not, with the same fault. */
  close(frame: Frame, forward: ForwardEvent, fault: Fault): Outcome {
    const answers = frame.turn.recording.call(forward.key)?.answers;
    const open = forward.to.filter((provider) => !answers?.has(provider));
    const { taint } = forward;
    frame.turn.append(open.map((provider) => ({ ...backwardTo(forward, provider, taint), error: fault.toData() })));
    return collect(forward, answers ?? new Map()) ?? { ok: false, error: fault, taint };
  }

  #ship(shipment: Shipment, provider: string): void {
    const { frame, forward, contract, source, interrupted, input: read } = shipment;
    const { bus, asks, words, observe, monotonic } = this.#options;
    const { ledger } = frame.turn;
    ledger.holds += 1;
    const started = monotonic();
    let answered = false;
    let markWritten: () => void = () => undefined;
    const written = new Promise<void>((resolve) => {
      markWritten = resolve;
    });
    const finish = (answer: Answer, along: Along = {}): void => {
      if (answered) {
        markWritten();
        return;
      }
      answered = true;
      timer?.release();
      release();
      ledger.holds -= 1;
      observe(forward.subject, provider, monotonic() - started, answer.error !== undefined);
      this.#write(shipment, provider, answer, along, markWritten);
    };
    const fail = (thrown: unknown): void => finish({ error: Fault.from(thrown, 'INTERNAL', forward.subject).toData() });
    const release = source.onCancel((reason) => {
      const fault = Fault.from(reason, 'CANCELLED');
      if (isEffect(forward)) shipment.resolve({ ok: false, error: fault, taint: forward.taint });
      else finish({ error: fault.toData() });
    });
    const timer = this.#deadline(shipment, finish);
    if (forward.subject === ASK_SUBJECT) {
      asks.open(frame.turn, forward, source).then(({ said, along }) => finish({ data: said }, along), fail);
      return;
    }
    const { thread, turn, key, subject, data, taint } = forward;
    let input: Json;
    try {
      // A frame that runs again reads its input from the log, so it does the first time too. Nobody shares what the log holds.
      input = read === undefined || subject.startsWith('use.') ? contract.parseInput(data) : jsonCopy(read);
    } catch (thrown) {
      // Its contract has changed since the call was recorded.
      if (interrupted === undefined) fail(thrown);
      else finish(unknown(interrupted));
      return;
    }
    if (forward.subject.startsWith('use.')) this.#prepareFrame(shipment, input);
    const delivery = { thread, turn, key, subject, provider, input, taint, idempotencyKey: `${thread}/${key}` };
    if (interrupted !== undefined) {
      readBack(bus, contract, delivery, interrupted, source).then(finish, fail);
      return;
    }
    const attempt = (number: number): void => {
      const heard = words.of(frame.turn, forward, () => !answered && !source.cancelled);
      bus.deliver(delivery, source, written, heard).then((answer) => {
        // Checked in the same step as the write: between the two, no other answer can get in.
        if (answered || !this.#isStale(answer)) finish(answer);
        else if (source.cancelled) fail(source.reason);
        else if (number < ATTEMPTS) attempt(number + 1);
        else fail(new Fault('ABORTED', `${subject}: its records kept changing.`, { retryable: true }));
      }, fail);
    };
    attempt(1);
  }

  #isStale({ records, readMark }: Answer): boolean {
    if (readMark === undefined) return false;
    const { changedSince } = this.#options;
    return records?.some((write) => write.version !== undefined && changedSince(readMark, write)) ?? false;
  }

  /** Agents have no deadline of their own, since they wait for tools and people: the turn's limit is theirs. */
  #deadline(
    { frame, forward, contract, deadlineMs, source, interrupted }: Shipment,
    finish: (answer: Answer) => void,
  ): { release(): void } | undefined {
    // Reading back has its own.
    if (interrupted !== undefined) return undefined;
    const ownMs =
      forward.subject.startsWith('use.') || forward.subject === ASK_SUBJECT ? undefined : contract.deadlineMs;
    const limitMs = deadlineMs ?? ownMs;
    if (limitMs === undefined) return undefined;
    const { turn } = frame;
    const { monotonic } = this.#options;
    const until = monotonic() + limitMs - turn.waitedMs(monotonic());
    const check = (): void => {
      // While a person is asked, an agent's clock stands still, as the turn's does.
      const leftMs = forward.subject.startsWith('use.') ? until + turn.waitedMs(monotonic()) - monotonic() : 0;
      if (leftMs > 0) {
        timer = setTimeout(check, Math.max(leftMs, 50));
        return;
      }
      const late = new Fault('DEADLINE_EXCEEDED', `${forward.subject} did not answer within ${limitMs / 1_000} s.`);
      finish({ error: late.toData() });
      source.cancel(late);
    };
    let timer = setTimeout(check, limitMs);
    return { release: () => clearTimeout(timer) };
  }

  #prepareFrame({ frame, forward, source }: Shipment, input: Json): void {
    const registered = this.#options.registry.handler(forward.subject);
    const view = frame.turn.recording.call(forward.key)?.view;
    if (!registered || !view) return;
    frame.turn.frames.set(forward.key, {
      turn: frame.turn,
      key: forward.key,
      registered,
      input,
      view,
      cause: forward.id,
      holder: frame.holder && forward.handoff,
      depth: frame.depth + 1,
      taint: forward.taint,
      cancellation: source,
    });
  }

  /** Writes the BACKWARD and resumes the caller: at once, or where the store may refuse its records, when it has taken them. */
  #write(shipment: Shipment, provider: string, answer: Answer, given: Along, written: () => void): void {
    const { frame, forward, contract, resolve } = shipment;
    const taint = joinTaint(forward.taint, answer.taint ?? [], contract.labels);
    if (answer.ended) {
      // The frame has ended the turn: its END is the answer.
      written();
      resolve({ ok: true, data: answer.data ?? null, taint, ended: answer.ended });
      return;
    }
    const content = this.#checked(forward, contract, answer);
    const records = 'error' in content ? undefined : answer.records;
    const along = records ? { ...given, records } : given;
    // Where nothing that it read was written since, the store has no reason to refuse its writes: what comes of it need not wait.
    const waits = records !== undefined && answer.readMark === undefined;
    const { ticket } = frame.turn.append([{ ...backwardTo(forward, provider, taint), ...content }], along);
    const backward = frame.turn.recording.call(forward.key)?.answers.get(provider);
    const refused = (thrown: unknown): void => {
      if (waits) written();
      this.#options.problem('an answer could not be written', { subject: forward.subject, error: String(thrown) });
      const fault = Fault.from(thrown, 'ABORTED', forward.subject);
      if (backward) frame.turn.fillGap(backward, fault);
      // Where the caller went on with it already, the turn cannot.
      if (waits) this.#settle(shipment);
      else frame.turn.stop(fault);
    };
    if (waits) {
      const taken = (): void => {
        written();
        this.#settle(shipment);
      };
      ticket.applied.then(taken, refused);
      return;
    }
    ticket.applied.catch(refused);
    written();
    this.#settle(shipment);
  }

  #checked(
    forward: ForwardEvent,
    contract: Contract,
    answer: Answer,
  ): { error: ReturnType<Fault['toData']> } | { data: Json; undo?: UndoCall } {
    if (answer.error) return { error: answer.error };
    // The host of frames has read its answers with the contract already.
    if (forward.subject.startsWith('use.')) return { data: answer.data ?? null };
    let data: Json;
    try {
      data = contract.readOutput(answer.data ?? null);
    } catch (thrown) {
      return { error: Fault.from(thrown, 'INTERNAL', forward.subject).toData() };
    }
    try {
      const undo = contract.undoFor(forward.data, data);
      return undo ? { data, undo: { subject: undo.subject, input: undo.input } } : { data };
    } catch (thrown) {
      // It was done, and cannot be taken back by itself: that is no reason to say that it failed.
      this.#options.problem('what undoes a call could not be told', {
        subject: forward.subject,
        error: String(thrown),
      });
      return { data };
    }
  }

  /** Resumes the caller once the answers suffice; those who lost the race are told to stop. */
  #settle({ frame, forward, source, resolve }: Shipment): void {
    const answers = frame.turn.recording.call(forward.key)?.answers;
    const outcome = answers && collect(forward, answers);
    if (!outcome) return;
    resolve(outcome);
    if (forward.wanted === 'first') source.cancel(new Fault('CANCELLED', 'Another provider was quicker.'));
  }
}
