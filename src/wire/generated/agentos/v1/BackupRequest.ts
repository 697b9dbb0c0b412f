// Original file: proto/agentos/v1/admin.proto


/**
 * Where the backup is to go.
 */
export interface BackupRequest {
  /**
   * Whole path of a file that is not there yet, written by the daemon; a dated file in `backups` of the state folder where absent.
   */
  'file'?: (string);
  '_file'?: "file";
}

/**
 * Where the backup is to go.
 */
export interface BackupRequest__Output {
  /**
   * Whole path of a file that is not there yet, written by the daemon; a dated file in `backups` of the state folder where absent.
   */
  'file'?: (string);
  '_file'?: "file";
}
