// Original file: proto/agentos/v1/threads.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Which thread is wanted.
 */
export interface GetThreadRequest {
  /**
   * Its id.
   */
  'thread'?: (string);
  /**
   * As it was after this event; as it is where absent. OUT_OF_RANGE where it has not come to it.
   */
  'atSeq'?: (number | string | Long);
  '_atSeq'?: "atSeq";
}

/**
 * Which thread is wanted.
 */
export interface GetThreadRequest__Output {
  /**
   * Its id.
   */
  'thread': (string);
  /**
   * As it was after this event; as it is where absent. OUT_OF_RANGE where it has not come to it.
   */
  'atSeq'?: (number);
  '_atSeq'?: "atSeq";
}
