// Original file: proto/agentos/v1/assistant.proto

import type { AskKind as _agentos_v1_AskKind, AskKind__Output as _agentos_v1_AskKind__Output } from '../../agentos/v1/AskKind.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * A question to the person at the client.
 */
export interface Ask {
  /**
   * Whoever has shown it does not show it again.
   */
  'askId'?: (string);
  /**
   * What kind of answer is wanted.
   */
  'kind'?: (_agentos_v1_AskKind);
  /**
   * The question.
   */
  'text'?: (string);
  /**
   * Answers to choose from, if only some will do.
   */
  'choices'?: (string)[];
  /**
   * Wall-clock milliseconds since the epoch after which no answer counts.
   */
  'expiresAt'?: (number | string | Long);
}

/**
 * A question to the person at the client.
 */
export interface Ask__Output {
  /**
   * Whoever has shown it does not show it again.
   */
  'askId': (string);
  /**
   * What kind of answer is wanted.
   */
  'kind': (_agentos_v1_AskKind__Output);
  /**
   * The question.
   */
  'text': (string);
  /**
   * Answers to choose from, if only some will do.
   */
  'choices': (string)[];
  /**
   * Wall-clock milliseconds since the epoch after which no answer counts.
   */
  'expiresAt': (number);
}
