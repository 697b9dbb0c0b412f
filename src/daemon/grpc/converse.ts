import type { ConverseResponse } from '../../wire/generated/agentos/v1/ConverseResponse.ts';
import type { ConverseRequest, Hello } from '../../wire/request.ts';
import { Fault } from '../model/fault.ts';
import type { Log } from '../model/service.ts';
import type { Assistant, Client } from '../runtime/assistant.ts';
import { opens, requestIdOf } from './asked.ts';
import { type Attached, whoseMailbox } from './attached.ts';
import { Beginning } from './beginning.ts';
import type { Received } from './definition.ts';
import { encodeMail } from './encode.ts';
import { failureOf, leaving } from './errors.ts';
import { clientFor, type Identity, inWords, may } from './identity.ts';
import type { Outbox } from './outbox.ts';
import { Pace } from './pace.ts';
import type { WakeArbiter } from './wake.ts';

/** Offsets of a mailbox: of its last mail, of the last that was heard, and of the last that was let go, if any was. */
export interface Mailbox {
  readonly last: number;
  readonly heard: number;
  readonly trimmed?: number;
}

/**
 * Requests of one stream that may be under way; more are refused until one of them is done. There is always room to say "stop", or that
 * something was heard.
 */
const MAX_UNDER_WAY = 64;
const ROOM_TO_STOP = 64;
/** So many turns are under way of who does not wait when told to: more would only stand here until it is cut off. */
const FEW_UNDER_WAY = 4;
/** Made once: a fault costs more than all else of a refusal, and it is told by the thousand. */
const NO_PLACE = {
  more: noPlace(MAX_UNDER_WAY),
  few: noPlace(FEW_UNDER_WAY),
  stop: noPlace(MAX_UNDER_WAY + ROOM_TO_STOP),
};
/** A refusal is to be told within 50 ms. What stands before the door for so long will not be, unless all of it is told at once. */
const BEHIND_MS = 20;
/** When whoever was cut off because it would not wait may come back. */
const CUT_OFF_MS = 1_000;
/** How long it waits for that answer where it comes back at once: so it cannot do so more than some fifty times a second. */
const TURNED_AWAY_MS = 20;
/** A stream that does not say who it is is of no use. */
const HELLO_MS = 10_000;

export interface ConverseContext {
  readonly assistant: Assistant;
  readonly mailbox: (client: string) => Promise<Mailbox>;
  readonly version: string;
  readonly attached: Attached;
  readonly wake: WakeArbiter<string>;
  readonly log: Log;
}

/**
 * One stream. Two streams of one client name both read its mailbox, each from an offset of its own: a second `ask` in another
 * terminal must not silence the first, and a client that comes back before its half-open stream was found must not wait for
 * that. Who gets mail of a turn that is not its own lets it be (the client library does).
 */
export class Conversation {
  readonly #context: ConverseContext;
  readonly #identity: Identity;
  readonly #outbox: Outbox;
  readonly #write: (response: ConverseResponse) => Buffer;
  readonly #helloDue: NodeJS.Timeout;
  #client: Client | undefined;
  #turnedAway = false;
  #underWay = 0;
  readonly #beginning: Beginning;
  readonly #pace: Pace;

  /** @param rest reads nothing more from the stream before others had their turn */
  constructor(
    context: ConverseContext,
    identity: Identity,
    outbox: Outbox,
    write: (response: ConverseResponse) => Buffer,
    rest: (rested: () => void) => void,
  ) {
    this.#context = context;
    this.#identity = identity;
    this.#outbox = outbox;
    this.#write = write;
    this.#pace = new Pace(rest);
    this.#beginning = new Beginning(outbox.closed);
    this.#helloDue = setTimeout(
      () => outbox.cut(new Fault('DEADLINE_EXCEEDED', 'Nobody said hello within 10 s.')),
      HELLO_MS,
    );
    this.#helloDue.unref();
    outbox.closed.addEventListener('abort', () => clearTimeout(this.#helloDue), { once: true });
  }

  take(request: Received<ConverseRequest>): void {
    if (this.#turnedAway || this.#outbox.closed.aborted) return;
    if (this.#client !== undefined && request.ok) {
      const refusal = this.#refusalOf(this.#client, request.value);
      if (refusal !== undefined) {
        this.#fail(requestIdOf(request.value), refusal);
        this.#pace.taken(true);
        this.#cutIfBehind(this.#client);
        return;
      }
    }
    this.#pace.taken(false);
    if (!request.ok) {
      this.#fail(request.requestId, new Fault('INVALID_ARGUMENT', request.problem));
    } else if (request.value.message === 'hello') {
      this.#welcome(request.value.hello);
    } else if (this.#client === undefined) {
      this.#fail(requestIdOf(request.value), new Fault('FAILED_PRECONDITION', 'Say hello first.'));
    } else {
      this.#carryOut(this.#client, request.value);
    }
  }

  /** Who does not wait when told to, and says more than can be refused in time, is told so for all of it at once. */
  #cutIfBehind({ name }: Client): void {
    const { refusals } = this.#context.attached;
    const who = whoseMailbox(name);
    if (this.#pace.behindMs <= BEHIND_MS || refusals.heeds(who)) return;
    refusals.useUp(who);
    this.#outbox.cut(cutOff());
  }

  #refusalOf({ name }: Client, request: ConverseRequest): Fault | undefined {
    if (request.message === 'hello') return undefined;
    const heeds = this.#context.attached.refusals.heeds(whoseMailbox(name));
    const [most, fault] = !opens(request)
      ? [MAX_UNDER_WAY + ROOM_TO_STOP, NO_PLACE.stop]
      : heeds
        ? [MAX_UNDER_WAY, NO_PLACE.more]
        : [FEW_UNDER_WAY, NO_PLACE.few];
    if (this.#underWay >= most) {
      // What was taken while it was trusted, and is not begun, would only be begun for somebody who is about to be cut off.
      if (!heeds) this.#beginning.refuseWaiting(fault);
      return fault;
    }
    if (request.message !== 'heard' && request.message !== 'ping' && !may(this.#identity, 'utter'))
      return new Fault(
        'PERMISSION_DENIED',
        `To say things needs the right "utter", which ${inWords(this.#identity)} does not have.`,
      );
    return request.message === 'utterance' ? this.#beginning.refusal : undefined;
  }

  #welcome(hello: Hello): void {
    if (this.#client !== undefined) {
      this.#fail(
        '',
        new Fault('FAILED_PRECONDITION', 'Hello was said already; open another stream for another client.'),
      );
      return;
    }
    clearTimeout(this.#helloDue);
    const client = clientFor(this.#identity, hello);
    const { attached } = this.#context;
    if (!attached.refusals.mayAttach(whoseMailbox(client.name))) {
      this.#turnedAway = true;
      setTimeout(() => this.#outbox.cut(cutOff()), TURNED_AWAY_MS).unref();
      return;
    }
    try {
      const leave = attached.enter(client);
      this.#outbox.closed.addEventListener('abort', leave, { once: true });
    } catch (thrown) {
      this.#outbox.cut(Fault.from(thrown));
      return;
    }
    this.#client = client;
    this.#context.log('A client attaches.', {
      client: client.name,
      kind: hello.kind,
      channel: client.channel,
      version: hello.version,
    });
    this.#deliver(client, hello.lastOffset).catch((thrown: unknown) => {
      if (!this.#outbox.closed.aborted)
        this.#outbox.cut(leaving(thrown, `The mail of ${client.name}`, this.#context.log));
    });
  }

  /** Mail is pulled, so that a client that does not read costs nothing and none is missed or repeated. */
  async #deliver(client: Client, wanted: number | undefined): Promise<void> {
    const { assistant, mailbox, version, log } = this.#context;
    const { closed } = this.#outbox;
    const { last, heard, trimmed = 0 } = await mailbox(client.name);
    if (closed.aborted) return;
    // An offset beyond the last mail is from another life of the mailbox (the state was restored or made anew).
    const after = wanted !== undefined && wanted <= last ? wanted : heard;
    const offset = Math.max(after, trimmed);
    const gap = after < trimmed ? { snapshotRequiredTo: trimmed } : {};
    const detach = assistant.attach(client, ({ thread, turn, attempt, offset: place, text }) =>
      this.#outbox.offer(() => this.#write({ progress: { thread, turn, attempt, offset: place, text } })),
    );
    closed.addEventListener('abort', detach, { once: true });
    this.#send({ welcome: { version, offset, lastOffset: last, ...gap } });
    for await (const mail of assistant.mail(client.name, offset, closed)) {
      try {
        this.#send({ mail: encodeMail(mail) });
      } catch (thrown) {
        log('A mail could not be read and is left out.', {
          client: client.name,
          offset: mail.offset,
          error: String(thrown),
        });
      }
      await this.#outbox.ready();
      if (closed.aborted) return;
    }
    if (!closed.aborted) this.#outbox.cut(new Fault('UNAVAILABLE', 'The daemon stops delivering; attach again.'));
  }

  #carryOut(client: Client, request: ConverseRequest): void {
    this.#underWay += 1;
    if (request.message !== 'utterance') {
      this.#begin(client, request);
      return;
    }
    const refuse = (fault: Fault): void => {
      this.#underWay -= 1;
      this.#fail(requestIdOf(request), fault);
    };
    this.#beginning.add({ begin: () => this.#begin(client, request), refuse });
  }

  #begin(client: Client, request: ConverseRequest): void {
    const requestId = requestIdOf(request);
    this.#answer(client, request)
      .then(
        (response) => response && this.#send(response),
        (thrown: unknown) => {
          const fault = leaving(thrown, `Assistant.Converse ${request.message}`, this.#context.log);
          // Of all that may be too much, only what is so for the whole client says when it is worth coming back.
          if (fault.code === 'RESOURCE_EXHAUSTED' && fault.retryAfterMs !== undefined) this.#beginning.noRoom(fault);
          this.#fail(requestId, fault);
        },
      )
      .finally(() => {
        this.#underWay -= 1;
      });
  }

  async #answer(client: Client, request: ConverseRequest): Promise<ConverseResponse | undefined> {
    const { assistant, wake } = this.#context;
    switch (request.message) {
      case 'hello':
        return undefined;
      case 'utterance': {
        const { alternatives, ...said } = request.utterance;
        const accepted = await assistant.utter(client, alternatives.length > 0 ? { ...said, alternatives } : said);
        return { accepted: { requestId: said.requestId, ...accepted } };
      }
      case 'answer': {
        const { requestId, askId, text, sinceSpeechMs } = request.answer;
        return { accepted: { requestId, ...(await assistant.answer(client, askId, text, requestId, sinceSpeechMs)) } };
      }
      case 'cancel': {
        const { requestId, thread, turn } = request.cancel;
        await assistant.cancel(client, thread, turn);
        return { done: { requestId } };
      }
      case 'heard':
        await assistant.heard(client.name, request.heard.offset);
        return undefined;
      case 'wakeClaim': {
        const { requestId, area, energyDb, score } = request.wakeClaim;
        // A microphone on another machine stands where was said when it was let in: it does not silence those of other rooms.
        const there = this.#identity.kind === 'paired' ? client.area : (area ?? client.area);
        const won = await wake.claim(client.name, there ?? '', { energyDb, score });
        return { wakeVerdict: { requestId, won } };
      }
      case 'ping':
        return { done: { requestId: request.ping.requestId } };
    }
  }

  #send(response: ConverseResponse): void {
    this.#outbox.send(this.#write(response));
  }

  #fail(requestId: string, fault: Fault): void {
    this.#send(failureOf(requestId, fault));
    if (fault.code !== 'RESOURCE_EXHAUSTED' || this.#client === undefined) return;
    if (!this.#context.attached.refusals.count(whoseMailbox(this.#client.name))) this.#outbox.cut(cutOff());
  }
}

function noPlace(most: number): Fault {
  return new Fault('RESOURCE_EXHAUSTED', `${most} requests are under way; wait for one of them.`);
}

function cutOff(): Fault {
  return new Fault(
    'RESOURCE_EXHAUSTED',
    'The client was cut off because it goes on although it was told to wait. Attach again later, and wait when told to.',
    { retryAfterMs: CUT_OFF_MS },
  );
}
