// Original file: proto/agentos/v1/threads.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Where a thread is to branch.
 */
export interface ForkThreadRequest {
  /**
   * The parent's id.
   */
  'thread'?: (string);
  /**
   * The parent's event after which it branches; its last where absent. A turn that was not complete by then is left out.
   */
  'atSeq'?: (number | string | Long);
  /**
   * What lists show of the branch; as the parent's where absent.
   */
  'title'?: (string);
  '_atSeq'?: "atSeq";
  '_title'?: "title";
}

/**
 * Where a thread is to branch.
 */
export interface ForkThreadRequest__Output {
  /**
   * The parent's id.
   */
  'thread': (string);
  /**
   * The parent's event after which it branches; its last where absent. A turn that was not complete by then is left out.
   */
  'atSeq'?: (number);
  /**
   * What lists show of the branch; as the parent's where absent.
   */
  'title'?: (string);
  '_atSeq'?: "atSeq";
  '_title'?: "title";
}
