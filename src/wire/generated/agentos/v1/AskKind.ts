// Original file: proto/agentos/v1/assistant.proto

/**
 * What kind of answer is wanted.
 */
export const AskKind = {
  /**
   * Never sent.
   */
  ASK_KIND_UNSPECIFIED: 'ASK_KIND_UNSPECIFIED',
  /**
   * A yes or no to one exact call.
   */
  ASK_KIND_CONFIRM: 'ASK_KIND_CONFIRM',
  /**
   * Any words.
   */
  ASK_KIND_QUESTION: 'ASK_KIND_QUESTION',
  /**
   * The PIN, for one exact call. What is answered is not kept: neither shows nor stores it.
   */
  ASK_KIND_PIN: 'ASK_KIND_PIN',
} as const;

/**
 * What kind of answer is wanted.
 */
export type AskKind =
  /**
   * Never sent.
   */
  | 'ASK_KIND_UNSPECIFIED'
  | 0
  /**
   * A yes or no to one exact call.
   */
  | 'ASK_KIND_CONFIRM'
  | 1
  /**
   * Any words.
   */
  | 'ASK_KIND_QUESTION'
  | 2
  /**
   * The PIN, for one exact call. What is answered is not kept: neither shows nor stores it.
   */
  | 'ASK_KIND_PIN'
  | 3

/**
 * What kind of answer is wanted.
 */
export type AskKind__Output = typeof AskKind[keyof typeof AskKind]
