import { capitalised } from '../../../language/say_devices.ts';
import { REDACTED_PIN, spokenDigits, withoutPin } from '../../../language/values/spoken_digits.ts';
import { parseYesNo } from '../../../language/yes_no.ts';
import type { Cancellation } from '../../bus/bus.ts';
import { userAsk } from '../../model/builtin.ts';
import type { Call } from '../../model/call.ts';
import type { Channel, ForwardEvent } from '../../model/event.ts';
import { Fault } from '../../model/fault.ts';
import type { Json } from '../../model/json.ts';
import type { AskBody, Client } from '../assistant.ts';
import type { Along } from '../journal.ts';
import type { Limits } from '../limits.ts';
import type { Turn } from '../turns/turn.ts';
import { noPins, type Pins } from './pins.ts';

interface OpenAsk {
  readonly body: AskBody;
  readonly client: string;
  readonly channel: Channel;
  /** Of the call that a yes would be for. */
  readonly call: string | undefined;
  readonly resolve: (answer: AnsweredAsk) => void;
  readonly reject: (fault: Fault) => void;
  /** Of work that goes on in the background. */
  readonly ofWork: boolean;
  /** A PIN is being looked at: no other answer counts. */
  answered: boolean;
}

/** What was said, `{ text, yes }`, and what is to commit together with it: that this request has been carried out. */
export interface AnsweredAsk {
  readonly said: Json;
  readonly along: Along;
}

/** A live answer to the gate's question. It counts once, for this one call, and not after a restart. */
export interface Granted {
  /** Hash of the call that it was for. */
  readonly call: string | undefined;
  readonly by: string;
  /** Why it counts for nothing, in words. */
  readonly problem?: string;
}

/** What the gate asks about a call. */
export interface Confirmation {
  readonly text: string;
  readonly call: string;
  readonly pin: boolean;
  /** Who is asked, where that is not who began the turn. */
  readonly of?: string;
}

/** Who is attached. */
interface Presence {
  isAttached(client: string): boolean;
  /** Hears that somebody was attached. Returns the release. */
  watch(heard: () => void): () => void;
}

const ALWAYS_THERE: Presence = { isAttached: () => true, watch: () => () => undefined };

/** How long a character of a question takes to be said, in milliseconds: the time to answer begins behind it. */
const SPOKEN_MS = 75;

/**
 * Questions to people. Asked by mail with an id that stays the same over restarts; answered by a live utterance of the client
 * that was asked, and by nobody else.
 */
export class Asks {
  readonly #limits: Limits;
  readonly #now: () => number;
  readonly #monotonic: () => number;
  readonly #pins: Pins;
  readonly #presence: Presence;
  readonly #open = new Map<string, OpenAsk>();
  readonly #granted = new Map<string, Granted>();

  constructor(
    limits: Limits,
    clock: { now(): number; monotonic(): number },
    pins: Pins = noPins(),
    presence: Presence = ALWAYS_THERE,
  ) {
    this.#presence = presence;
    this.#limits = limits;
    this.#now = () => clock.now();
    this.#monotonic = () => clock.monotonic();
    this.#pins = pins;
  }

  confirmation({ text, call, pin, of }: Confirmation): Call<unknown> {
    return userAsk({ text, kind: pin ? 'pin' : 'confirm', call, ...(of === undefined ? {} : { of }) });
  }

  isYes(answer: Json): boolean {
    const parsed = userAsk.output.safeParse(answer);
    return parsed.success && parsed.data.yes;
  }

  /** The live answer to a question of the gate, taken away: what was answered before a restart is not here. */
  take(turn: Turn, key: string): Granted | undefined {
    const askId = askIdOf(turn, key);
    const granted = this.#granted.get(askId);
    this.#granted.delete(askId);
    return granted;
  }

  /** A yes that was given before a crash is not acted on much later. */
  hasExpired(answeredAt: number): boolean {
    return Math.abs(this.#now() - answeredAt) > this.#limits.confirmMs;
  }

  /** What goes to the client's mailbox together with the FORWARD. */
  mailFor(turn: Turn, key: string, input: Json): Along {
    const { client, body } = this.#bodyOf(turn, key, input, this.#now());
    const thread = turn.ledger.thread.id;
    return { mail: [{ client, kind: 'ask', thread, turn: turn.number, body: { ...body } }] };
  }

  /** Waits for the answer. @throws Fault DEADLINE_EXCEEDED, CANCELLED */
  open(turn: Turn, forward: ForwardEvent, cancellation: Cancellation): Promise<AnsweredAsk> {
    const { client, channel, call, body } = this.#bodyOf(turn, forward.key, forward.data, forward.at);
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
        ...{ body, client, channel, call, ofWork: turn.opening.behalf !== undefined },
        answered: false,
        resolve: (answer) => {
          close();
          resolve(answer);
        },
        reject: fail,
      });
    });
  }

  /** The one question that work in the background has open for this client; none where there are several to choose from. */
  openOfWork({ name, channel }: Pick<Client, 'name' | 'channel'>): string | undefined {
    const open = [...this.#open].filter(([, ask]) => ask.ofWork && ask.client === name && ask.channel === channel);
    return open.length === 1 ? open[0]?.[0] : undefined;
  }

  /** Whether a question is of work that goes on in the background: whoever talks of other things does not break it off. */
  isOfWork(askId: string): boolean {
    return this.#open.get(askId)?.ofWork ?? false;
  }

  /**
   * Waits until who is asked is there: what work in the background asks is told where somebody can answer it. It is asked all
   * the same when nobody comes for as long as a question stays open.
   */
  async untilThere(turn: Turn, cancellation: Cancellation): Promise<void> {
    const { behalf } = turn.opening;
    if (!behalf || this.#there(behalf.client) || cancellation.cancelled) return;
    turn.askOpened(this.#monotonic());
    await new Promise<void>((resolve) => {
      const over = (): void => {
        clearTimeout(timer);
        unwatch();
        release();
        resolve();
      };
      const timer = setTimeout(over, this.#limits.questionMs);
      const unwatch = this.#presence.watch(() => {
        if (this.#there(behalf.client)) over();
      });
      const release = cancellation.onCancel(over);
    });
    turn.askClosed(this.#monotonic());
  }

  #there(client: string): boolean {
    return this.#presence.isAttached(client);
  }

  /** The open question of a thread, if this client is the one who was asked. */
  openIn(thread: string, client: string): AskBody | undefined {
    for (const [askId, ask] of this.#open) if (askId.startsWith(`${thread}/`) && ask.client === client) return ask.body;
    return undefined;
  }

  /**
   * A name alone is not enough: the answer has to come from where the question went, since a yes is worth what its channel is.
   * @param sinceSpeechMs since the assistant's own words at that client
   * @throws Fault NOT_FOUND when it is not open any more, PERMISSION_DENIED for a client that was not asked or may not confirm,
   * FAILED_PRECONDITION for what may be the assistant's own voice
   */
  async answer(askId: string, client: Client, text: string, along: Along, sinceSpeechMs?: number): Promise<void> {
    const ask = this.#open.get(askId);
    if (!ask || ask.answered) throw closedMeanwhile();
    if (ask.client !== client.name || ask.channel !== client.channel)
      // Who knows its own threads only is not even told that there is a question.
      throw client.ownThreadsOnly
        ? closedMeanwhile()
        : new Fault('PERMISSION_DENIED', `That question was for ${ask.client}.`);
    const { kind } = ask.body;
    if (kind !== 'question' && !client.canConfirm)
      throw new Fault('PERMISSION_DENIED', `${client.name} may not confirm anything.`);
    if (kind !== 'question' && sinceSpeechMs === 0)
      throw new Fault('FAILED_PRECONDITION', 'I was still speaking when I heard that. Please answer again.');
    if (kind === 'pin') {
      await this.#takePin(ask, client, text, along);
      return;
    }
    const yes = parseYesNo(text) ?? false;
    if (yes) this.#granted.set(askId, { call: ask.call, by: client.name });
    const kept = await this.#discreet(ask, text);
    ask.resolve({ said: { text: kept, yes }, along });
  }

  /** What was said never gets further than here. */
  async #takePin(ask: OpenAsk, client: Client, text: string, along: Along): Promise<void> {
    const { askId } = ask.body;
    const pin = spokenDigits(text);
    ask.answered = true;
    const verdict = pin === undefined ? undefined : await this.#pins.verify(pin);
    // It may have been closed while the PIN was looked at.
    if (this.#open.get(askId) !== ask) throw closedMeanwhile();
    const problem = verdict === undefined ? undefined : pinProblem(verdict, this.#pins.lockedForMs);
    if (verdict !== undefined)
      this.#granted.set(askId, { call: ask.call, by: client.name, ...(problem === undefined ? {} : { problem }) });
    const said = verdict === undefined ? { text: 'no', yes: false } : { text: REDACTED_PIN, yes: verdict === 'right' };
    ask.resolve({ said, along });
  }

  /** Whoever is asked for something else may say the PIN all the same, and it is not kept then either. */
  async #discreet(ask: OpenAsk, text: string): Promise<string> {
    if (!this.#pins.isSet) return text;
    const alone = spokenDigits(text);
    if (alone === undefined) return withoutPin(text);
    ask.answered = true;
    const isPin = await this.#pins.is(alone);
    if (this.#open.get(ask.body.askId) !== ask) throw closedMeanwhile();
    return isPin ? REDACTED_PIN : text;
  }

  #bodyOf(
    turn: Turn,
    key: string,
    input: Json,
    askedAt: number,
  ): Pick<OpenAsk, 'body' | 'client' | 'channel' | 'call'> {
    const { text, kind, choices, call, of } = userAsk.input.parse(input);
    const { confirmMs, voiceQuestionMs, questionMs } = this.#limits;
    // Only the gate asks others than who began the turn; its questions have keys of their own.
    const other = key.endsWith('?') && of !== undefined ? { client: of, channel: 'owner' as const } : undefined;
    const { behalf } = turn.opening;
    const { client, channel } = other ?? behalf ?? turn.opening;
    const spoken = channel === 'voice';
    // Whoever is asked out of the blue has to be told what about, and takes as long to read it as to hear it.
    const said = behalf?.about === undefined ? text : `${capitalised(behalf.about)}: ${text}`;
    const openMs =
      kind === 'question'
        ? spoken
          ? voiceQuestionMs
          : questionMs
        : confirmMs + (spoken || behalf ? said.length * SPOKEN_MS : 0);
    const askId = askIdOf(turn, key);
    const body = { askId, kind, text: said, ...(choices ? { choices } : {}), expiresAt: askedAt + openMs };
    return { body, client, channel, call };
  }
}

function closedMeanwhile(): Fault {
  return new Fault('NOT_FOUND', 'That question is not open any more. Please ask again.');
}

function askIdOf(turn: Turn, key: string): string {
  return `${turn.ledger.thread.id}/${key}`;
}

function pinProblem(verdict: 'right' | 'wrong' | 'locked', lockedForMs: number): string | undefined {
  if (verdict === 'right') return undefined;
  if (verdict === 'wrong') return 'That was not the PIN, so I left it.';
  const minutes = Math.max(1, Math.ceil(lockedForMs / 60_000));
  return `The PIN was wrong too often. I take none for ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`;
}
