import type { GateRate } from '../../../settings/gate.ts';
import type { Risk } from '../../model/contract.ts';

/** Something that counts: who it was, what was called, and whether it was made or refused. */
export interface Counted {
  readonly client: string;
  readonly subject: string;
  readonly risk: Risk;
  readonly counts: GateRate['counts'];
  /** Wall-clock milliseconds since the epoch. */
  readonly at: number;
}

/** How often a client may call what is worth counting. */
export class Rates {
  readonly #rates: readonly GateRate[];
  /** By place of the rate, then client: when each counted, oldest first; no more than the rate allows. */
  readonly #seen: readonly Map<string, number[]>[];

  constructor(rates: readonly GateRate[]) {
    this.#rates = rates;
    this.#seen = rates.map(() => new Map());
  }

  /** Why one more is too many, in words; undefined where it is not. */
  tooMany({ client, subject, risk, at }: Omit<Counted, 'counts'>): string | undefined {
    for (const [place, rate] of this.#rates.entries()) {
      if (!concerns(rate, subject, risk)) continue;
      const from = at - rate.minutes * 60_000;
      const recent = this.#seen[place]?.get(client)?.filter((one) => one > from) ?? [];
      if (recent.length < rate.times) continue;
      const waitMs = (recent[0] ?? at) - from;
      return `${rate.counts === 'calls' ? tooOften(rate) : 'That did not go through several times in a row, so I stop here.'} Please try again in ${inWords(waitMs)}.`;
    }
    return undefined;
  }

  note({ client, subject, risk, counts, at }: Counted): void {
    for (const [place, rate] of this.#rates.entries()) {
      if (rate.counts !== counts || !concerns(rate, subject, risk)) continue;
      const seen = this.#seen[place];
      const from = at - rate.minutes * 60_000;
      const recent = (seen?.get(client) ?? []).filter((one) => one > from);
      recent.push(at);
      seen?.set(client, recent.slice(-Math.max(1, rate.times)));
    }
  }
}

function concerns(rate: GateRate, subject: string, risk: Risk): boolean {
  return (rate.call === undefined || rate.call === subject) && (rate.risk === undefined || rate.risk === risk);
}

function tooOften({ times, minutes }: GateRate): string {
  const span = minutes >= 1_440 ? 'a day' : minutes === 60 ? 'an hour' : `${minutes} minutes`;
  return `I do that ${times} ${times === 1 ? 'time' : 'times'} in ${span}, and no more.`;
}

function inWords(ms: number): string {
  const minutes = Math.max(1, Math.ceil(ms / 60_000));
  if (minutes < 90) return minutes === 1 ? 'a minute' : `${minutes} minutes`;
  return `${Math.ceil(minutes / 60)} hours`;
}
