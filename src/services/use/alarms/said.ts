import { z } from 'zod';

export function done(text: string) {
  return { text, outcome: 'done' as const };
}

export function failed(text: string) {
  return { text, outcome: 'failed' as const };
}

export function textOf(slot: unknown): string | undefined {
  return typeof slot === 'string' && slot.trim() !== '' ? slot.trim().replace(/[.!?]+$/u, '') : undefined;
}

/** A length of time in milliseconds; 0 where none was said. */
export function lengthOf(slot: unknown): number {
  const said = length.safeParse(slot).data;
  if (said === undefined) return 0;
  return Math.round((((said.days * 24 + said.hours) * 60 + said.minutes) * 60 + said.seconds) * 1_000);
}
const part = z.number().default(0);
const length = z.object({ days: part, hours: part, minutes: part, seconds: part });

export interface Place {
  readonly client: string;
  readonly area?: string | undefined;
}
