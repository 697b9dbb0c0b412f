// Original file: proto/agentos/v1/admin.proto


/**
 * What is gone.
 */
export interface DeleteThreadsResponse {
  /**
   * Ids of all threads that are gone, branches included.
   */
  'threads'?: (string)[];
  /**
   * Backups that the daemon keeps and that still have them, newest first.
   */
  'backups'?: (string)[];
}

/**
 * What is gone.
 */
export interface DeleteThreadsResponse__Output {
  /**
   * Ids of all threads that are gone, branches included.
   */
  'threads': (string)[];
  /**
   * Backups that the daemon keeps and that still have them, newest first.
   */
  'backups': (string)[];
}
