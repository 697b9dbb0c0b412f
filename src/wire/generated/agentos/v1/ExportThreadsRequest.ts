// Original file: proto/agentos/v1/admin.proto


/**
 * Which threads are wanted.
 */
export interface ExportThreadsRequest {
  /**
   * Their ids; all threads, oldest first, where there is none. At most 1,000.
   */
  'threads'?: (string)[];
}

/**
 * Which threads are wanted.
 */
export interface ExportThreadsRequest__Output {
  /**
   * Their ids; all threads, oldest first, where there is none. At most 1,000.
   */
  'threads': (string)[];
}
