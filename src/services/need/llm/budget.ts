import type { Clock, ProviderContext } from 'agentos/service';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { Failure } from './failure.ts';
import type { ModelSettings, Settings } from './settings.ts';

const used = z.object({ calls: z.int(), input_tokens: z.int(), output_tokens: z.int(), cost: z.number() });
export type Used = z.infer<typeof used>;

const request = z.object({ turn: z.string().optional(), model: z.string(), input: z.int() });

const USAGE = {
  name: 'usage',
  schema: z.object({
    day: z.string(),
    models: z.record(z.string(), used),
    /** Requests that are under way: what a restart finds here was paid for, and nobody heard how much came back. */
    open: z.record(z.string(), request).default({}),
  }),
} as const;

/** What turns have used, the latest last; those of before a restart may go on after it. */
const TURNS = {
  name: 'turns',
  schema: z.object({ turns: z.array(z.object({ turn: z.string(), tokens: z.number(), cost: z.number() })) }),
} as const;
const ALL = 'all';

/** Turns whose use is remembered, and of these, those that outlive a restart. */
const REMEMBERED = 500;
const KEPT = 100;

export interface Tokens {
  readonly input: number;
  readonly output: number;
}

type Collection = ReturnType<ProviderContext<unknown>['storage']['collection']>;

interface Sum {
  tokens: number;
  cost: number;
}

/**
 * What models use, by turn and by day, held against the bounds of the settings. Both outlive a restart: what is asked is written
 * down before it is asked, and what it took before its answer is told.
 */
export class Budget {
  readonly #bounds: Settings;
  readonly #clock: Pick<Clock, 'now' | 'zone'>;
  readonly #records: Collection;
  readonly #kept: Collection;
  readonly #problem: (thrown: unknown) => void;
  readonly #turns = new Map<string, Sum>();
  #day = '';
  #models = new Map<string, Used>();
  /** Requests under way, by a number of each. */
  readonly #open = new Map<string, z.infer<typeof request>>();
  #last = 0;
  #changed = false;
  #turnsChanged = false;
  #written: Promise<unknown> = Promise.resolve();

  constructor(
    bounds: Settings,
    { clock, storage }: Pick<ProviderContext<unknown>, 'clock' | 'storage'>,
    problem: (thrown: unknown) => void,
  ) {
    this.#bounds = bounds;
    this.#clock = clock;
    this.#records = storage.collection(USAGE);
    this.#kept = storage.collection(TURNS);
    this.#problem = problem;
  }

  async open(): Promise<void> {
    this.#day = dayOf(this.#clock);
    const known = USAGE.schema.safeParse((await this.#records.get(this.#day))?.value);
    if (known.success) this.#models = new Map(Object.entries(known.data.models));
    const turns = TURNS.schema.safeParse((await this.#kept.get(ALL))?.value);
    if (turns.success) for (const { turn, ...sum } of turns.data.turns) this.#turns.set(turn, sum);
    if (!known.success) return;
    for (const { turn, model, input } of Object.values(known.data.open)) {
      const settings = this.#bounds.models.find(({ name }) => name === model);
      if (settings) this.#add(turn, settings, { input, output: 0 });
    }
    await this.#written;
  }

  /** Today's use, by model. */
  get today(): { readonly day: string; readonly models: ReadonlyMap<string, Used> } {
    this.#turnDay();
    return { day: this.#day, models: this.#models };
  }

  /**
   * Makes room for a request of so many tokens. Returns how many its answer may have, where that is bounded, and what to tell its
   * use to. @throws Failure where it would go over a bound
   */
  reserve(
    turn: string | undefined,
    model: ModelSettings,
    input: number,
  ): { readonly left: number | undefined; readonly use: (tokens: Tokens) => void } {
    this.#turnDay();
    const { turn_tokens, day_tokens, turn_cost, day_cost } = this.#bounds;
    const day = sumOf(this.#models.values());
    const own = (turn === undefined ? undefined : this.#turns.get(turn)) ?? { tokens: 0, cost: 0 };
    const cost = costOf(model, { input, output: 0 });
    const left = [
      roomIn('this turn', turn_tokens, own.tokens, input, 'tokens'),
      roomIn('today', day_tokens, day.tokens + this.#reserved, input, 'tokens'),
    ].filter((room) => room !== undefined);
    // What costs nothing goes on when the money is spent.
    if (isPriced(model)) {
      roomIn('this turn', turn_cost, own.cost, cost, 'in money');
      roomIn('today', day_cost, day.cost, cost, 'in money');
    }
    this.#last += 1;
    const place = String(this.#last);
    this.#open.set(place, { model: model.name, input, ...(turn === undefined ? {} : { turn }) });
    this.#write();
    let open = true;
    return {
      left: left.length === 0 ? undefined : Math.max(1, Math.min(...left)),
      use: (tokens) => {
        if (!open) return;
        open = false;
        this.#open.delete(place);
        this.#add(turn, model, tokens);
      },
    };
  }

  /** Resolves when all that was used is written. */
  async flush(): Promise<void> {
    await this.#written;
  }

  get #reserved(): number {
    return [...this.#open.values()].reduce((sum, { input }) => sum + input, 0);
  }

  #add(turn: string | undefined, model: ModelSettings, tokens: Tokens): void {
    this.#turnDay();
    if (tokens.input + tokens.output === 0) {
      this.#write();
      return;
    }
    const cost = costOf(model, tokens);
    const before = this.#models.get(model.name) ?? { calls: 0, input_tokens: 0, output_tokens: 0, cost: 0 };
    this.#models.set(model.name, {
      calls: before.calls + 1,
      input_tokens: before.input_tokens + tokens.input,
      output_tokens: before.output_tokens + tokens.output,
      cost: before.cost + cost,
    });
    if (turn !== undefined) {
      this.#turnsChanged = true;
      const own = this.#turns.get(turn) ?? { tokens: 0, cost: 0 };
      this.#turns.delete(turn);
      this.#turns.set(turn, { tokens: own.tokens + tokens.input + tokens.output, cost: own.cost + cost });
      const [oldest] = this.#turns.keys();
      if (this.#turns.size > REMEMBERED && oldest !== undefined) this.#turns.delete(oldest);
    }
    this.#write();
  }

  /** One after the other, each with all that is known by then. */
  #write(): void {
    this.#changed = true;
    this.#written = this.#written
      .then(async () => {
        if (!this.#changed) return;
        this.#changed = false;
        const [models, open] = [Object.fromEntries(this.#models), Object.fromEntries(this.#open)];
        await this.#records.put(this.#day, { day: this.#day, models, open });
        if (!this.#turnsChanged) return;
        this.#turnsChanged = false;
        const turns = [...this.#turns].slice(-KEPT).map(([turn, sum]) => ({ turn, ...sum }));
        await this.#kept.put(ALL, { turns });
      })
      .catch(this.#problem);
  }

  #turnDay(): void {
    const day = dayOf(this.#clock);
    if (day === this.#day) return;
    this.#day = day;
    this.#models = new Map();
  }
}

/** @throws Failure where there is none */
function roomIn(
  when: string,
  bound: number | undefined,
  soFar: number,
  more: number,
  unit: string,
): number | undefined {
  if (bound === undefined) return undefined;
  const left = bound - soFar - more;
  if (left > 0) return Math.floor(left);
  const told = [soFar, bound].map((amount) => Number(amount.toPrecision(6)).toLocaleString('en'));
  throw new Failure('spent', { detail: `${when}, ${told[0]} of ${told[1]} ${unit} are used` });
}

function isPriced({ input_price = 0, output_price = 0 }: ModelSettings): boolean {
  return input_price + output_price > 0;
}

export function costOf({ input_price = 0, output_price = 0 }: ModelSettings, { input, output }: Tokens): number {
  return (input * input_price + output * output_price) / 1_000_000;
}

function sumOf(all: Iterable<Used>): Sum {
  let tokens = 0;
  let cost = 0;
  for (const one of all) {
    tokens += one.input_tokens + one.output_tokens;
    cost += one.cost;
  }
  return { tokens, cost };
}

/** In UTC this reads nothing of ICU, which takes 20 ms and 5 MB. */
function dayOf({ now, zone }: Pick<Clock, 'now' | 'zone'>): string {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(now())).toZonedDateTimeISO(zone).toPlainDate().toString();
}
