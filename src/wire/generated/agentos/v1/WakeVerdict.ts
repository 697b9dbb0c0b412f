// Original file: proto/agentos/v1/assistant.proto


/**
 * Who answers the wake word.
 */
export interface WakeVerdict {
  /**
   * Of the claim.
   */
  'requestId'?: (string);
  /**
   * True for one claim of those heard at the same time in one area.
   */
  'won'?: (boolean);
}

/**
 * Who answers the wake word.
 */
export interface WakeVerdict__Output {
  /**
   * Of the claim.
   */
  'requestId': (string);
  /**
   * True for one claim of those heard at the same time in one area.
   */
  'won': (boolean);
}
