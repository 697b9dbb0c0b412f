import { z } from 'zod';
import type { Assistant } from './conversation.ts';
import type { Recogniser, SpeechGrammar } from './stt.ts';

const answer = z.object({
  language: z.string(),
  jsgf: z.string().min(1),
  words: z.array(z.string()),
  hash: z.string(),
});

/** What may be said in this house, as the daemon knows it: the recogniser follows it as the house changes. */
export class Vocabulary {
  readonly #assistant: Pick<Assistant, 'call'>;
  readonly #recogniser: Recogniser;
  readonly #onTrouble: (text: string) => void;
  #hash: string | undefined;
  #trouble = '';

  constructor(assistant: Pick<Assistant, 'call'>, recogniser: Recogniser, onTrouble: (text: string) => void) {
    this.#assistant = assistant;
    this.#recogniser = recogniser;
    this.#onTrouble = onTrouble;
  }

  /** Fetches it for the first time. Rejects where there is none to be had. */
  async open(signal?: AbortSignal): Promise<void> {
    await this.#follow(await this.#fetch(signal));
  }

  /** Looks whether it changed. Where that fails, the old one goes on, and the reason is told once. */
  async refresh(signal?: AbortSignal): Promise<void> {
    try {
      const grammar = await this.#fetch(signal);
      if (grammar.hash !== this.#hash) await this.#follow(grammar);
      this.#trouble = '';
    } catch (error) {
      const text = `The house's vocabulary could not be refreshed: ${error instanceof Error ? error.message : String(error)}`;
      if (text !== this.#trouble) this.#onTrouble(text);
      this.#trouble = text;
    }
  }

  async #fetch(signal?: AbortSignal): Promise<SpeechGrammar> {
    return answer.parse(await this.#assistant.call('need.understand.vocabulary', {}, signal));
  }

  async #follow(grammar: SpeechGrammar): Promise<void> {
    await this.#recogniser.follow(grammar);
    this.#hash = grammar.hash;
  }
}
