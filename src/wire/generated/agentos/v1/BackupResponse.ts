// Original file: proto/agentos/v1/admin.proto

import type { BackupProgress as _agentos_v1_BackupProgress, BackupProgress__Output as _agentos_v1_BackupProgress__Output } from '../../agentos/v1/BackupProgress.ts';
import type { BackupMade as _agentos_v1_BackupMade, BackupMade__Output as _agentos_v1_BackupMade__Output } from '../../agentos/v1/BackupMade.ts';

/**
 * How a backup goes on.
 */
export interface BackupResponse {
  /**
   * How far it is.
   */
  'progress'?: (_agentos_v1_BackupProgress | null);
  /**
   * It was made, checked, and is on the disk. Always the last.
   */
  'made'?: (_agentos_v1_BackupMade | null);
  /**
   * Exactly one is set.
   */
  'message'?: "progress"|"made";
}

/**
 * How a backup goes on.
 */
export interface BackupResponse__Output {
  /**
   * How far it is.
   */
  'progress'?: (_agentos_v1_BackupProgress__Output | null);
  /**
   * It was made, checked, and is on the disk. Always the last.
   */
  'made'?: (_agentos_v1_BackupMade__Output | null);
  /**
   * Exactly one is set.
   */
  'message'?: "progress"|"made";
}
