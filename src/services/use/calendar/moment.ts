import type { Now } from '../../../language/when_meant.ts';

/** The moment as `clockNow` tells it. */
export type Clock = Now & { readonly epochMs: number };

/** What one asks about without saying until when. */
export const AHEAD_DAYS = 366;

export function done(text: string) {
  return { text, outcome: 'done' as const };
}

export function failed(text: string) {
  return { text, outcome: 'failed' as const };
}
