import type { Clock } from 'agentos/service';
import type { OpenAI } from 'openai';
import { AnswerParts, type WireAnswer } from './answer.ts';
import { boundedFetch } from './bounded_fetch.ts';
import { Failure } from './failure.ts';
import { failureOf } from './failure_of.ts';
import { Patience, type Waits } from './patience.ts';
import type { ModelSettings } from './settings.ts';

export type ChatRequest = Omit<OpenAI.Chat.Completions.ChatCompletionCreateParamsStreaming, 'model' | 'stream'>;

export interface Doors {
  readonly clock: Pick<Clock, 'after' | 'monotonic'>;
  readonly secret: (name: string) => Promise<string>;
}

export interface Asking {
  readonly waits: Waits;
  readonly signal: AbortSignal;
  /** Is told the words as they come. */
  readonly hear?: (words: string) => void;
  /** Is told how much came, in characters, of an answer that failed. */
  readonly wasted?: (characters: number) => void;
}

/** Says what is sent beside the request: nothing of the machine it runs on. */
const SILENT = Object.fromEntries(
  ['Lang', 'Package-Version', 'OS', 'Arch', 'Runtime', 'Runtime-Version', 'Retry-Count', 'Timeout'].map((name) => [
    `X-Stainless-${name}`,
    null,
  ]),
);

/** One model of the settings, behind any endpoint that speaks OpenAI's protocol. Each request is made once: who asks decides what follows. */
export class Endpoint {
  readonly settings: ModelSettings;
  readonly #doors: Doors;

  constructor(settings: ModelSettings, doors: Doors) {
    this.settings = settings;
    this.#doors = doors;
  }

  /** @throws Failure, or the reason of `signal` */
  converse(request: ChatRequest, { waits, signal, hear, wasted }: Asking): Promise<WireAnswer> {
    const { model, extra } = this.settings;
    return this.#patiently(waits, signal, async (client, patience) => {
      const parts = new AnswerParts(hear);
      try {
        const stream = await client.chat.completions.create(
          { ...extra, ...request, model, stream: true, stream_options: { include_usage: true } },
          { signal: patience.signal },
        );
        for await (const piece of stream) {
          if (patience.signal.aborted) break;
          if (parts.take(piece)) patience.heard();
        }
        patience.signal.throwIfAborted();
        return parts.end();
      } catch (thrown) {
        wasted?.(parts.length);
        throw thrown;
      }
    });
  }

  /** Why it does not answer; nothing where it does. Its list of models is asked for: that costs nothing. */
  async reach(waits: Waits, signal: AbortSignal): Promise<Failure | undefined> {
    try {
      await this.#patiently(waits, signal, (client, patience) => client.get('/models', { signal: patience.signal }));
      return undefined;
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
      // Some have no such list, and answer all the same.
      return thrown.kind === 'missing' || thrown.kind === 'refused' ? undefined : thrown;
    }
  }

  /** Vectors of texts as they came, in their order. @throws Failure, or the reason of `signal` */
  embed(texts: readonly string[], { waits, signal }: Asking): Promise<OpenAI.CreateEmbeddingResponse> {
    const { model, extra } = this.settings;
    return this.#patiently(waits, signal, (client, patience) =>
      client.embeddings.create(
        { ...extra, model, input: [...texts], encoding_format: 'float' },
        { signal: patience.signal },
      ),
    );
  }

  async #patiently<T>(
    waits: Waits,
    signal: AbortSignal,
    run: (client: OpenAI, patience: Patience) => Promise<T>,
  ): Promise<T> {
    const patience = new Patience(this.#doors.clock, waits, signal);
    try {
      const client = await this.#client();
      patience.signal.throwIfAborted();
      return await run(client, patience);
    } catch (thrown) {
      signal.throwIfAborted();
      const { reason } = patience.signal;
      throw reason instanceof Failure ? reason : failureOf(thrown);
    } finally {
      patience.over();
    }
  }

  /** The key is read for each request and kept nowhere: it may be changed while the daemon runs. */
  async #client(): Promise<OpenAI> {
    const { url, key } = this.settings;
    const apiKey = key === undefined ? 'none' : await this.#doors.secret(key);
    const { OpenAI } = await import('openai');
    return new OpenAI({
      apiKey,
      baseURL: url,
      // What this leaves open, the library takes from the environment.
      organization: null,
      project: null,
      logLevel: 'off',
      maxRetries: 0,
      fetch: boundedFetch,
      defaultHeaders: key === undefined ? { ...SILENT, Authorization: null } : SILENT,
    });
  }
}
