// Original file: proto/agentos/v1/threads.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Which events are wanted.
 */
export interface WatchThreadRequest {
  /**
   * The thread's id.
   */
  'thread'?: (string);
  /**
   * Events after this sequence; 0 for all.
   */
  'afterSeq'?: (number | string | Long);
  /**
   * True: goes on with events as they come. False: ends with the last there is.
   */
  'follow'?: (boolean);
}

/**
 * Which events are wanted.
 */
export interface WatchThreadRequest__Output {
  /**
   * The thread's id.
   */
  'thread': (string);
  /**
   * Events after this sequence; 0 for all.
   */
  'afterSeq': (number);
  /**
   * True: goes on with events as they come. False: ends with the last there is.
   */
  'follow': (boolean);
}
