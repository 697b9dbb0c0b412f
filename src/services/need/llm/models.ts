import { setTimeout as sleep } from 'node:timers/promises';
import { Fault, type ProviderContext } from 'agentos/service';
import { Breaker } from './breaker.ts';
import type { Budget } from './budget.ts';
import { type Doors, Endpoint } from './endpoint.ts';
import { Failure, noAnswer } from './failure.ts';
import type { ModelSettings, Settings } from './settings.ts';
import { Spent, Trial } from './trial.ts';

/** Each model is asked so often, and then the next one. */
const TRIES = 2;
/** Before the second, where the endpoint does not say when. */
const SECOND_TRY_MS = 150;
/** The least that a model gets to say its first word in. */
const LEAST_FIRST_MS = 1_000;

/** Whoever asks how the models are waits for the slowest. */
const PROBE = { firstMs: 4_000, idleMs: 4_000, totalMs: 5_000 };

export interface Question {
  /** Name or level of a model. */
  readonly model: string | undefined;
  readonly signal: AbortSignal;
  readonly turn: string | undefined;
  readonly maxTokens?: number | undefined;
  /** For vectors only models that make them, for all else only the others. */
  readonly embeds?: boolean;
  readonly hearing?: (() => (words: string) => void) | undefined;
}

interface Known {
  readonly endpoint: Endpoint;
  readonly breaker: Breaker;
}

/** The models of the settings: who is asked, how often, for how long, and who takes the place of one that does not answer. */
export class Models {
  readonly #settings: Settings;
  readonly #budget: Budget;
  readonly #monotonic: () => number;
  readonly #log: ProviderContext<unknown>['log'];
  readonly #known: readonly Known[];

  constructor(settings: Settings, doors: Doors, budget: Budget, log: ProviderContext<unknown>['log']) {
    this.#settings = settings;
    this.#budget = budget;
    this.#monotonic = doors.clock.monotonic;
    this.#log = log;
    this.#known = settings.models.map((model) => ({
      endpoint: new Endpoint(model, doors),
      breaker: new Breaker(doors.clock.monotonic),
    }));
  }

  /** How each is doing. */
  get states(): readonly { readonly model: ModelSettings; readonly restsMs: number }[] {
    return this.#known.map(({ endpoint, breaker }) => ({ model: endpoint.settings, restsMs: breaker.restsMs }));
  }

  /** What is wrong with each now, by its name; empty where it answers. */
  async probe(signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
    const found = await Promise.all(
      this.#known.map(async ({ endpoint }) => {
        const failure = await endpoint.reach(PROBE, signal);
        return [endpoint.settings.name, failure === undefined ? '' : failure.message] as const;
      }),
    );
    return new Map(found);
  }

  /**
   * Asks until one answers: two tries for each, together no longer than the first word may take.
   * @throws Fault UNAVAILABLE naming what became of each; RESOURCE_EXHAUSTED over a budget; the reason of the signal
   */
  async ask<T>(
    question: Question,
    run: (trial: Trial) => Promise<T>,
  ): Promise<{ readonly answer: T; readonly model: string; readonly usage: Spent['usage'] }> {
    const candidates = this.#candidates(question);
    const until = this.#monotonic() + this.#settings.first_word_seconds * 1_000;
    const failures = new Map<string, Failure>();
    const spent = new Spent();
    for (const [place, known] of candidates.entries()) {
      const shareMs = (): number => (until - this.#monotonic()) / (candidates.length - place);
      const answer = await this.#tryOne(known, question, spent, shareMs, run);
      const { name } = known.endpoint.settings;
      if (!(answer instanceof Failure)) return { answer, model: name, usage: spent.usage };
      failures.set(name, answer);
      this.#log('a model gave no answer', { model: name, why: answer.kind });
    }
    throw noAnswer(failures);
  }

  /** @param shareMs what is left of the wait for a first word, for this one */
  async #tryOne<T>(
    { endpoint, breaker }: Known,
    question: Question,
    spent: Spent,
    shareMs: () => number,
    run: (trial: Trial) => Promise<T>,
  ): Promise<T | Failure> {
    const { settings } = endpoint;
    const { signal, turn, maxTokens, hearing } = question;
    let last = new Failure('resting');
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      if (!breaker.enter()) return attempt === 0 ? resting(breaker) : last;
      const firstMs = settings.first_word_seconds ? settings.first_word_seconds * 1_000 : shareMs();
      const waits = {
        firstMs: Math.max(firstMs, LEAST_FIRST_MS),
        idleMs: settings.idle_seconds * 1_000,
        totalMs: settings.total_seconds * 1_000,
      };
      const trial = new Trial({ endpoint, budget: this.#budget, turn, spent, waits, signal, maxTokens, hearing });
      try {
        const answer = await run(trial);
        breaker.succeeded();
        return answer;
      } catch (thrown) {
        if (signal.aborted || !(thrown instanceof Failure)) {
          breaker.left();
          throw signal.aborted ? signal.reason : thrown;
        }
        last = thrown;
        if (last.counts) breaker.failed();
        else breaker.left();
      }
      const { retryAfterMs = SECOND_TRY_MS } = last;
      if (last.retryAfterMs !== undefined && retryAfterMs > shareMs() / 2) breaker.rest(retryAfterMs);
      if (!last.again || retryAfterMs > shareMs() / 2) return last;
      if (attempt + 1 < TRIES) await sleep(retryAfterMs, undefined, { signal }).catch(() => signal.throwIfAborted());
    }
    return last;
  }

  /** The one that is asked for, or those of its level, and then the others in the order of the settings. */
  #candidates({ model: wanted, embeds = false }: Question): readonly Known[] {
    const able = this.#known.filter(({ endpoint }) => endpoint.settings.embeds === embeds);
    const isLevel = wanted === 'cheap' || wanted === 'strong';
    const first = able.filter(({ endpoint: { settings } }) => wanted === (isLevel ? settings.level : settings.name));
    if (wanted !== undefined && !isLevel && first.length === 0) {
      const names = able.map(({ endpoint }) => endpoint.settings.name).join(', ');
      throw new Fault(
        'FAILED_PRECONDITION',
        `There is no model '${wanted}' for that in [llm.openai]; it has ${names}.`,
      );
    }
    // What one model makes of a text does not compare with what another makes of it: there, nobody takes another's place.
    if (embeds) return (first.length > 0 ? first : able).slice(0, 1);
    return [...first, ...able.filter((one) => !first.includes(one))];
  }
}

function resting(breaker: Breaker): Failure {
  return new Failure('resting', { retryAfterMs: breaker.restsMs });
}
