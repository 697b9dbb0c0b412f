import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { type ClientDuplexStream, connectivityState, Client as GrpcClient } from '@grpc/grpc-js';
import type { z } from 'zod';
import { Wire } from '../../wire/codec.ts';
import type { ConverseRequest } from '../../wire/generated/agentos/v1/ConverseRequest.ts';
import { KEEPALIVE, MAX_RESPONSE_BYTES } from '../../wire/loading.ts';
import { type ConverseResponse, converseResponse } from '../../wire/response.ts';
import type { ClientError } from './error.ts';
import { errorOf, notUnderstood, retryDelay } from './failure.ts';
import { type Place, type Way, wayTo } from './place.ts';

/** How long a request without a signal of its own may take. */
const DEADLINE_MS = 60_000;
const RECONNECT_MS = { initial: 50, max: 1_000 };

/** What arrives on the stream; undefined for a kind of message that this version does not know. */
export type Arrived = ConverseResponse | undefined;

/** The connection to one daemon: gRPC as async functions, every response checked by its schema. */
export class Channel {
  #place: Place;
  readonly #placeNow: (() => Place | undefined) | undefined;
  #way: Way;
  #grpc: GrpcClient;
  readonly #busyPatienceMs: number;
  readonly #wire = new Wire();

  /**
   * @param busyPatienceMs for how long requests that a busy daemon refuses are sent again
   * @param placeNow reads the place again, for `follow`; may throw
   */
  constructor(place: Place, busyPatienceMs: number, placeNow?: () => Place | undefined) {
    this.#place = place;
    this.#placeNow = placeNow;
    this.#way = wayTo(place);
    this.#busyPatienceMs = busyPatienceMs;
    this.#grpc = grpcOf(this.#way);
  }

  /**
   * Lets go of the connection and makes another when it is needed. gRPC's library waits without end for the first word of a
   * peer that was reached and says nothing, and its pings begin only after that.
   */
  renew(): void {
    this.#grpc.close();
    this.#grpc = grpcOf(this.#way);
  }

  /** Goes by what the place is now: a machine that was let in anew has another token. One that cannot be read stays as it was. */
  follow(): void {
    try {
      const place = this.#placeNow?.();
      if (place === undefined || isDeepStrictEqual(place, this.#place)) return;
      this.#way = wayTo(place);
      this.#place = place;
    } catch {
      return;
    }
    this.renew();
  }

  /** Whether the peer of the connection has said its first word; from then on pings find out where it falls silent. */
  get answers(): boolean {
    return this.#grpc.getChannel().getConnectivityState(false) === connectivityState.READY;
  }

  /** A request that only reads: what a busy daemon refuses is sent again. @throws ClientError */
  async unary<S extends z.ZodType>(
    service: string,
    method: string,
    schema: S,
    request: object,
    signal?: AbortSignal,
  ): Promise<z.output<S>> {
    const until = performance.now() + this.#busyPatienceMs;
    for (;;) {
      try {
        return await this.#once(service, method, schema, request, signal);
      } catch (thrown) {
        const error = this.error(thrown);
        const delay = retryDelay(error);
        if (delay === undefined || performance.now() + delay > until) throw error;
        await sleep(delay, undefined, signal ? { signal } : {}).catch(() => undefined);
      }
    }
  }

  #once<S extends z.ZodType>(
    service: string,
    method: string,
    schema: S,
    request: object,
    signal?: AbortSignal,
  ): Promise<z.output<S>> {
    const { path, request: asked, response: answered } = this.#wire.method(service, method);
    return new Promise((resolve, reject) => {
      const options = { deadline: Date.now() + DEADLINE_MS };
      const call = this.#grpc.makeUnaryRequest(
        path,
        asked.write,
        answered.read,
        request,
        this.#way.metadata,
        options,
        (error, response) => {
          signal?.removeEventListener('abort', leave);
          if (error) reject(this.error(error));
          else resolveChecked(schema, response, resolve, reject);
        },
      );
      const leave = () => call.cancel();
      if (signal?.aborted) leave();
      else signal?.addEventListener('abort', leave, { once: true });
    });
  }

  /** A server's stream, read as fast as the caller reads. Ends without an error when the signal is aborted. */
  async *stream<S extends z.ZodType>(
    service: string,
    method: string,
    schema: S,
    request: object,
    signal: AbortSignal,
  ): AsyncIterable<z.output<S>> {
    const { path, request: asked, response: answered } = this.#wire.method(service, method);
    const call = this.#grpc.makeServerStreamRequest(path, asked.write, answered.read, request, this.#way.metadata);
    const leave = () => call.cancel();
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
    try {
      for await (const response of call) {
        const checked = schema.safeParse(response);
        if (!checked.success) throw notUnderstood(checked.error, method);
        yield checked.data;
      }
    } catch (thrown) {
      if (!signal.aborted) throw this.error(thrown);
    } finally {
      signal.removeEventListener('abort', leave);
      call.cancel();
    }
  }

  converse(): ClientDuplexStream<ConverseRequest, Arrived> {
    const { path, request: asked, response: answered } = this.#wire.method('agentos.v1.Assistant', 'Converse');
    const read = (bytes: Buffer): Arrived => {
      const checked = converseResponse.safeParse(answered.read(bytes));
      return checked.success ? checked.data : undefined;
    };
    return this.#grpc.makeBidiStreamRequest<ConverseRequest, Arrived>(path, asked.write, read, this.#way.metadata);
  }

  error(thrown: unknown): ClientError {
    return errorOf(thrown, this.#way.name);
  }

  close(): void {
    this.#grpc.close();
  }
}

function grpcOf({ target, credentials, options }: Way): GrpcClient {
  return new GrpcClient(target, credentials, {
    ...KEEPALIVE,
    ...options,
    'grpc.max_receive_message_length': MAX_RESPONSE_BYTES,
    'grpc.initial_reconnect_backoff_ms': RECONNECT_MS.initial,
    'grpc.min_reconnect_backoff_ms': RECONNECT_MS.initial,
    'grpc.max_reconnect_backoff_ms': RECONNECT_MS.max,
    'grpc.use_local_subchannel_pool': 1,
    'grpc.service_config_disable_resolution': 1,
    'grpc.enable_http_proxy': 0,
    'grpc.enable_retries': 0,
  });
}

function resolveChecked<S extends z.ZodType>(
  schema: S,
  response: unknown,
  resolve: (value: z.output<S>) => void,
  reject: (error: ClientError) => void,
): void {
  const checked = schema.safeParse(response);
  if (checked.success) resolve(checked.data);
  else reject(notUnderstood(checked.error, 'The response'));
}
