// Original file: proto/agentos/v1/threads.proto

import type { Thread as _agentos_v1_Thread, Thread__Output as _agentos_v1_Thread__Output } from '../../agentos/v1/Thread.ts';

/**
 * The thread.
 */
export interface GetThreadResponse {
  /**
   * As folded from its events.
   */
  'thread'?: (_agentos_v1_Thread | null);
}

/**
 * The thread.
 */
export interface GetThreadResponse__Output {
  /**
   * As folded from its events.
   */
  'thread': (_agentos_v1_Thread__Output | null);
}
