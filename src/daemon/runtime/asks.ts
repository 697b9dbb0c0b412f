import { parseYesNo } from '../../language/yes_no.ts';
import type { Cancellation } from '../bus/bus.ts';
import { userAsk } from '../model/builtin.ts';
import type { Call } from '../model/call.ts';
import type { Channel, ForwardEvent } from '../model/event.ts';
import { Fault } from '../model/fault.ts';
import type { Json } from '../model/json.ts';
import type { AskBody, Client } from './assistant.ts';
import type { Along } from './journal.ts';
import type { Limits } from './limits.ts';
import type { Turn } from './turn.ts';

interface OpenAsk {
  readonly body: AskBody;
  readonly client: string;
  readonly channel: Channel;
  readonly resolve: (answer: AnsweredAsk) => void;
  readonly reject: (fault: Fault) => void;
}

/** What was said, `{ text, yes }`, and what is to commit together with it: that this request has been carried out. */
export interface AnsweredAsk {
  readonly said: Json;
  readonly along: Along;
}

/**
 * Questions to people. Asked by mail with an id that stays the same over restarts; answered by a live utterance of the client
 * that was asked, and by nobody else.
 */
export class Asks {
  readonly #limits: Limits;
  readonly #now: () => number;
  readonly #monotonic: () => number;
  readonly #open = new Map<string, OpenAsk>();

  constructor(limits: Limits, clock: { now(): number; monotonic(): number }) {
    this.#limits = limits;
    this.#now = () => clock.now();
    this.#monotonic = () => clock.monotonic();
  }

  confirmation(question: string): Call<unknown> {
    return userAsk({ text: question, kind: 'confirm' });
  }

  isYes(answer: Json): boolean {
    const parsed = userAsk.output.safeParse(answer);
    return parsed.success && parsed.data.yes;
  }

  /** A yes that was given before a crash is not acted on much later. */
  hasExpired(answeredAt: number): boolean {
    return Math.abs(this.#now() - answeredAt) > this.#limits.confirmMs;
  }

  /** What goes to the client's mailbox together with the FORWARD. */
  mailFor(turn: Turn, key: string, input: Json): Along {
    const body = this.#bodyOf(turn, key, input, this.#now());
    return {
      mail: [
        {
          client: turn.opening.client,
          kind: 'ask',
          thread: turn.ledger.thread.id,
          turn: turn.number,
          body: { ...body },
        },
      ],
    };
  }

  /** Waits for the answer. @throws Fault DEADLINE_EXCEEDED, CANCELLED */
  open(turn: Turn, forward: ForwardEvent, cancellation: Cancellation): Promise<AnsweredAsk> {
    const body = this.#bodyOf(turn, forward.key, forward.data, forward.at);
    if (cancellation.cancelled) return Promise.reject(Fault.from(cancellation.reason, 'CANCELLED'));
    return new Promise<AnsweredAsk>((resolve, reject) => {
      const close = (): void => {
        clearTimeout(timer);
        release();
        if (this.#open.delete(body.askId)) turn.askClosed(this.#monotonic());
      };
      const fail = (fault: Fault): void => {
        close();
        reject(fault);
      };
      const timer = setTimeout(
        () => fail(new Fault('DEADLINE_EXCEEDED', 'Nobody answered.')),
        // The clock may have been set back since it was asked: it stays open no longer for that.
        Math.max(0, Math.min(body.expiresAt - this.#now(), body.expiresAt - forward.at)),
      );
      const release = cancellation.onCancel((reason) => fail(Fault.from(reason, 'CANCELLED')));
      turn.askOpened(this.#monotonic());
      this.#open.set(body.askId, {
        body,
        client: turn.opening.client,
        channel: turn.opening.channel,
        resolve: (answer) => {
          close();
          resolve(answer);
        },
        reject: fail,
      });
    });
  }

  /** The open question of a thread, if this client is the one who was asked. */
  openIn(thread: string, client: string): AskBody | undefined {
    for (const [askId, ask] of this.#open) if (askId.startsWith(`${thread}/`) && ask.client === client) return ask.body;
    return undefined;
  }

  /**
   * A name alone is not enough: the answer has to come from where the turn came from, since a yes is worth what its channel is.
   * @throws Fault NOT_FOUND when it is not open any more, PERMISSION_DENIED for a client that was not asked or may not confirm.
   */
  answer(askId: string, client: Client, text: string, along: Along): void {
    const ask = this.#open.get(askId);
    if (!ask) throw new Fault('NOT_FOUND', 'That question is not open any more. Please ask again.');
    if (ask.client !== client.name || ask.channel !== client.channel)
      throw new Fault('PERMISSION_DENIED', `That question was for ${ask.client}.`);
    if (ask.body.kind === 'confirm' && !client.canConfirm)
      throw new Fault('PERMISSION_DENIED', `${client.name} may not confirm anything.`);
    ask.resolve({ said: { text, yes: parseYesNo(text) ?? false }, along });
  }

  #bodyOf(turn: Turn, key: string, input: Json, askedAt: number): AskBody {
    const { text, kind, choices } = userAsk.input.parse(input);
    const { confirmMs, voiceQuestionMs, questionMs } = this.#limits;
    const openMs = kind === 'confirm' ? confirmMs : turn.opening.channel === 'voice' ? voiceQuestionMs : questionMs;
    const askId = `${turn.ledger.thread.id}/${key}`;
    return { askId, kind, text, ...(choices ? { choices } : {}), expiresAt: askedAt + openMs };
  }
}
