// Original file: proto/agentos/v1/catalog.proto


/**
 * A call.
 */
export interface CallRequest {
  /**
   * Whom it calls.
   */
  'subject'?: (string);
  /**
   * Its input, as JSON. At most 64 KiB.
   */
  'inputJson'?: (string);
}

/**
 * A call.
 */
export interface CallRequest__Output {
  /**
   * Whom it calls.
   */
  'subject': (string);
  /**
   * Its input, as JSON. At most 64 KiB.
   */
  'inputJson': (string);
}
