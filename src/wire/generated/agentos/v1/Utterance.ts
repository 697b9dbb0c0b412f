// Original file: proto/agentos/v1/assistant.proto

import type { Long } from '@grpc/proto-loader';

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
  /**
   * Milliseconds from the end of the assistant's own words at this client to the first of these; 0 where they were said into
   * them. Absent where the client does not speak, or has not spoken lately. Within 5 s they may be the assistant's own voice:
   * nothing private or dangerous comes of them.
   */
  'sinceSpeechMs'?: (number | string | Long);
  '_confidence'?: "confidence";
  '_speaker'?: "speaker";
  '_language'?: "language";
  '_thread'?: "thread";
  '_sinceSpeechMs'?: "sinceSpeechMs";
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
  /**
   * Milliseconds from the end of the assistant's own words at this client to the first of these; 0 where they were said into
   * them. Absent where the client does not speak, or has not spoken lately. Within 5 s they may be the assistant's own voice:
   * nothing private or dangerous comes of them.
   */
  'sinceSpeechMs'?: (number);
  '_confidence'?: "confidence";
  '_speaker'?: "speaker";
  '_language'?: "language";
  '_thread'?: "thread";
  '_sinceSpeechMs'?: "sinceSpeechMs";
}
