// Original file: proto/agentos/v1/threads.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Which threads are wanted.
 */
export interface ListThreadsRequest {
  /**
   * At most this many, 1 to 1,000; 50 where absent.
   */
  'limit'?: (number);
  /**
   * Only threads changed before this, in wall-clock milliseconds since the epoch: for paging.
   */
  'before'?: (number | string | Long);
  /**
   * Only threads whose turn runs or waits.
   */
  'open'?: (boolean);
  '_limit'?: "limit";
  '_before'?: "before";
}

/**
 * Which threads are wanted.
 */
export interface ListThreadsRequest__Output {
  /**
   * At most this many, 1 to 1,000; 50 where absent.
   */
  'limit'?: (number);
  /**
   * Only threads changed before this, in wall-clock milliseconds since the epoch: for paging.
   */
  'before'?: (number);
  /**
   * Only threads whose turn runs or waits.
   */
  'open': (boolean);
  '_limit'?: "limit";
  '_before'?: "before";
}
