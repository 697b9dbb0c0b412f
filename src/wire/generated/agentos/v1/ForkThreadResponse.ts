// Original file: proto/agentos/v1/threads.proto

import type { ThreadRow as _agentos_v1_ThreadRow, ThreadRow__Output as _agentos_v1_ThreadRow__Output } from '../../agentos/v1/ThreadRow.ts';

/**
 * The branch.
 */
export interface ForkThreadResponse {
  /**
   * As lists show it.
   */
  'thread'?: (_agentos_v1_ThreadRow | null);
}

/**
 * The branch.
 */
export interface ForkThreadResponse__Output {
  /**
   * As lists show it.
   */
  'thread': (_agentos_v1_ThreadRow__Output | null);
}
