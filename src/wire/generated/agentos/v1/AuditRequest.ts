// Original file: proto/agentos/v1/admin.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Which entries are wanted.
 */
export interface AuditRequest {
  /**
   * Entries after this one; from the first where 0.
   */
  'after'?: (number | string | Long);
  /**
   * Only entries from this time on, wall-clock milliseconds since the epoch.
   */
  'since'?: (number | string | Long);
  /**
   * The last so many, in the place of all.
   */
  'last'?: (number);
  '_last'?: "last";
}

/**
 * Which entries are wanted.
 */
export interface AuditRequest__Output {
  /**
   * Entries after this one; from the first where 0.
   */
  'after': (number);
  /**
   * Only entries from this time on, wall-clock milliseconds since the epoch.
   */
  'since': (number);
  /**
   * The last so many, in the place of all.
   */
  'last'?: (number);
  '_last'?: "last";
}
