// Original file: proto/agentos/v1/threads.proto

import type { LiveCall as _agentos_v1_LiveCall, LiveCall__Output as _agentos_v1_LiveCall__Output } from '../../agentos/v1/LiveCall.ts';

/**
 * The calls at one place, then and now.
 */
export interface LivePair {
  /**
   * The call's place in the turn's tree of calls.
   */
  'key'?: (string);
  /**
   * What was called then; absent where nothing was.
   */
  'before'?: (_agentos_v1_LiveCall | null);
  /**
   * What is called now; absent where nothing is.
   */
  'now'?: (_agentos_v1_LiveCall | null);
  /**
   * The same is called with the same input.
   */
  'same'?: (boolean);
}

/**
 * The calls at one place, then and now.
 */
export interface LivePair__Output {
  /**
   * The call's place in the turn's tree of calls.
   */
  'key': (string);
  /**
   * What was called then; absent where nothing was.
   */
  'before': (_agentos_v1_LiveCall__Output | null);
  /**
   * What is called now; absent where nothing is.
   */
  'now': (_agentos_v1_LiveCall__Output | null);
  /**
   * The same is called with the same input.
   */
  'same': (boolean);
}
