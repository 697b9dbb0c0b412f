// Original file: proto/agentos/v1/admin.proto


/**
 * What there was.
 */
export interface RemovePinResponse {
  /**
   * There was one.
   */
  'wasSet'?: (boolean);
}

/**
 * What there was.
 */
export interface RemovePinResponse__Output {
  /**
   * There was one.
   */
  'wasSet': (boolean);
}
