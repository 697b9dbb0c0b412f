// Original file: proto/agentos/v1/assistant.proto


/**
 * A request without a result of its own was carried out.
 */
export interface Done {
  /**
   * Of the request.
   */
  'requestId'?: (string);
}

/**
 * A request without a result of its own was carried out.
 */
export interface Done__Output {
  /**
   * Of the request.
   */
  'requestId': (string);
}
