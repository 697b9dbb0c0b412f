// Original file: proto/agentos/v1/threads.proto


/**
 * Which thread is wanted.
 */
export interface GetThreadRequest {
  /**
   * Its id.
   */
  'thread'?: (string);
}

/**
 * Which thread is wanted.
 */
export interface GetThreadRequest__Output {
  /**
   * Its id.
   */
  'thread': (string);
}
