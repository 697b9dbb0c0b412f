// Original file: proto/agentos/v1/threads.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Something said in a thread.
 */
export interface Message {
  /**
   * The turn it belongs to.
   */
  'turn'?: (number | string | Long);
  /**
   * `user`, `assistant` or `system`.
   */
  'role'?: (string);
  /**
   * The words.
   */
  'text'?: (string);
  /**
   * Sources of untrusted content that went into it.
   */
  'taint'?: (string)[];
}

/**
 * Something said in a thread.
 */
export interface Message__Output {
  /**
   * The turn it belongs to.
   */
  'turn': (number);
  /**
   * `user`, `assistant` or `system`.
   */
  'role': (string);
  /**
   * The words.
   */
  'text': (string);
  /**
   * Sources of untrusted content that went into it.
   */
  'taint': (string)[];
}
