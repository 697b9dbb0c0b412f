// Original file: proto/agentos/v1/threads.proto

import type { ThreadEvent as _agentos_v1_ThreadEvent, ThreadEvent__Output as _agentos_v1_ThreadEvent__Output } from '../../agentos/v1/ThreadEvent.ts';

/**
 * The next event.
 */
export interface WatchThreadResponse {
  /**
   * Sequences follow each other without a gap.
   */
  'event'?: (_agentos_v1_ThreadEvent | null);
}

/**
 * The next event.
 */
export interface WatchThreadResponse__Output {
  /**
   * Sequences follow each other without a gap.
   */
  'event': (_agentos_v1_ThreadEvent__Output | null);
}
