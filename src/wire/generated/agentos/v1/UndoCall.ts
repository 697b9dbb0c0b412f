// Original file: proto/agentos/v1/threads.proto


/**
 * A call that takes another back.
 */
export interface UndoCall {
  /**
   * Whom it calls.
   */
  'subject'?: (string);
  /**
   * Its input, as JSON.
   */
  'inputJson'?: (string);
}

/**
 * A call that takes another back.
 */
export interface UndoCall__Output {
  /**
   * Whom it calls.
   */
  'subject': (string);
  /**
   * Its input, as JSON.
   */
  'inputJson': (string);
}
