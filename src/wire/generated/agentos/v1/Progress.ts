// Original file: proto/agentos/v1/assistant.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Words of the final answer of a turn, as they come. Not stored; what is dropped is in the reply.
 */
export interface Progress {
  /**
   * The thread of the turn.
   */
  'thread'?: (string);
  /**
   * The turn.
   */
  'turn'?: (number | string | Long);
  /**
   * Rises when the answer is begun anew: what came before is void.
   */
  'attempt'?: (number);
  /**
   * Place of `text` in the answer, in UTF-16 units.
   */
  'offset'?: (number | string | Long);
  /**
   * The words.
   */
  'text'?: (string);
}

/**
 * Words of the final answer of a turn, as they come. Not stored; what is dropped is in the reply.
 */
export interface Progress__Output {
  /**
   * The thread of the turn.
   */
  'thread': (string);
  /**
   * The turn.
   */
  'turn': (number);
  /**
   * Rises when the answer is begun anew: what came before is void.
   */
  'attempt': (number);
  /**
   * Place of `text` in the answer, in UTF-16 units.
   */
  'offset': (number);
  /**
   * The words.
   */
  'text': (string);
}
