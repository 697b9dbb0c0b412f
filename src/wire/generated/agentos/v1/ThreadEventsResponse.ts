// Original file: proto/agentos/v1/threads.proto

import type { ThreadEvent as _agentos_v1_ThreadEvent, ThreadEvent__Output as _agentos_v1_ThreadEvent__Output } from '../../agentos/v1/ThreadEvent.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * A page of events.
 */
export interface ThreadEventsResponse {
  /**
   * Sequences follow each other without a gap.
   */
  'events'?: (_agentos_v1_ThreadEvent)[];
  /**
   * Where the next page begins; absent where there is none now.
   */
  'nextAfterSeq'?: (number | string | Long);
  '_nextAfterSeq'?: "nextAfterSeq";
}

/**
 * A page of events.
 */
export interface ThreadEventsResponse__Output {
  /**
   * Sequences follow each other without a gap.
   */
  'events': (_agentos_v1_ThreadEvent__Output)[];
  /**
   * Where the next page begins; absent where there is none now.
   */
  'nextAfterSeq'?: (number);
  '_nextAfterSeq'?: "nextAfterSeq";
}
