import type { Reply } from 'agentos/contract';
import type { Now } from './now.ts';

/** Who asks, and when. */
export interface Asking {
  readonly now: Now;
  /** Where it was asked: name or id of an area. */
  readonly area: string | undefined;
  readonly byVoice: boolean;
}

export function done(text: string): Reply {
  return { text, outcome: 'done' };
}

export function failed(text: string): Reply {
  return { text, outcome: 'failed' };
}
