// Original file: proto/agentos/v1/assistant.proto

/**
 * What came of an utterance.
 */
export const Outcome = {
  /**
   * Never sent.
   */
  OUTCOME_UNSPECIFIED: 'OUTCOME_UNSPECIFIED',
  /**
   * It happened or was answered.
   */
  OUTCOME_DONE: 'OUTCOME_DONE',
  /**
   * It did not.
   */
  OUTCOME_FAILED: 'OUTCOME_FAILED',
  /**
   * It was not understood.
   */
  OUTCOME_UNKNOWN: 'OUTCOME_UNKNOWN',
} as const;

/**
 * What came of an utterance.
 */
export type Outcome =
  /**
   * Never sent.
   */
  | 'OUTCOME_UNSPECIFIED'
  | 0
  /**
   * It happened or was answered.
   */
  | 'OUTCOME_DONE'
  | 1
  /**
   * It did not.
   */
  | 'OUTCOME_FAILED'
  | 2
  /**
   * It was not understood.
   */
  | 'OUTCOME_UNKNOWN'
  | 3

/**
 * What came of an utterance.
 */
export type Outcome__Output = typeof Outcome[keyof typeof Outcome]
