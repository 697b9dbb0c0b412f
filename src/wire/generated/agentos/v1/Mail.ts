// Original file: proto/agentos/v1/assistant.proto

import type { Reply as _agentos_v1_Reply, Reply__Output as _agentos_v1_Reply__Output } from '../../agentos/v1/Reply.ts';
import type { Ask as _agentos_v1_Ask, Ask__Output as _agentos_v1_Ask__Output } from '../../agentos/v1/Ask.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * Something for this client, kept in its mailbox.
 */
export interface Mail {
  /**
   * Gapless per client, from 1.
   */
  'offset'?: (number | string | Long);
  /**
   * When it was put there, wall-clock milliseconds since the epoch.
   */
  'at'?: (number | string | Long);
  /**
   * The thread it is from.
   */
  'thread'?: (string);
  /**
   * The turn it is from.
   */
  'turn'?: (number | string | Long);
  /**
   * How a turn of this client ended.
   */
  'reply'?: (_agentos_v1_Reply | null);
  /**
   * News, unasked.
   */
  'notice'?: (_agentos_v1_Reply | null);
  /**
   * A question.
   */
  'ask'?: (_agentos_v1_Ask | null);
  /**
   * Exactly one is set.
   */
  'body'?: "reply"|"notice"|"ask";
}

/**
 * Something for this client, kept in its mailbox.
 */
export interface Mail__Output {
  /**
   * Gapless per client, from 1.
   */
  'offset': (number);
  /**
   * When it was put there, wall-clock milliseconds since the epoch.
   */
  'at': (number);
  /**
   * The thread it is from.
   */
  'thread': (string);
  /**
   * The turn it is from.
   */
  'turn': (number);
  /**
   * How a turn of this client ended.
   */
  'reply'?: (_agentos_v1_Reply__Output | null);
  /**
   * News, unasked.
   */
  'notice'?: (_agentos_v1_Reply__Output | null);
  /**
   * A question.
   */
  'ask'?: (_agentos_v1_Ask__Output | null);
  /**
   * Exactly one is set.
   */
  'body'?: "reply"|"notice"|"ask";
}
