// Original file: proto/agentos/v1/assistant.proto


/**
 * Something said or typed.
 */
export interface Utterance {
  /**
   * Made by the client; the same id from the same client is the same turn, kept 30 days. At most 128 characters.
   */
  'requestId'?: (string);
  /**
   * The words. At most 64 KiB.
   */
  'text'?: (string);
  /**
   * Other readings of a recogniser, best first. At most 16.
   */
  'alternatives'?: (string)[];
  /**
   * A recogniser's certainty of `text`, 0 to 1.
   */
  'confidence'?: (number | string);
  /**
   * Who spoke, where that is known.
   */
  'speaker'?: (string);
  /**
   * Language of the words, BCP 47.
   */
  'language'?: (string);
  /**
   * Continues this thread.
   */
  'thread'?: (string);
  /**
   * Continues the client's last thread if it is recent, else opens one. Not together with `thread`.
   */
  'continueLast'?: (boolean);
  '_confidence'?: "confidence";
  '_speaker'?: "speaker";
  '_language'?: "language";
  '_thread'?: "thread";
}

/**
 * Something said or typed.
 */
export interface Utterance__Output {
  /**
   * Made by the client; the same id from the same client is the same turn, kept 30 days. At most 128 characters.
   */
  'requestId': (string);
  /**
   * The words. At most 64 KiB.
   */
  'text': (string);
  /**
   * Other readings of a recogniser, best first. At most 16.
   */
  'alternatives': (string)[];
  /**
   * A recogniser's certainty of `text`, 0 to 1.
   */
  'confidence'?: (number);
  /**
   * Who spoke, where that is known.
   */
  'speaker'?: (string);
  /**
   * Language of the words, BCP 47.
   */
  'language'?: (string);
  /**
   * Continues this thread.
   */
  'thread'?: (string);
  /**
   * Continues the client's last thread if it is recent, else opens one. Not together with `thread`.
   */
  'continueLast': (boolean);
  '_confidence'?: "confidence";
  '_speaker'?: "speaker";
  '_language'?: "language";
  '_thread'?: "thread";
}
