// Original file: proto/agentos/v1/admin.proto

import type { Long } from '@grpc/proto-loader';

/**
 * How far a backup is.
 */
export interface BackupProgress {
  /**
   * Parts that are copied.
   */
  'done'?: (number | string | Long);
  /**
   * All parts. The check that follows is not among them.
   */
  'total'?: (number | string | Long);
}

/**
 * How far a backup is.
 */
export interface BackupProgress__Output {
  /**
   * Parts that are copied.
   */
  'done': (number);
  /**
   * All parts. The check that follows is not among them.
   */
  'total': (number);
}
