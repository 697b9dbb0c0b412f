// Original file: proto/agentos/v1/assistant.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Ends a running turn.
 */
export interface Cancel {
  /**
   * Made by the client.
   */
  'requestId'?: (string);
  /**
   * The thread of the turn.
   */
  'thread'?: (string);
  /**
   * The turn in that thread, from 1.
   */
  'turn'?: (number | string | Long);
}

/**
 * Ends a running turn.
 */
export interface Cancel__Output {
  /**
   * Made by the client.
   */
  'requestId': (string);
  /**
   * The thread of the turn.
   */
  'thread': (string);
  /**
   * The turn in that thread, from 1.
   */
  'turn': (number);
}
