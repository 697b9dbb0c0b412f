// Original file: proto/agentos/v1/assistant.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Durable: sent after commit and sync.
 */
export interface Accepted {
  /**
   * Of the utterance or answer.
   */
  'requestId'?: (string);
  /**
   * The thread that it went to.
   */
  'thread'?: (string);
  /**
   * The turn in that thread, from 1.
   */
  'turn'?: (number | string | Long);
  /**
   * The thread's sequence with it.
   */
  'seq'?: (number | string | Long);
  /**
   * The text answered an open question of this turn and opened no turn of its own.
   */
  'answered'?: (boolean);
}

/**
 * Durable: sent after commit and sync.
 */
export interface Accepted__Output {
  /**
   * Of the utterance or answer.
   */
  'requestId': (string);
  /**
   * The thread that it went to.
   */
  'thread': (string);
  /**
   * The turn in that thread, from 1.
   */
  'turn': (number);
  /**
   * The thread's sequence with it.
   */
  'seq': (number);
  /**
   * The text answered an open question of this turn and opened no turn of its own.
   */
  'answered': (boolean);
}
