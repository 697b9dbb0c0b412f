import type { ClientDuplexStream } from '@grpc/grpc-js';
import type { ConverseRequest } from '../../wire/generated/agentos/v1/ConverseRequest.ts';
import type { Hello } from '../../wire/generated/agentos/v1/Hello.ts';
import type { Mail, Progress, Welcome } from '../../wire/response.ts';
import type { Arrived, Channel } from './channel.ts';
import { ClientError } from './error.ts';
import { closed, errorOfFailure, retryDelay } from './failure.ts';
import { type Manner, Requests, type Result } from './requests.ts';

/** A daemon that was stopped takes connections and says nothing; one that has much to do answers late: each time it is given twice as long. */
const WELCOME_MS = { first: 5_000, longest: 60_000 };
/** But where it has not even said its first word, so that no pings watch over it: with the delay that follows, another connection is tried within 15 s. */
const FIRST_WORD_MS = 9_000;
const BACKOFF_MS = { first: 100, longest: 5_000 };

export interface SessionOptions {
  readonly hello: Hello;
  readonly giveUpAfterMs: number | undefined;
  /** For how long requests that a busy daemon refuses are sent again. */
  readonly busyPatienceMs: number;
  readonly onWelcome: (welcome: Welcome) => void;
  readonly onMail: (mail: Mail) => void;
  readonly onProgress: (progress: Progress) => void;
  /** The connection is lost for longer than is waited for: what is under way fails, the session goes on. */
  readonly onGivenUp: (error: ClientError) => void;
  readonly onState: (state: 'connected' | 'lost', why?: string) => void;
}

/**
 * The one long-lived stream. States: connecting → attached → (lost → connecting …) → closed. Every loss is followed by a new
 * attempt, for ever, with a delay that doubles and is jittered, to where the daemon is then; Hello then carries the offset of the last mail that was taken
 * in, and requests without an answer are sent again under their ids.
 */
export class Session {
  readonly #channel: Channel;
  readonly #options: SessionOptions;
  readonly #requests: Requests;
  #stream: ClientDuplexStream<ConverseRequest, Arrived> | undefined;
  #attached = false;
  #closed = false;
  #attempts = 0;
  /** Attempts since the last welcome that got no answer at all. */
  #unanswered = 0;
  /** Since when (monotonic) the connection that is tried is there. */
  #freshAt = performance.now();
  /** Offset of the last mail taken in; unknown before the first welcome. */
  #offset: number | undefined;
  #heard = 0;
  #retry: NodeJS.Timeout | undefined;
  /** When the attempt that is under way is given up. */
  #due: NodeJS.Timeout | undefined;
  #patience: NodeJS.Timeout | undefined;

  constructor(channel: Channel, options: SessionOptions) {
    this.#channel = channel;
    this.#options = options;
    this.#requests = new Requests(options.busyPatienceMs, (message) => void this.#stream?.write(message));
    this.#offset = options.hello.lastOffset === undefined ? undefined : Number(options.hello.lastOffset);
  }

  get attached(): boolean {
    return this.#attached;
  }

  /**
   * Resolves when attached for the first time.
   * @throws ClientError why the first attempt failed; with `wait` only what another attempt would not change.
   */
  open({ wait, signal }: { readonly wait: boolean; readonly signal?: AbortSignal }): Promise<void> {
    return new Promise((resolve, reject) => {
      signal?.addEventListener(
        'abort',
        () => reject(new ClientError('CANCELLED', 'Waiting for the daemon was ended.')),
        { once: true },
      );
      if (signal?.aborted) return reject(new ClientError('CANCELLED', 'Waiting for the daemon was ended.'));
      this.#attempt(
        () => resolve(),
        (error) => {
          if (wait && error.retryable) this.#wait(resolve, error);
          else reject(error);
        },
      );
    });
  }

  request(requestId: string, message: ConverseRequest, manner: Manner): Promise<Result> {
    return this.#closed ? Promise.reject(closed()) : this.#requests.add(requestId, message, manner);
  }

  heard(offset: number): void {
    if (offset <= this.#heard) return;
    this.#heard = offset;
    if (this.#attached) this.#stream?.write({ heard: { offset } });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#attached = false;
    clearTimeout(this.#retry);
    clearTimeout(this.#due);
    clearTimeout(this.#patience);
    this.#stream?.end();
    this.#requests.close(closed());
  }

  #attempt(welcomed: () => void, refused: (error: ClientError) => void): void {
    const stream = this.#channel.converse();
    this.#stream = stream;
    let over = false;
    const lose = (error: ClientError) => {
      if (over) return;
      over = true;
      clearTimeout(this.#due);
      stream.cancel();
      if (this.#attached) {
        this.#freshAt = performance.now();
        this.#lose(error);
        return;
      }
      // Attempts fail at once while gRPC's library waits for a peer that fell silent before its first word.
      if (performance.now() - this.#freshAt >= WELCOME_MS.first) this.#renew();
      refused(error);
    };
    const silent = () => {
      this.#unanswered += 1;
      lose(new ClientError('UNAVAILABLE', 'The daemon takes connections but does not answer.'));
      this.#renew();
    };
    const patience = Math.min(WELCOME_MS.longest, WELCOME_MS.first * 2 ** this.#unanswered);
    const firstWord = Math.min(FIRST_WORD_MS, patience);
    this.#due = setTimeout(() => {
      if (this.#channel.answers) this.#due = setTimeout(silent, patience - firstWord);
      else silent();
    }, firstWord);
    stream.on('error', (thrown) => lose(this.#channel.error(thrown)));
    stream.on('end', () => lose(new ClientError('UNAVAILABLE', 'The daemon has ended the stream.')));
    stream.on('data', (arrived: Arrived) => {
      if (over || arrived === undefined) return;
      if (arrived.message === 'welcome') {
        clearTimeout(this.#due);
        this.#welcome(arrived.welcome);
        welcomed();
      } else if (arrived.message === 'failure' && !this.#attached) {
        lose(errorOfFailure(arrived.failure));
      } else {
        this.#take(arrived);
      }
    });
    stream.write({
      hello: { ...this.#options.hello, ...(this.#offset === undefined ? {} : { lastOffset: this.#offset }) },
    });
  }

  #renew(): void {
    if (this.#closed) return;
    this.#freshAt = performance.now();
    this.#channel.renew();
  }

  #welcome(welcome: Welcome): void {
    this.#attached = true;
    this.#attempts = 0;
    this.#unanswered = 0;
    // Another life of the mailbox: what was heard in the one before says nothing about this one.
    if (welcome.offset < (this.#offset ?? 0)) this.#heard = 0;
    this.#offset = welcome.offset;
    clearTimeout(this.#patience);
    this.#patience = undefined;
    this.#options.onWelcome(welcome);
    this.#requests.attached();
    if (this.#heard > 0) this.#stream?.write({ heard: { offset: this.#heard } });
  }

  #take(arrived: NonNullable<Arrived>): void {
    switch (arrived.message) {
      case 'mail':
        if (arrived.mail.offset <= (this.#offset ?? 0)) break;
        this.#offset = arrived.mail.offset;
        this.#options.onMail(arrived.mail);
        break;
      case 'progress':
        this.#options.onProgress(arrived.progress);
        break;
      case 'accepted':
        this.#requests.settle(arrived.accepted.requestId, { accepted: arrived.accepted });
        break;
      case 'wakeVerdict':
        this.#requests.settle(arrived.wakeVerdict.requestId, { won: arrived.wakeVerdict.won });
        break;
      case 'done':
        this.#requests.settle(arrived.done.requestId, 'done');
        break;
      case 'failure':
        this.#requests.refuse(arrived.failure.requestId, errorOfFailure(arrived.failure));
        break;
      case 'welcome':
        break;
    }
  }

  #lose(error: ClientError): void {
    this.#attached = false;
    if (this.#closed) return;
    this.#requests.lost(error);
    this.#options.onState('lost', error.message);
    this.#wait(() => this.#options.onState('connected'), error);
    const { giveUpAfterMs } = this.#options;
    if (giveUpAfterMs === undefined) return;
    this.#patience = setTimeout(() => {
      this.#requests.fail(error);
      this.#options.onGivenUp(error);
    }, giveUpAfterMs);
  }

  /** Tries again after a while, for ever. */
  #wait(back: () => void, why: ClientError): void {
    if (this.#closed) return;
    const backoff = Math.min(BACKOFF_MS.longest, BACKOFF_MS.first * 2 ** this.#attempts) * (0.5 + Math.random() / 2);
    this.#attempts += 1;
    const again = (error: ClientError) => this.#wait(back, error);
    const attempt = () => {
      this.#channel.follow();
      this.#attempt(back, again);
    };
    this.#retry = setTimeout(attempt, Math.max(backoff, retryDelay(why) ?? 0));
  }
}
