// Original file: proto/agentos/v1/threads.proto

import type { LivePair as _agentos_v1_LivePair, LivePair__Output as _agentos_v1_LivePair__Output } from '../../agentos/v1/LivePair.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * A stored turn beside the same turn on today's services.
 */
export interface LiveTurn {
  /**
   * The turn.
   */
  'turn'?: (number | string | Long);
  /**
   * What was said; for a turn that a rule opened, what opened it.
   */
  'said'?: (string);
  /**
   * The calls, in their order.
   */
  'calls'?: (_agentos_v1_LivePair)[];
  /**
   * What was replied then; absent while the turn is open.
   */
  'before'?: (string);
  /**
   * What would be replied now.
   */
  'now'?: (string);
  /**
   * Calls and reply are the same.
   */
  'same'?: (boolean);
  '_before'?: "before";
}

/**
 * A stored turn beside the same turn on today's services.
 */
export interface LiveTurn__Output {
  /**
   * The turn.
   */
  'turn': (number);
  /**
   * What was said; for a turn that a rule opened, what opened it.
   */
  'said': (string);
  /**
   * The calls, in their order.
   */
  'calls': (_agentos_v1_LivePair__Output)[];
  /**
   * What was replied then; absent while the turn is open.
   */
  'before'?: (string);
  /**
   * What would be replied now.
   */
  'now': (string);
  /**
   * Calls and reply are the same.
   */
  'same': (boolean);
  '_before'?: "before";
}
