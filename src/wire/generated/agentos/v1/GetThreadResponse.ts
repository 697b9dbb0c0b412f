// Original file: proto/agentos/v1/threads.proto

import type { Thread as _agentos_v1_Thread, Thread__Output as _agentos_v1_Thread__Output } from '../../agentos/v1/Thread.ts';
import type { ThreadEvent as _agentos_v1_ThreadEvent, ThreadEvent__Output as _agentos_v1_ThreadEvent__Output } from '../../agentos/v1/ThreadEvent.ts';

/**
 * The thread.
 */
export interface GetThreadResponse {
  /**
   * As folded from its events.
   */
  'thread'?: (_agentos_v1_Thread | null);
  /**
   * Calls that had no answer yet, in the order in which they were made.
   */
  'open'?: (_agentos_v1_ThreadEvent)[];
}

/**
 * The thread.
 */
export interface GetThreadResponse__Output {
  /**
   * As folded from its events.
   */
  'thread': (_agentos_v1_Thread__Output | null);
  /**
   * Calls that had no answer yet, in the order in which they were made.
   */
  'open': (_agentos_v1_ThreadEvent__Output)[];
}
