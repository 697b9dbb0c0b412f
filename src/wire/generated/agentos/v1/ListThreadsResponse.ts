// Original file: proto/agentos/v1/threads.proto

import type { ThreadRow as _agentos_v1_ThreadRow, ThreadRow__Output as _agentos_v1_ThreadRow__Output } from '../../agentos/v1/ThreadRow.ts';

/**
 * The threads.
 */
export interface ListThreadsResponse {
  /**
   * The last changed first.
   */
  'threads'?: (_agentos_v1_ThreadRow)[];
}

/**
 * The threads.
 */
export interface ListThreadsResponse__Output {
  /**
   * The last changed first.
   */
  'threads': (_agentos_v1_ThreadRow__Output)[];
}
