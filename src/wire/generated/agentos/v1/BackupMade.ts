// Original file: proto/agentos/v1/admin.proto

import type { Long } from '@grpc/proto-loader';

/**
 * A backup that can be relied on.
 */
export interface BackupMade {
  /**
   * Its whole path, where the daemon runs.
   */
  'file'?: (string);
  /**
   * Its size.
   */
  'bytes'?: (number | string | Long);
  /**
   * How many threads are in it.
   */
  'threads'?: (number | string | Long);
  /**
   * Format of the database.
   */
  'format'?: (number);
  /**
   * Id of the life that it is from.
   */
  'identity'?: (string);
  /**
   * When a thread in it changed last, in wall-clock milliseconds since the epoch; absent where there is none.
   */
  'changedAt'?: (number | string | Long);
  '_changedAt'?: "changedAt";
}

/**
 * A backup that can be relied on.
 */
export interface BackupMade__Output {
  /**
   * Its whole path, where the daemon runs.
   */
  'file': (string);
  /**
   * Its size.
   */
  'bytes': (number);
  /**
   * How many threads are in it.
   */
  'threads': (number);
  /**
   * Format of the database.
   */
  'format': (number);
  /**
   * Id of the life that it is from.
   */
  'identity': (string);
  /**
   * When a thread in it changed last, in wall-clock milliseconds since the epoch; absent where there is none.
   */
  'changedAt'?: (number);
  '_changedAt'?: "changedAt";
}
