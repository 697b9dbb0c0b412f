// Original file: proto/agentos/v1/admin.proto

import type { Long } from '@grpc/proto-loader';

/**
 * How the record stands.
 */
export interface VerifyAuditResponse {
  /**
   * Entries that are as they were written.
   */
  'entries'?: (number | string | Long);
  /**
   * Hash of the last of them. Kept elsewhere, it shows later that nothing up to it was changed.
   */
  'head'?: (string);
  /**
   * The first entry that is not as it was written; absent where all are.
   */
  'brokenAt'?: (number | string | Long);
  /**
   * What is wrong with it.
   */
  'problem'?: (string);
  '_brokenAt'?: "brokenAt";
  '_problem'?: "problem";
}

/**
 * How the record stands.
 */
export interface VerifyAuditResponse__Output {
  /**
   * Entries that are as they were written.
   */
  'entries': (number);
  /**
   * Hash of the last of them. Kept elsewhere, it shows later that nothing up to it was changed.
   */
  'head': (string);
  /**
   * The first entry that is not as it was written; absent where all are.
   */
  'brokenAt'?: (number);
  /**
   * What is wrong with it.
   */
  'problem'?: (string);
  '_brokenAt'?: "brokenAt";
  '_problem'?: "problem";
}
