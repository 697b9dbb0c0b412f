// Original file: proto/agentos/v1/catalog.proto


/**
 * What came of it.
 */
export interface CallResponse {
  /**
   * The output, as JSON.
   */
  'outputJson'?: (string);
}

/**
 * What came of it.
 */
export interface CallResponse__Output {
  /**
   * The output, as JSON.
   */
  'outputJson': (string);
}
