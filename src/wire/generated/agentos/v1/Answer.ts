// Original file: proto/agentos/v1/assistant.proto


/**
 * The answer to an ask.
 */
export interface Answer {
  /**
   * Made by the client.
   */
  'requestId'?: (string);
  /**
   * The ask that is answered.
   */
  'askId'?: (string);
  /**
   * The words. At most 64 KiB.
   */
  'text'?: (string);
}

/**
 * The answer to an ask.
 */
export interface Answer__Output {
  /**
   * Made by the client.
   */
  'requestId': (string);
  /**
   * The ask that is answered.
   */
  'askId': (string);
  /**
   * The words. At most 64 KiB.
   */
  'text': (string);
}
