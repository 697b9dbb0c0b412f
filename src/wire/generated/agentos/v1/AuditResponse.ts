// Original file: proto/agentos/v1/admin.proto

import type { Long } from '@grpc/proto-loader';

/**
 * One decision.
 */
export interface AuditResponse {
  /**
   * From 1, without gaps.
   */
  'seq'?: (number | string | Long);
  /**
   * Wall-clock milliseconds since the epoch.
   */
  'at'?: (number | string | Long);
  /**
   * The thread, turn and place of the call.
   */
  'thread'?: (string);
  /**
   * From 1.
   */
  'turn'?: (number | string | Long);
  /**
   * As in ThreadEvent.
   */
  'key'?: (string);
  /**
   * What was called.
   */
  'subject'?: (string);
  /**
   * `open`, `home`, `private` or `danger`.
   */
  'risk'?: (string);
  /**
   * `allowed`, `asked`, `confirmed` or `refused`.
   */
  'verdict'?: (string);
  /**
   * The row of the policy, or the rule above it, that decided.
   */
  'row'?: (string);
  /**
   * Who began the turn.
   */
  'client'?: (string);
  /**
   * Where that one stands: `owner`, `voice`, `automation`, `token`.
   */
  'channel'?: (string);
  /**
   * Where what went into it came from.
   */
  'labels'?: (string)[];
  /**
   * SHA-256 of the exact call.
   */
  'call'?: (string);
  /**
   * What the person was told, where it was refused.
   */
  'why'?: (string);
  /**
   * The entry's hash.
   */
  'hash'?: (string);
  '_why'?: "why";
}

/**
 * One decision.
 */
export interface AuditResponse__Output {
  /**
   * From 1, without gaps.
   */
  'seq': (number);
  /**
   * Wall-clock milliseconds since the epoch.
   */
  'at': (number);
  /**
   * The thread, turn and place of the call.
   */
  'thread': (string);
  /**
   * From 1.
   */
  'turn': (number);
  /**
   * As in ThreadEvent.
   */
  'key': (string);
  /**
   * What was called.
   */
  'subject': (string);
  /**
   * `open`, `home`, `private` or `danger`.
   */
  'risk': (string);
  /**
   * `allowed`, `asked`, `confirmed` or `refused`.
   */
  'verdict': (string);
  /**
   * The row of the policy, or the rule above it, that decided.
   */
  'row': (string);
  /**
   * Who began the turn.
   */
  'client': (string);
  /**
   * Where that one stands: `owner`, `voice`, `automation`, `token`.
   */
  'channel': (string);
  /**
   * Where what went into it came from.
   */
  'labels': (string)[];
  /**
   * SHA-256 of the exact call.
   */
  'call': (string);
  /**
   * What the person was told, where it was refused.
   */
  'why'?: (string);
  /**
   * The entry's hash.
   */
  'hash': (string);
  '_why'?: "why";
}
