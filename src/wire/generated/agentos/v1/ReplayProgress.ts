// Original file: proto/agentos/v1/threads.proto

import type { Long } from '@grpc/proto-loader';

/**
 * How far a replay of all has come.
 */
export interface ReplayProgress {
  /**
   * Threads that were replayed.
   */
  'threads'?: (number | string | Long);
  /**
   * Turns of them.
   */
  'turns'?: (number | string | Long);
  /**
   * Events of them.
   */
  'events'?: (number | string | Long);
  /**
   * Threads that differ.
   */
  'different'?: (number | string | Long);
  /**
   * True: there are no more.
   */
  'done'?: (boolean);
}

/**
 * How far a replay of all has come.
 */
export interface ReplayProgress__Output {
  /**
   * Threads that were replayed.
   */
  'threads': (number);
  /**
   * Turns of them.
   */
  'turns': (number);
  /**
   * Events of them.
   */
  'events': (number);
  /**
   * Threads that differ.
   */
  'different': (number);
  /**
   * True: there are no more.
   */
  'done': (boolean);
}
