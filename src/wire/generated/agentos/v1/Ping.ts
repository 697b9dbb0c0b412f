// Original file: proto/agentos/v1/assistant.proto


/**
 * Is somebody there?
 */
export interface Ping {
  /**
   * Made by the client.
   */
  'requestId'?: (string);
}

/**
 * Is somebody there?
 */
export interface Ping__Output {
  /**
   * Made by the client.
   */
  'requestId': (string);
}
