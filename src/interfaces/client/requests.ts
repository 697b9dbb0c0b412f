import type { ConverseRequest } from '../../wire/generated/agentos/v1/ConverseRequest.ts';
import type { Accepted } from '../../wire/response.ts';
import { BOUNDS } from './bounds.ts';
import { ClientError } from './error.ts';
import { retryDelay } from './failure.ts';

/** What comes of a request on the stream. */
export type Result = { readonly accepted: Accepted } | { readonly won: boolean } | 'done';

/** How a request is sent. */
export interface Manner {
  /** Sent again when the connection is back; false: fails when it is lost. */
  readonly again: boolean;
  /** Waits here while many are under way; else it is sent before those that wait. */
  readonly waits?: boolean;
}

interface Request extends Manner {
  readonly message: ConverseRequest;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: ClientError) => void;
  /** Sent on this stream, and not answered yet. */
  sent: boolean;
  /** Where the daemon was busy: the moment (monotonic) at which patience ends, and what sends it again. */
  until?: number;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Requests that have no answer yet. Each is sent at once or, while many are under way, in its turn; again when the connection is
 * back, and again when a daemon that was busy may be so no more. Bounded by `BOUNDS.requests` and `BOUNDS.sent`.
 */
export class Requests {
  readonly #busyPatienceMs: number;
  readonly #write: (message: ConverseRequest) => void;
  readonly #all = new Map<string, Request>();
  /** Those that wait to be sent, in their order, and how many of their kind are sent. */
  readonly #line = new Set<Request>();
  #underWay = 0;
  #attached = false;

  /** @param busyPatienceMs for how long requests that a busy daemon refuses are sent again */
  constructor(busyPatienceMs: number, write: (message: ConverseRequest) => void) {
    this.#busyPatienceMs = busyPatienceMs;
    this.#write = write;
  }

  add(requestId: string, message: ConverseRequest, manner: Manner): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (!this.#attached && !manner.again)
        return reject(new ClientError('UNAVAILABLE', 'The connection to the daemon is lost.'));
      if (this.#all.size >= BOUNDS.requests) return reject(tooMany());
      const request: Request = { ...manner, message, resolve, reject, sent: false, timer: undefined };
      this.#all.set(requestId, request);
      this.#send(request);
    });
  }

  /** The connection is there: what has no answer is sent again. */
  attached(): void {
    this.#attached = true;
    for (const request of this.#all.values()) if (request.timer === undefined) this.#send(request);
  }

  /** The connection is lost: what is not to be sent again fails. */
  lost(error: ClientError): void {
    this.#attached = false;
    this.fail(error, ({ again }) => !again);
    for (const request of this.#all.values()) this.#back(request);
  }

  /** Nothing more is sent. */
  close(error: ClientError): void {
    this.#attached = false;
    this.fail(error);
  }

  settle(requestId: string, result: Result): void {
    this.#take(requestId)?.resolve(result);
  }

  /** It was refused: it fails, unless the daemon was busy and it is worth sending again. */
  refuse(requestId: string, error: ClientError): void {
    if (!this.#sendLater(requestId, error)) this.#take(requestId)?.reject(error);
  }

  fail(error: ClientError, which: (request: Manner) => boolean = () => true): void {
    for (const [id, request] of this.#all) if (which(request)) this.#take(id)?.reject(error);
  }

  #take(requestId: string): Request | undefined {
    const request = this.#all.get(requestId);
    if (request === undefined) return undefined;
    this.#all.delete(requestId);
    clearTimeout(request.timer);
    this.#back(request);
    this.#sendNext();
    return request;
  }

  #sendLater(requestId: string, error: ClientError): boolean {
    const request = this.#all.get(requestId);
    const delay = retryDelay(error);
    if (!request?.again || delay === undefined) return false;
    const now = performance.now();
    request.until ??= now + this.#busyPatienceMs;
    if (now + delay > request.until) return false;
    clearTimeout(request.timer);
    this.#back(request);
    request.timer = setTimeout(() => {
      request.timer = undefined;
      this.#send(request);
    }, delay);
    this.#sendNext();
    return true;
  }

  #send(request: Request): void {
    if (request.waits) {
      this.#line.add(request);
      this.#sendNext();
    } else if (this.#attached) {
      request.sent = true;
      this.#write(request.message);
    }
  }

  #sendNext(): void {
    for (const request of this.#line) {
      if (!this.#attached || this.#underWay >= BOUNDS.sent) return;
      this.#line.delete(request);
      this.#underWay += 1;
      request.sent = true;
      this.#write(request.message);
    }
  }

  /** It is no more under way: it was answered, or its stream is gone. */
  #back(request: Request): void {
    this.#line.delete(request);
    if (request.waits && request.sent) this.#underWay -= 1;
    request.sent = false;
  }
}

function tooMany(): ClientError {
  const message = `${BOUNDS.requests} requests wait for the daemon's answer already. Wait for one of them.`;
  return new ClientError('RESOURCE_EXHAUSTED', message);
}
