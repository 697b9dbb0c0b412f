// Original file: proto/agentos/v1/assistant.proto

import type { Long } from '@grpc/proto-loader';

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
  /**
   * As in Utterance: words that were said into the assistant's own confirm nothing.
   */
  'sinceSpeechMs'?: (number | string | Long);
  '_sinceSpeechMs'?: "sinceSpeechMs";
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
  /**
   * As in Utterance: words that were said into the assistant's own confirm nothing.
   */
  'sinceSpeechMs'?: (number);
  '_sinceSpeechMs'?: "sinceSpeechMs";
}
