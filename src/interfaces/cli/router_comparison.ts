import { z } from 'zod';
import type { ThreadEvent } from '../client/client.ts';
import { usageOf } from './model_usage.ts';

/** How the turns came out that a router worked on. Times in milliseconds; `cost` in what the settings count it in. */
export interface Compared {
  readonly router: string;
  readonly turns: number;
  readonly done: number;
  readonly failed: number;
  readonly unknown: number;
  /** Absent where no turn has ended. */
  readonly medianMs: number | undefined;
  readonly tokens: number;
  readonly cost: number;
}

const answered = z.looseObject({ outcome: z.enum(['done', 'failed', 'unknown']).optional() });

interface Counted {
  done: number;
  failed: number;
  unknown: number;
  tokens: number;
  cost: number;
  readonly times: number[];
}

/** Counts turns by the routers that worked on them. */
export class Comparison {
  readonly #routers: ReadonlySet<string>;
  readonly #counted = new Map<string, Counted>();

  constructor(routers: Iterable<string>) {
    this.#routers = new Set(routers);
  }

  /** The events of one turn. One that has not ended is left out. */
  take(turn: readonly ThreadEvent[]): void {
    const [opening] = turn;
    const end = turn.find(({ direction }) => direction === 'END');
    if (opening === undefined || end === undefined) return;
    const outcome = outcomeOf(end);
    const { tokens, cost } = usageOf(turn);
    for (const router of this.#workedOn(turn)) {
      const counted = this.#counted.get(router) ?? { done: 0, failed: 0, unknown: 0, tokens: 0, cost: 0, times: [] };
      counted[outcome] += 1;
      counted.tokens += tokens;
      counted.cost += cost;
      counted.times.push(end.at - opening.at);
      this.#counted.set(router, counted);
    }
  }

  /** The router with the most turns first. */
  get rows(): readonly Compared[] {
    return [...this.#counted]
      .map(([router, { times, ...counts }]) => ({ router, turns: times.length, ...counts, medianMs: medianOf(times) }))
      .sort((a, b) => b.turns - a.turns || (a.router < b.router ? -1 : 1));
  }

  #workedOn(turn: readonly ThreadEvent[]): ReadonlySet<string> {
    const forwards = turn.filter(({ direction }) => direction === 'FORWARD');
    const handedOn = new Set(
      forwards.flatMap((event) =>
        event.direction === 'FORWARD' && event.handoff && event.key.endsWith('.0') ? [event.key.slice(0, -2)] : [],
      ),
    );
    return new Set(
      forwards
        .filter(({ subject, key }) => this.#routers.has(subject) && !handedOn.has(key))
        .map(({ subject }) => subject),
    );
  }
}

function outcomeOf(end: ThreadEvent): 'done' | 'failed' | 'unknown' {
  if (end.direction !== 'END' || end.error !== undefined) return 'failed';
  return answered.safeParse(end.data).data?.outcome ?? 'done';
}

function medianOf(times: readonly number[]): number | undefined {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}
