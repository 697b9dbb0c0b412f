// Original file: proto/agentos/v1/threads.proto

import type { Long } from '@grpc/proto-loader';

/**
 * What is to be replayed.
 */
export interface ReplayThreadsRequest {
  /**
   * One thread by its id; all of them where absent.
   */
  'thread'?: (string);
  /**
   * Of all: only threads that changed since, in wall-clock milliseconds since the epoch.
   */
  'since'?: (number | string | Long);
  /**
   * Of one: says what was said to the services of today instead. Reads are made; what acts or asks is not.
   */
  'live'?: (boolean);
  '_thread'?: "thread";
}

/**
 * What is to be replayed.
 */
export interface ReplayThreadsRequest__Output {
  /**
   * One thread by its id; all of them where absent.
   */
  'thread'?: (string);
  /**
   * Of all: only threads that changed since, in wall-clock milliseconds since the epoch.
   */
  'since': (number);
  /**
   * Of one: says what was said to the services of today instead. Reads are made; what acts or asks is not.
   */
  'live': (boolean);
  '_thread'?: "thread";
}
