import type { WireAnswer } from './answer.ts';
import type { Budget, Tokens } from './budget.ts';
import { costOf } from './budget.ts';
import type { ChatRequest, Endpoint } from './endpoint.ts';
import { Failure } from './failure.ts';
import type { Waits } from './patience.ts';
import type { ModelSettings } from './settings.ts';
import { lengthOf, tokensOf } from './wire_messages.ts';

/** What one call of a service used, over all models that it asked. */
export class Spent {
  #input = 0;
  #output = 0;
  #cost: number | undefined;

  add(model: ModelSettings, tokens: Tokens): void {
    this.#input += tokens.input;
    this.#output += tokens.output;
    if (model.input_price === undefined && model.output_price === undefined) return;
    this.#cost = (this.#cost ?? 0) + costOf(model, tokens);
  }

  get usage(): { input_tokens: number; output_tokens: number; cost?: number } {
    const cost = this.#cost === undefined ? {} : { cost: this.#cost };
    return { input_tokens: this.#input, output_tokens: this.#output, ...cost };
  }
}

export interface TrialOptions {
  readonly endpoint: Endpoint;
  readonly budget: Budget;
  readonly turn: string | undefined;
  readonly spent: Spent;
  readonly waits: Waits;
  readonly signal: AbortSignal;
  readonly maxTokens: number | undefined;
  /** Begins an answer that is spoken: gives what to tell its words to. */
  readonly hearing: (() => (words: string) => void) | undefined;
}

/** One try of one model, of one request or of two where its answer has to be put right. */
export class Trial {
  readonly #options: TrialOptions;

  constructor(options: TrialOptions) {
    this.#options = options;
  }

  get model(): ModelSettings {
    return this.#options.endpoint.settings;
  }

  /** @throws Failure, or the reason of the caller's signal */
  async converse(request: ChatRequest): Promise<WireAnswer> {
    const { endpoint, budget, turn, waits, signal, hearing } = this.#options;
    const input = tokensOf(lengthOf(request));
    const room = this.model.context - input;
    if (room < 1) throw new Failure('too_small', { detail: `${input} tokens, it holds ${this.model.context}` });
    const { left, use } = budget.reserve(turn, this.model, input);
    await budget.flush();
    let wasted = 0;
    const hear = hearing?.();
    try {
      const answer = await endpoint.converse(
        { ...this.#longest(room, left), ...request },
        {
          waits,
          signal,
          ...(hear ? { hear } : {}),
          wasted: (characters) => {
            wasted = characters;
          },
        },
      );
      const length = answer.calls.reduce((sum, { arguments: text }) => sum + text.length, answer.text.length);
      this.#used(answer.usage ?? { input, output: tokensOf(length) }, use);
      await budget.flush();
      return answer;
    } catch (thrown) {
      // Where words came, it was paid for; how much, nobody tells any more.
      this.#used(wasted > 0 ? { input, output: tokensOf(wasted) } : { input: 0, output: 0 }, use);
      throw thrown;
    }
  }

  /** Texts as vectors, as they came. @throws Failure, or the reason of the caller's signal */
  async embed(texts: readonly string[]): Promise<unknown> {
    const { endpoint, budget, turn, waits, signal } = this.#options;
    const input = texts.reduce((sum, text) => sum + tokensOf(text.length), 0);
    const { use } = budget.reserve(turn, this.model, input);
    await budget.flush();
    try {
      const answer = await endpoint.embed(texts, { waits, signal });
      this.#used({ input, output: 0 }, use);
      await budget.flush();
      return answer;
    } catch (thrown) {
      this.#used({ input: 0, output: 0 }, use);
      throw thrown;
    }
  }

  #used(tokens: Tokens, use: (tokens: Tokens) => void): void {
    this.#options.spent.add(this.model, tokens);
    use(tokens);
  }

  /** The longest answer, where anybody bounds it: who asks, or the budget. OpenAI itself has another name for it by now. */
  #longest(room: number, left: number | undefined): { max_tokens?: number; max_completion_tokens?: number } {
    const { maxTokens } = this.#options;
    if (maxTokens === undefined && left === undefined) return {};
    const longest = Math.min(maxTokens ?? room, left ?? room, room);
    const isOpenAi = /(^|\.)openai\.(com|azure\.com)$/.test(new URL(this.model.url).hostname);
    return isOpenAi ? { max_completion_tokens: longest } : { max_tokens: longest };
  }
}
