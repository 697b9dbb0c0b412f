// Original file: proto/agentos/v1/threads.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Which page of events is wanted.
 */
export interface ThreadEventsRequest {
  /**
   * The thread's id.
   */
  'thread'?: (string);
  /**
   * Events after this sequence; 0 for the first page, then `next_after_seq` of the page before.
   */
  'afterSeq'?: (number | string | Long);
  /**
   * Up to and with this sequence; to the last there is where absent.
   */
  'untilSeq'?: (number | string | Long);
  /**
   * At most this many, 1 to 500; 100 where absent. A page of large events has fewer.
   */
  'limit'?: (number);
  '_untilSeq'?: "untilSeq";
  '_limit'?: "limit";
}

/**
 * Which page of events is wanted.
 */
export interface ThreadEventsRequest__Output {
  /**
   * The thread's id.
   */
  'thread': (string);
  /**
   * Events after this sequence; 0 for the first page, then `next_after_seq` of the page before.
   */
  'afterSeq': (number);
  /**
   * Up to and with this sequence; to the last there is where absent.
   */
  'untilSeq'?: (number);
  /**
   * At most this many, 1 to 500; 100 where absent. A page of large events has fewer.
   */
  'limit'?: (number);
  '_untilSeq'?: "untilSeq";
  '_limit'?: "limit";
}
