// Original file: proto/agentos/v1/admin.proto


/**
 * Which threads are to go.
 */
export interface DeleteThreadsRequest {
  /**
   * Their ids. At least one, at most 1,000.
   */
  'threads'?: (string)[];
  /**
   * Branches of them go as well.
   */
  'branches'?: (boolean);
}

/**
 * Which threads are to go.
 */
export interface DeleteThreadsRequest__Output {
  /**
   * Their ids. At least one, at most 1,000.
   */
  'threads': (string)[];
  /**
   * Branches of them go as well.
   */
  'branches': (boolean);
}
